import type { ConnectOptions } from '@caravan/imap'
import type { HostGuard } from '../../guard/index.ts'
import type { MailProxy } from './endpoint.ts'
import { explain } from './explain.ts'
import { reach } from './reach.ts'

/** Where an IMAP server is said to be. */
export interface ImapPlace {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Undefined: with a proxy that goes anywhere. */
  readonly guard: HostGuard | undefined
  /** Through which it is reached. */
  readonly proxy?: MailProxy | undefined
  /** PEM of the authorities to trust in place of the system's. */
  readonly ca?: string | undefined
  readonly timeoutMs: number
}

/** For who looks at a certificate, and sends nothing secret. */
type Looking = Pick<ConnectOptions, 'rejectUnauthorized' | 'onSecure'>

/** What an IMAP server says before anybody signs in. */
export interface ImapWelcome {
  /** In capitals, sorted. */
  readonly capabilities: readonly string[]
  /** Its own name and version, where it tells them (ID, RFC 2971). */
  readonly server: string | undefined
  /** The name alone. */
  readonly idName: string | undefined
  readonly greeting: string
}

/** More than any server says at this stage. */
const MOST_RESPONSES = 100

/** Connects, with verified TLS unless told otherwise, reads what the server offers, and leaves. Throws `ServiceError`. */
export async function readWelcome(place: ImapPlace, looking: Looking = {}): Promise<ImapWelcome> {
  const { host, port, tls, guard, proxy, ca, timeoutMs } = place
  const bounds = {
    connectTimeoutMs: timeoutMs,
    responseTimeoutMs: timeoutMs,
    limits: { responses: MOST_RESPONSES },
  }
  try {
    const connection = await reach({ host, port, tls, proxy, ca, ...bounds, ...looking }, guard)
    try {
      const said = connection.has('ID') ? await connection.id({ name: 'Caravan' }).catch(() => null) : null
      const server = ['name', 'version'].flatMap((field) => said?.get(field) ?? []).join(' ')
      return {
        capabilities: [...connection.capabilities].sort(),
        server: server === '' ? undefined : server,
        idName: said?.get('name') ?? undefined,
        greeting: connection.greeting,
      }
    } finally {
      // A server that counts clients who go without a word may shut them out.
      await connection.logout().catch(() => connection.close())
    }
  } catch (error) {
    throw explain(error, 'connect', `${host}:${port}`)
  }
}
