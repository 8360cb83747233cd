import type { Fetched } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { readWelcome } from '../imap/greet.ts'
import { lineThrough } from '../imap/line.ts'
import type { Candidate, DiscoveryTools, FoundService } from './discovery.ts'
import { readSubmission } from './greet-smtp.ts'

const CONNECT_MS = 10_000
/** A server that offers more lists it to confuse; the longest seen has 60. */
const MOST_CAPABILITIES = 100

/** Connects to what a source named, with verified TLS, and reads what it offers before anybody signs in. */
export async function probe(candidate: Candidate, tools: DiscoveryTools): Promise<FoundService> {
  const nothing = { capabilities: [], server: undefined, error: undefined }
  if (candidate.tls === 'none') return { ...candidate, ...nothing, state: 'untried' }
  try {
    const { capabilities, server } = await greet(candidate, candidate.tls, tools)
    return {
      ...candidate,
      ...nothing,
      state: 'answers',
      capabilities: capabilities.slice(0, MOST_CAPABILITIES),
      server: server?.slice(0, 200),
    }
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const { code, message, remedy } = error
    return { ...candidate, ...nothing, state: 'failed', error: { code, message, remedy } }
  }
}

interface Welcome {
  readonly capabilities: readonly string[]
  readonly server: string | undefined
}

function greet(candidate: Candidate, tls: 'implicit' | 'starttls', tools: DiscoveryTools): Promise<Welcome> {
  const { host, port, url } = candidate
  const { guard, proxy, ca } = tools
  const place = { host, port, tls, guard, ca, timeoutMs: tools.connectTimeoutMs ?? CONNECT_MS }
  if (candidate.kind === 'imap') return readWelcome({ ...place, proxy })
  if (candidate.kind === 'submission')
    return readSubmission({ ...place, ...(proxy !== undefined && { line: lineThrough(proxy, guard) }) })
  return askWeb(candidate.kind, url ?? `https://${host}:${port}/`, tools)
}

/** RFC 4791 §5.1, RFC 6352 §6.1: what the `DAV` header has for each. */
const DAV_CLASS = { caldav: 'calendar-access', carddav: 'addressbook' } as const

/**
 * A service behind a URL is there where it asks for a sign-in, or shows itself without one. A redirect to a page for
 * people, or the page itself, is no service.
 */
async function askWeb(kind: 'jmap' | 'caldav' | 'carddav', url: string, { fetch }: DiscoveryTools): Promise<Welcome> {
  const answer = await fetch({ url, method: kind === 'jmap' ? 'GET' : 'OPTIONS' })
  const schemes = schemesIn(answer)
  const shown = kind === 'jmap' ? isJmap(answer) : (answer.headers['dav'] ?? '').includes(DAV_CLASS[kind])
  if (!(answer.status === 401 && schemes.length > 0) && !(answer.status < 300 && shown))
    throw new CaravanError(
      'service-absent',
      `${answer.url} is no ${kind === 'jmap' ? 'JMAP' : kind === 'caldav' ? 'CalDAV' : 'CardDAV'} service (HTTP status ${answer.status}).`,
      'Tell who publishes it; nothing else depends on it.',
    )
  return { capabilities: schemes, server: answer.headers['server'] }
}

/** RFC 9110 §11.6.1: the schemes of `WWW-Authenticate`, in capitals. */
const schemesIn = ({ headers }: Fetched): string[] => [
  ...new Set(
    [...(headers['www-authenticate'] ?? '').matchAll(/(?:^|,)\s*([a-z][a-z0-9-]*)(?=\s|,|$)(?!\s*=)/gi)].map((match) =>
      (match[1] ?? '').toUpperCase(),
    ),
  ),
]

/** RFC 8620 §2: a session object. */
function isJmap({ body }: Fetched): boolean {
  try {
    const read = JSON.parse(body) as { capabilities?: unknown } | null
    return typeof read?.capabilities === 'object'
  } catch {
    return false
  }
}
