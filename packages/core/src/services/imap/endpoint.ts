import { type Credentials, connect } from '@caravan/imap'
import type { Endpoint, Session } from '../port.ts'
import { profileForServer } from '../profiles/index.ts'
import { explain } from './explain.ts'
import { ImapSession } from './session.ts'

export interface ImapAccount {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Whose mailbox it is; the one that signs in unless `credentials` say otherwise. */
  readonly user: string
  readonly credentials: Credentials
  /** PEM of an authority to trust beside the system's. */
  readonly ca?: string | undefined
  readonly connectTimeoutMs?: number | undefined
  readonly responseTimeoutMs?: number | undefined
}

/** A mailbox behind IMAP. Nothing of the credentials can be read from it. */
export class ImapEndpoint implements Endpoint {
  readonly identity: string
  readonly #account: ImapAccount

  constructor(account: ImapAccount) {
    this.#account = account
    this.identity = `${account.user}@${account.host.toLowerCase()}:${account.port}`
  }

  async connect(): Promise<Session> {
    const { host, port, tls, ca, credentials, connectTimeoutMs, responseTimeoutMs } = this.#account
    const where = `${host}:${port}`
    try {
      const connection = await connect({ host, port, tls, ca, connectTimeoutMs, responseTimeoutMs })
      try {
        await connection.authenticate(credentials)
        // NetEase lets nobody open a folder who has not said who they are; others ignore it.
        const server = connection.has('ID') ? await connection.id({ name: 'Caravan' }) : null
        const profile = profileForServer({ idName: server?.get('name') ?? undefined, greeting: connection.greeting })
        return await ImapSession.start(connection, where, profile)
      } catch (error) {
        connection.close()
        throw error
      }
    } catch (error) {
      throw explain(error, 'connect', where)
    }
  }
}
