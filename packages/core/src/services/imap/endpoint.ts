import type { Credentials, ImapConnection } from '@caravan/imap'
import type { HostGuard } from '../../guard/index.ts'
import type { Endpoint, Session } from '../port.ts'
import { profileForServer } from '../profiles/index.ts'
import { explain } from './explain.ts'
import { nameSpace } from './folders.ts'
import { reach, trusting } from './reach.ts'
import { ImapSession, type Server } from './session.ts'
import { SignIns } from './sign-ins.ts'

export interface ImapAccount {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Whose mailbox it is; the one that signs in unless `credentials` say otherwise. */
  readonly user: string
  readonly credentials: Credentials
  /** PEM of an authority to trust beside the system's. */
  readonly ca?: string | undefined
  /** Its certificate is not verified: an exception that a person granted. */
  readonly unverified?: boolean | undefined
  /** Asked before each connection, where the host was typed by a user of the server. */
  readonly guard?: HostGuard | undefined
  readonly connectTimeoutMs?: number | undefined
  readonly responseTimeoutMs?: number | undefined
}

/** No command of ours is answered by more: folders are listed in slices, and nobody has so many. */
const MOST_RESPONSES = 250_000

/** A mailbox behind IMAP. Nothing of the credentials can be read from it. */
export class ImapEndpoint implements Endpoint {
  readonly identity: string
  readonly #account: ImapAccount
  readonly #signIns = new SignIns()
  #server: Server | undefined

  constructor(account: ImapAccount) {
    this.#account = account
    this.identity = `${account.user}@${account.host.toLowerCase()}:${account.port}`
  }

  connect(): Promise<Session> {
    return this.#signIns.run(`${this.#account.host}:${this.#account.port}`, () => this.#connect())
  }

  async #connect(): Promise<Session> {
    const { host, port, tls, credentials, guard, connectTimeoutMs, responseTimeoutMs } = this.#account
    const where = `${host}:${port}`
    try {
      const times = { connectTimeoutMs, responseTimeoutMs }
      const limits = { responses: MOST_RESPONSES }
      const connection = await reach({ host, port, tls, ...trusting(this.#account), ...times, limits }, guard)
      try {
        await connection.authenticate(credentials)
        return await ImapSession.start(connection, where, await this.#met(connection))
      } catch (error) {
        connection.close()
        throw error
      }
    } catch (error) {
      throw explain(error, 'connect', where)
    }
  }

  /** Says who we are and learns who the server is. What the first session was told holds for the others. */
  async #met(connection: ImapConnection): Promise<Server> {
    // NetEase lets nobody open a folder who has not said who they are; others ignore it.
    const said = connection.has('ID') ? connection.id({ name: 'Caravan' }) : Promise.resolve(null)
    if (this.#server !== undefined) {
      // Nobody waits for the answer: where the line is cut, the next command says so.
      said.catch(() => undefined)
      return this.#server
    }
    const began = performance.now()
    const [server, space] = await Promise.all([said, nameSpace(connection)])
    const roundTripMs = performance.now() - began
    const profile = profileForServer({ idName: server?.get('name') ?? undefined, greeting: connection.greeting })
    this.#server = { profile, space, roundTripMs }
    return this.#server
  }
}
