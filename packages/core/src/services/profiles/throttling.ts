/**
 * How services say that they are asked too much, as data: each reply with how long it is waited for, and where it was
 * read. Recorded, not live: none of these services was made to say it to us.
 */

interface ThrottlingReply {
  /** The words, with the wait in milliseconds as the group `ms` where the service names it. */
  readonly words: RegExp
  /** How long the first wait is where the reply names none; each further one is twice as long, up to the longest. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** How long is waited in all without anything moving. */
  readonly patienceMs: number
  readonly source: string
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const REPLIES: readonly ThrottlingReply[] = [
  {
    words: /suggested backoff time:?\s*(?<ms>\d{1,9})\s*milliseconds/i,
    firstWaitMs: 5 * MINUTE,
    longestWaitMs: HOUR,
    patienceMs: 3 * HOUR,
    // 89,117 to 299,961 ms there; once 50 minutes.
    source:
      'Exchange Online: github.com/ikvk/imap_tools/issues/135, simonrob/email-oauth2-proxy/issues/191; read 2026-11',
  },
  {
    // Gmail shuts the account out for up to a day; asking often makes it no shorter.
    words: /exceeded command or bandwidth limits/i,
    firstWaitMs: 10 * MINUTE,
    longestWaitMs: HOUR,
    patienceMs: 25 * HOUR,
    source: 'Gmail: github.com/ljmerza/ha-email-sensor/issues/16, chatwoot/chatwoot/issues/6082; read 2026-11',
  },
  {
    words: /\bthrottled\b/i,
    firstWaitMs: 30 * SECOND,
    longestWaitMs: 10 * MINUTE,
    patienceMs: HOUR,
    source:
      'Exchange: "Request is throttled" without a time, or the code THROTTLED; imapsync/imapsync/issues/272; read 2026-11',
  },
  {
    words: /rate limit/i,
    firstWaitMs: 30 * SECOND,
    longestWaitMs: 10 * MINUTE,
    patienceMs: HOUR,
    source: 'Yahoo: "[LIMIT] … rate limit hit", as in postalsys/imapflow/issues/75; read 2026-11',
  },
]

/** A wait that a service names is kept to this, whatever it names. */
const LONGEST_NAMED_MS = HOUR
const SHORTEST_MS = SECOND

/** How long a service that is asked too much is waited for. */
export interface Throttling {
  readonly waitMs: number
  /** Each further wait is no longer than this. */
  readonly longestWaitMs: number
  readonly patienceMs: number
}

/**
 * Whether a reply says that the service is asked too much.
 * @param code the response code in capitals, where there is one
 * @param words the server's words
 */
export function throttlingIn(code: string | undefined, words: string): Throttling | undefined {
  const text = code === undefined ? words : `${code} ${words}`
  for (const { words: pattern, firstWaitMs, longestWaitMs, patienceMs } of REPLIES) {
    const found = pattern.exec(text)
    if (found === null) continue
    const named = found.groups?.['ms']
    const waitMs = named === undefined ? firstWaitMs : Math.min(LONGEST_NAMED_MS, Math.max(SHORTEST_MS, Number(named)))
    return { waitMs, longestWaitMs, patienceMs }
  }
  return undefined
}
