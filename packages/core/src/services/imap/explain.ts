import { ImapError } from '@caravan/imap'
import { type ErrorScope, type Later, ServiceError } from '../port.ts'
import { throttlingIn } from '../profiles/throttling.ts'

/** What was being done when the wire failed: it decides whether a message, a folder or the session is concerned. */
export type Doing = 'connect' | 'append' | 'fetch' | 'folder' | 'store'

interface Explanation {
  readonly scope: ErrorScope
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly later?: Later | undefined
}

// Servers without response codes say it in words; these were seen in bounces, transcripts and manuals.
const QUOTA_WORDS =
  /quota|mailbox (?:is )?full|insufficient (?:disk|storage)|not enough (?:disk )?space|storage (?:limit|exceeded)/i
const SIZE_WORDS =
  /too (?:big|large)|larger than|exceed\w* (?:the )?(?:\w+ )*size|maximum (?:message )?size|(?:message )?size (?:limit|exceed)/i
/** Courier's words where a folder cannot be written; they also stand for a full disk, which is no fault of a message either. */
const CLOSED_WORDS = /permission denied|access denied|no write permission|selected read-only/i
/** Cyrus, at the 101st keyword of a folder. */
const KEYWORD_WORDS = /too many user flags/i
const LATER_WORDS = /too many|try again|temporar|unavailable|throttl|back ?off|bandwidth|rate limit|system i\/o error/i
/** RFC 5530 §3: the command may work later as it is. */
const LATER_CODES = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'CONTACTADMIN', 'THROTTLED'])
/** Codes that say nothing of the cause: the words decide. */
const MUTE_CODES = new Set(['', 'ALERT'])

/** The wire's error as the engine's, with its scope, the server's words and the next step. Others come back as they are. */
export function explain(error: unknown, doing: Doing, where: string): unknown {
  if (!(error instanceof ImapError)) return error
  // A body that failed at its own side is that side's error, not the target's.
  if (error.code === 'literal-broken' && error.cause instanceof ServiceError) return error.cause
  const { scope, code, message, remedy, later } = throttled(error, doing, where) ?? explanation(error, doing, where)
  return new ServiceError(scope, code, message, remedy, { serverReply: error.serverReply, cause: error, later })
}

/** A reply that says the service is asked too much, whatever it answers: a command, the sign-in, or with its goodbye. */
function throttled(error: ImapError, doing: Doing, where: string): Explanation | undefined {
  const words = error.serverReply
  if (words === undefined || !ANSWERS.has(error.code)) return undefined
  const found = throttlingIn(error.responseCode, words)
  if (found === undefined) return undefined
  const later: Later = { why: 'throttled', ...found }
  // Before anything has begun it is the sign-in that fails.
  if (doing === 'connect') {
    const plain = explanation(error, doing, where)
    return plain.scope === 'session' ? { ...plain, later } : undefined
  }
  return {
    ...session(
      'throttled',
      `${where} wants to be asked less: ${words}`,
      'Run again later: the pass goes on where it was. Fewer --connections, or a --bandwidth, ask less of it.',
    ),
    later,
  }
}

/** Errors in which the server speaks. */
const ANSWERS: ReadonlySet<string> = new Set(['command-refused', 'connection-lost', 'sign-in-refused'])

/** A folder that is locked, a server that restarts: with no message concerned there is time to wait. */
const BUSY: Later = { why: 'busy', waitMs: 1_000, longestWaitMs: 30_000, patienceMs: 120_000 }

function explanation(error: ImapError, doing: Doing, where: string): Explanation {
  switch (error.code) {
    case 'unknown-host':
      return service(
        'unknown-host',
        `${where}: there is no host of this name.`,
        'Check the spelling of the host, and that this machine can look names up.',
      )
    case 'connection-refused':
      return session(
        'connection-refused',
        `${where} refused the connection.`,
        'Check the port, that the mail server is running, and that no firewall is between.',
      )
    case 'host-unreachable':
      return session(
        'host-unreachable',
        `${where} cannot be reached.`,
        'Check the network between this machine and the server.',
      )
    case 'connect-timeout':
      return session(
        'connect-timeout',
        `${where} does not answer.`,
        'Check host, port and firewall, and whether the port expects TLS from the first byte (imaps) or not (imap).',
      )
    case 'tls-failed':
      return service(
        'tls-failed',
        `${where}: no safe connection: ${error.message}`,
        'Use the name that stands in the certificate, have it renewed, or name a private authority with NODE_EXTRA_CA_CERTS=FILE. A port that speaks plain IMAP first wants imap://, not imaps://.',
      )
    case 'starttls-unavailable':
      return service(
        'starttls-unavailable',
        `${where} offers no STARTTLS, so the password would travel in the clear.`,
        'Use imaps://, or add ?tls=none where the network itself is safe.',
      )
    case 'proxy-unreachable':
      return session(
        'proxy-unreachable',
        `${error.message}, on the way to ${where}.`,
        'Check host and port of the proxy, that it runs, and that it lets this machine in.',
      )
    case 'proxy-sign-in':
      return service(
        'proxy-sign-in',
        `${error.message}, on the way to ${where}.`,
        'Check user and password of the proxy; they are not those of the mailbox.',
      )
    case 'proxy-refused':
      return service(
        'proxy-refused',
        `${error.message}, on the way to ${where}.`,
        'Check the kind of the proxy (SOCKS 5 or HTTP) and its port, and have its rules allow connections to this host and port.',
      )
    case 'proxy-failed':
      return session(
        'proxy-failed',
        `${error.message}, on the way to ${where}.`,
        'Check host and port of the server as the proxy sees them, and that the proxy can look its name up.',
      )
    case 'sign-in-refused':
      return signInRefused(error, where)
    case 'sign-in-unsupported':
      return service(
        'sign-in-unsupported',
        `${where}: ${error.message}.`,
        'Choose another way to sign in with ?auth=, or use TLS: some servers take passwords only then.',
      )
    case 'command-refused':
      return refused(error, doing, where)
    case 'invalid-argument':
    case 'extension-missing':
      return {
        scope: doing === 'append' ? 'message' : 'folder',
        code: error.code,
        message: `${where}: ${error.message}.`,
        remedy: 'Please report this: it should have been seen before it was sent.',
      }
    case 'connection-lost':
      return session(
        'connection-lost',
        `${where} closed the connection${error.serverReply === undefined ? '.' : `: ${error.serverReply}`}`,
        'Run again: the pass goes on where it was.',
      )
    case 'response-timeout':
      return session(
        'response-timeout',
        `${where} fell silent. ${error.message}.`,
        'Run again: the pass goes on where it was. If it happens again at the same place, ask the server’s administrator.',
      )
    case 'protocol-error':
    case 'limit-exceeded':
      // The line still holds: one answer that makes no sense must not hold back the others.
      if (doing === 'fetch')
        return {
          scope: 'message',
          code: 'not-handed-out',
          message: `${where} sent what cannot be understood: ${error.message}`,
          remedy: 'Look at the message in the old service.',
        }
      return session(
        error.code,
        `${where} sent what cannot be understood: ${error.message}`,
        'Check that this is an IMAP server; if it is, please report the message.',
      )
    case 'literal-broken':
      return session(
        'literal-broken',
        `${where}: a message broke off while it was sent: ${error.message}`,
        'Run again: the pass goes on where it was.',
      )
  }
}

function signInRefused(error: ImapError, where: string): Explanation {
  const words = error.serverReply ?? ''
  if (LATER_CODES.has(error.responseCode ?? '') || error.responseCode === 'LIMIT' || LATER_WORDS.test(words)) {
    return {
      ...session(
        'sign-in-later',
        `${where} does not let anybody in just now: ${words}`,
        'Run again later, with fewer --connections if the server counts them.',
      ),
      later: BUSY,
    }
  }
  return service(
    'sign-in-refused',
    `${where} refused the sign-in.`,
    'Check user name and password; many services want an app password, or IMAP switched on in their settings.',
  )
}

function refused(error: ImapError, doing: Doing, where: string): Explanation {
  const code = error.responseCode ?? ''
  const words = error.serverReply ?? ''
  if (doing === 'append') {
    if (code === 'OVERQUOTA' || (MUTE_CODES.has(code) && QUOTA_WORDS.test(words)))
      return service(
        'quota-full',
        `${where} has no room left.`,
        'Give the mailbox more room, then run again: the pass goes on where it was.',
      )
    if (code === 'TOOBIG' || code === 'LIMIT' || (MUTE_CODES.has(code) && SIZE_WORDS.test(words)))
      return {
        scope: 'message',
        code: 'message-too-large',
        message: `${where} takes no message of this size.`,
        remedy: 'Raise the limit at the target and run again, or hand the kept file to its owner.',
      }
    // Before the words that mean "later": this one says "Too many user flags in mailbox".
    if (MUTE_CODES.has(code) && KEYWORD_WORDS.test(words))
      return {
        scope: 'message',
        code: 'too-many-keywords',
        message: `${where} takes no further keyword in the folder, and so not the message that bears one.`,
        remedy:
          'Take keywords that nobody needs off the mail at the source and run again, or hand the kept file to its owner.',
      }
    if (code === 'TRYCREATE' || code === 'NONEXISTENT')
      return service(
        'folder-gone',
        `${where}: the folder is no longer there.`,
        'Somebody deleted or renamed it while the pass ran. Run again: it will be made anew.',
      )
    if (code === 'NOPERM' || code === 'READ-ONLY' || (MUTE_CODES.has(code) && CLOSED_WORDS.test(words)))
      return {
        scope: 'folder',
        code: 'not-permitted',
        message: `${where} does not allow writing to the folder.`,
        remedy: 'Give the account the right to write there, or another folder with --map OLD=NEW, and run again.',
      }
  }
  if (LATER_CODES.has(code) || (doing === 'append' && MUTE_CODES.has(code) && LATER_WORDS.test(words)))
    return {
      ...session('try-later', `${where} cannot do it now.`, 'Run again later: the pass goes on where it was.'),
      later: doing === 'folder' ? BUSY : undefined,
    }
  if (doing === 'append')
    return {
      scope: 'message',
      code: 'message-refused',
      message: `${where} refused the message.`,
      remedy: 'Its raw bytes are kept. Read the server’s words; hand the file to its owner if nothing else helps.',
    }
  if (doing === 'fetch')
    return {
      scope: 'message',
      code: 'not-handed-out',
      message: `${where} did not hand out every message.`,
      remedy: 'Look at the message in the old service.',
    }
  if (doing === 'store')
    return {
      scope: 'message',
      code: 'flags-refused',
      message: `${where} refused to set flags.`,
      remedy: 'Read the server’s words.',
    }
  return {
    scope: 'folder',
    code: 'folder-refused',
    message: `${where} refused the folder.`,
    remedy: 'Read the server’s words; give the folder another name with --map OLD=NEW, or leave it out with --exclude.',
  }
}

const session = (code: string, message: string, remedy: string): Explanation => ({
  scope: 'session',
  code,
  message,
  remedy,
})
const service = (code: string, message: string, remedy: string): Explanation => ({
  scope: 'service',
  code,
  message,
  remedy,
})
