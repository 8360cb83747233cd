import type { Credentials, ImapConnection, ProxyOptions } from '@caravan/imap'
import type { HostGuard } from '../../guard/index.ts'
import type { TokenSource } from '../oauth/tokens.ts'
import type { Endpoint, Session } from '../port.ts'
import { profileForServer } from '../profiles/index.ts'
import { Compression, type CompressionWish } from './compression.ts'
import { explain } from './explain.ts'
import { type LabelWish, labelPolicy } from './labels.ts'
import { nameSpace } from './name-space.ts'
import { reach, trusting } from './reach.ts'
import { ImapSession, type Server } from './session.ts'
import { SignIns } from './sign-ins.ts'
import { withToken } from './with-token.ts'

/** A proxy on the way to a mail service; its password is neither that of a mailbox nor seen by the service. */
export type MailProxy = Pick<ProxyOptions, 'kind' | 'host' | 'port' | 'user' | 'password' | 'ca'>

export interface ImapAccount {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Whose mailbox it is; the one that signs in unless `credentials` say otherwise. */
  readonly user: string
  /** A password, a token of OAuth 2, or what gives such tokens. */
  readonly credentials: Credentials | { readonly kind: 'tokens'; readonly user: string; readonly tokens: TokenSource }
  /** PEM of an authority to trust beside the system's. */
  readonly ca?: string | undefined
  /** Its certificate is not verified: an exception that a person granted. */
  readonly unverified?: boolean | undefined
  /** Asked before each connection, where the host was typed by a user of the server. */
  readonly guard?: HostGuard | undefined
  /** Through which the server is reached. */
  readonly proxy?: MailProxy | undefined
  /** `auto` unless told: on lines that were seen to be slow. */
  readonly compress?: CompressionWish | undefined
  /** Folders of other users that this one may read, and shared ones, are taken as well. */
  readonly shared?: boolean | undefined
  /** How messages are placed that several folders show, at a source; at a target nothing is asked of it. */
  readonly labels?: LabelWish | undefined
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
  readonly #compression: Compression
  #server: Server | undefined

  constructor(account: ImapAccount) {
    this.#account = account
    this.#compression = new Compression(account.compress ?? 'auto')
    this.identity = `${account.user}@${account.host.toLowerCase()}:${account.port}`
  }

  connect(): Promise<Session> {
    const { host, port, credentials } = this.#account
    const where = `${host}:${port}`
    return this.#signIns.run(where, () => {
      if (credentials.kind !== 'tokens') return this.#connect(credentials)
      const { user, tokens } = credentials
      return withToken(tokens, where, (accessToken) => this.#connect({ kind: 'oauth', user, accessToken }))
    })
  }

  async #connect(credentials: Credentials): Promise<Session> {
    const { host, port, tls, proxy, guard, connectTimeoutMs, responseTimeoutMs } = this.#account
    const where = `${host}:${port}`
    try {
      const times = { connectTimeoutMs, responseTimeoutMs }
      const limits = { responses: MOST_RESPONSES }
      const connection = await reach({ host, port, tls, proxy, ...trusting(this.#account), ...times, limits }, guard)
      try {
        await connection.authenticate(credentials)
        return await ImapSession.start(connection, where, () => this.#met(connection), {
          compression: this.#compression,
          shared: this.#account.shared ?? false,
          user: this.#account.user,
          labels: labelPolicy(connection.capabilities, this.#account.labels),
        })
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
