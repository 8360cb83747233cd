import { join } from 'node:path'
import { type Dovecot, type DovecotOptions, type MailboxAt, startDovecot } from '@caravan/lab'
import { afterAll } from 'vitest'

/** Every user's password. A URL can't hold it as it is. */
export const PASSWORD = 'Gull@Lantern/77:%3x'

// `%` begins a variable of Dovecot's configuration.
const ALSO_THIS_PASSWORD = `passdb {\n  driver = static\n  args = password=${PASSWORD.replaceAll('%', '%%')}\n}\n`

const started: Dovecot[] = []
afterAll(() => Promise.all(started.map((server) => server.stop())))

/** A Dovecot for this file's tests, where every user name signs in with `PASSWORD`. */
export async function startMailServer({ extraConf = '', ...options }: DovecotOptions = {}): Promise<Dovecot> {
  const server = await startDovecot({ ...options, extraConf: ALSO_THIS_PASSWORD + extraConf })
  started.push(server)
  return server
}

/** What makes another server keep its mail where this one does. */
export const sameMailAs = (server: Dovecot): string => `mail_location = maildir:${join(server.mailDir('x'), '..')}/%u\n`

interface UrlParts {
  readonly scheme?: 'imap' | 'imaps'
  readonly host?: string
  readonly password?: string
  readonly query?: string
}

/** A mailbox as `--from` and `--to` take it. */
export function mailboxUrl(port: number, user: string, parts: UrlParts = {}): string {
  const { scheme = 'imap', host = '127.0.0.1', password = PASSWORD, query = '' } = parts
  return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}${query}`
}

/** What a test needs to know of a server: a Dovecot, a scripted server, or a proxy before one. */
export interface Server {
  readonly port: number
  readonly tlsPort?: number
  readonly ca?: string
}

/** The mailbox for the lab's own reader, which takes STARTTLS where it is offered and trusts nobody. */
export const mailbox = ({ port, tlsPort, ca }: Server, user: string): MailboxAt => ({
  user,
  pass: PASSWORD,
  ...(tlsPort === undefined || ca === undefined ? { port } : { port: tlsPort, ca }),
})

/** `--from` and `--to` for two users. */
export const between = (from: Server, fromUser: string, to: Server, toUser: string = fromUser): string[] => [
  '--from',
  mailboxUrl(from.port, fromUser),
  '--to',
  mailboxUrl(to.port, toUser),
]
