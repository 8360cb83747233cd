import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { type Endpoint, type ImapAccount, ImapEndpoint, type MailProxy, masterSignIn } from '@caravan/core/services'
import { type CommandLine, labelsOf } from './options.ts'
import { askPassword } from './prompt.ts'
import { proxyAt } from './proxy.ts'
import { UsageError } from './usage.ts'

export type Side = 'from' | 'to'

const PORTS = { 'imaps:': 993, 'imap:': 143 } as const
const PARAMETERS = ['auth', 'authseparator', 'authuser', 'compress', 'timeout', 'tls']
/** How long silence may be borne, in seconds. */
const LONGEST_TIMEOUT = 3_600

/**
 * The mailbox that `--from` or `--to` names, with its password from the URL, a file, the environment or a prompt, or with
 * tokens by an oauth file. Throws `UsageError`; its text never holds the URL, which may hold a password.
 */
export async function mailboxAt(side: Side, values: CommandLine['values'], from: Side = 'from'): Promise<Endpoint> {
  const name = `--${side}`
  const text = values[side]
  if (text === undefined) throw new UsageError(`${name} is missing.`)
  const url = parse(name, text)
  const port = PORTS[url.protocol as keyof typeof PORTS]
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const user = decoded(name, url.username)
  if (host === '' || user === '') throw new UsageError(`${name} needs a user and a host: imaps://user@host.`)
  const timeoutMs = timeoutOf(name, url)
  const proxyUrl = values[`${side}-proxy`]
  const proxy = proxyUrl === undefined ? undefined : proxyAt(`${side}-proxy`, proxyUrl)
  return new ImapEndpoint({
    host,
    port: url.port === '' ? port : Number(url.port),
    // What a proxy calls localhost is not this machine.
    tls: tlsOf(name, url, proxy === undefined && isLoopback(host)),
    proxy,
    compress: compressionOf(name, url),
    // At the new home nothing of others is looked at.
    shared: side === 'from' && values.shared,
    labels: side === from ? labelsOf(values.labels) : 'every',
    user,
    credentials: await credentialsOf(side, url, user, values, proxy),
    connectTimeoutMs: timeoutMs,
    responseTimeoutMs: timeoutMs,
  })
}

async function credentialsOf(
  side: Side,
  url: URL,
  user: string,
  values: CommandLine['values'],
  proxy: MailProxy | undefined,
): Promise<ImapAccount['credentials']> {
  const name = `--${side}`
  const oauthFile = values[`${side}-oauth-file`]
  const auth = url.searchParams.get('auth') ?? 'password'
  const authUser = url.searchParams.get('authuser') ?? undefined
  if (oauthFile !== undefined) {
    if (url.password !== '' || authUser !== undefined || values[`${side}-password-file`] !== undefined)
      throw new UsageError(`${name}-oauth-file stands in the place of a password: give one of them.`)
    const { tokensFromFile } = await import('./oauth-file.ts')
    return { kind: 'tokens', user, tokens: await tokensFromFile(oauthFile, user, proxy) }
  }
  if (!['password', 'plain', 'login', 'oauth', 'xoauth2'].includes(auth)) {
    throw new UsageError(
      `${name}: the way to sign in is not known.`,
      'Leave it out for a password, or use auth=oauth for an access token.',
    )
  }
  const who = `${authUser ?? user} at ${url.hostname}`
  const password = await passwordFor(side, url, values[`${side}-password-file`], who)
  if (auth === 'oauth' || auth === 'xoauth2') return { kind: 'oauth', user, accessToken: password }
  if (authUser === undefined) return { kind: 'password', user, password }
  return masterSignIn(user, authUser, password, separatorOf(name, url))
}

function parse(name: string, text: string): URL {
  if (!URL.canParse(text))
    throw new UsageError(
      `${name} is not a URL.`,
      'Write it as imaps://user@host, with @ : / in the user percent-encoded.',
    )
  const url = new URL(text)
  if (!(url.protocol in PORTS))
    throw new UsageError(`${name}: ${url.protocol}// is not known.`, 'Use imaps:// or imap://.')
  if (url.pathname !== '' && url.pathname !== '/')
    throw new UsageError(`${name} ends with the host.`, 'Choose folders with --include and --exclude.')
  for (const parameter of url.searchParams.keys()) {
    if (!PARAMETERS.includes(parameter))
      throw new UsageError(
        `${name} has a parameter that is not known.`,
        'Known are auth, authseparator, authuser, compress, timeout and tls.',
      )
  }
  return url
}

/** STARTTLS is required unless the host is this machine itself, or somebody says in so many words that it need not be. */
function tlsOf(name: string, url: URL, isHere: boolean): 'implicit' | 'starttls' | 'none' {
  const wish = url.searchParams.get('tls')
  if (url.protocol === 'imaps:') {
    if (wish !== null) throw new UsageError(`${name}: imaps:// is TLS from the first byte; tls= goes with imap://.`)
    return 'implicit'
  }
  if (wish === 'none' || wish === 'starttls') return wish
  if (wish !== null)
    throw new UsageError(`${name}: what tls= says is not known.`, 'Known are tls=none and tls=starttls.')
  return isHere ? 'none' : 'starttls'
}

/** What stands between the user and the master user in one name; null: they are named apart. */
function separatorOf(name: string, url: URL): string | null {
  const separator = url.searchParams.get('authseparator')
  if (separator !== null && !/^[!-~]$/.test(separator))
    throw new UsageError(`${name}: authseparator= takes one character.`, 'Write it as authseparator=*.')
  return separator
}

/** Unless told, lines that turn out to be slow are compressed. */
function compressionOf(name: string, url: URL): 'auto' | 'always' | 'never' {
  const wish = url.searchParams.get('compress') ?? 'auto'
  if (wish === 'auto' || wish === 'always' || wish === 'never') return wish
  throw new UsageError(`${name}: what compress= says is not known.`, 'Known are auto, always and never.')
}

/** How long a silent server is waited for; undefined leaves it to the program. */
function timeoutOf(name: string, url: URL): number | undefined {
  const wish = url.searchParams.get('timeout')
  if (wish === null) return undefined
  const seconds = /^\d{1,4}$/.test(wish) ? Number(wish) : 0
  if (seconds < 1 || seconds > LONGEST_TIMEOUT)
    throw new UsageError(`${name}: timeout= takes seconds, from 1 to ${LONGEST_TIMEOUT}.`)
  return seconds * 1_000
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

async function passwordFor(side: Side, url: URL, file: string | undefined, who: string): Promise<string> {
  if (url.password !== '') return decoded(`--${side}`, url.password)
  if (file !== undefined) return fromFile(side, file)
  const fromEnvironment = process.env[`CARAVAN_${side.toUpperCase()}_PASSWORD`]
  if (fromEnvironment !== undefined) return fromEnvironment
  const asked = await askPassword(`Password of ${who}: `)
  if (asked !== undefined) return asked
  throw new UsageError(
    `--${side}: there is no password.`,
    `Give it with --${side}-password-file FILE or in CARAVAN_${side.toUpperCase()}_PASSWORD.`,
  )
}

async function fromFile(side: Side, file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new UsageError(`--${side}-password-file: ${file} cannot be read (${why}).`, 'Check its path and its rights.')
  }
}

function decoded(name: string, part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new UsageError(`${name}: user or password is not percent-encoded rightly.`, 'Write % itself as %25.')
  }
}
