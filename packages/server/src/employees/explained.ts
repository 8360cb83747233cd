import type { AnswerOf, employees } from '@caravan/contract'
import type { EmployeeSignIn } from '@caravan/core/services'

export type Refused = NonNullable<AnswerOf<typeof employees.listEmployees>['items'][number]['refused']>

type Code =
  | 'password-wrong'
  | 'password-or-imap'
  | 'app-password-needed'
  | 'imap-off'
  | 'web-sign-in-needed'
  | 'password-not-taken'
  | 'consent-ended'
  | 'token-refused'
  | 'oauth-client-refused'
  | 'too-many-connections'
  | 'service-busy'
  | 'service-silent'
  | 'service-unsafe'
  | 'service-fails'

/** For employees: plain, with what they can do themselves. A page has its own words by the code. */
const WORDS: Readonly<Record<Code, readonly [title: string, remedy: string]>> = {
  'password-wrong': [
    'The old mailbox does not take this password.',
    'Type or copy it once more; mind capital letters and spaces at the ends.',
  ],
  'password-or-imap': [
    'The old mailbox does not take this password, or it lets in no programs yet.',
    'Check that “IMAP” is switched on in its settings, as the steps show, and that the app password is copied whole.',
  ],
  'app-password-needed': [
    'The old service wants a password made for programs, not the one that you sign in with yourself.',
    'Make one as the steps show, and paste it here.',
  ],
  'imap-off': [
    'The old mailbox lets in no programs yet: IMAP is switched off.',
    'Switch it on in the mailbox’s settings, as the steps show, and try again.',
  ],
  'web-sign-in-needed': [
    'The old service wants to see you in a browser first.',
    'Sign in to the old mailbox in a browser, confirm that it is you, and try again.',
  ],
  'password-not-taken': [
    'The old service takes no passwords from programs.',
    'Tell whoever invited you: an administrator of the old service has to open the mailbox.',
  ],
  'consent-ended': [
    'Your consent was taken back, or it has expired.',
    'Agree once more with the button of your page; a changed password is reason enough.',
  ],
  'token-refused': [
    'You have agreed, but this mailbox does not open with it.',
    'Sign in there with this very mailbox, not with another account; see that IMAP is switched on for it.',
  ],
  'oauth-client-refused': [
    'The old service does not know the program that asks for your consent.',
    'Tell whoever invited you: the registration of the program has to be mended.',
  ],
  'too-many-connections': [
    'Too many programs are connected to the old mailbox just now.',
    'Close your mail programs for a few minutes and try again. The password may well be right.',
  ],
  'service-busy': [
    'The old service lets nobody in just now.',
    'Try again in a quarter of an hour. The password may well be right.',
  ],
  'service-silent': [
    'The old service does not answer.',
    'Try again later; if it stays so, tell whoever invited you. Nothing was kept.',
  ],
  'service-unsafe': [
    'There is no safe connection to the old service, so your password was not sent.',
    'Tell whoever invited you: the settings of the old service have to be mended.',
  ],
  'service-fails': [
    'The old service let us in and then did not show the mailbox.',
    'Try again; if it stays so, tell whoever invited you.',
  ],
}

/** What servers say; each was seen at a provider, in bug reports of mail programs (read 2026-11). */
const SAID: readonly (readonly [RegExp, Code])[] = [
  // Google, Mail.ru (in Russian with Latin letters), Tencent, Zoho.
  [
    /application[- ]specific password|app(?:lication)? password|parol.? prilozhen|authoriz(?:ation|ed) code/i,
    'app-password-needed',
  ],
  // Yandex names both and does not tell which.
  [/invalid credentials or imap is disabled/i, 'password-or-imap'],
  // QQ names half a dozen.
  [/service is not open, password is incorrect/i, 'password-or-imap'],
  // Google, Zoho, Yandex where the administrator closed it.
  [
    /not enabled for imap|imap (?:access )?(?:is |has been )?(?:disabled|not enabled|switched off)|enable imap|does not have access rights to this service/i,
    'imap-off',
  ],
  [/web login required|webalert|log ?in via (?:your )?(?:web )?browser|verify your account/i, 'web-sign-in-needed'],
  // Microsoft.
  [/basicauthblocked|basic auth(?:entication)? is (?:disabled|blocked)/i, 'password-not-taken'],
]

/** Too many at once, in the words of Google, Dovecot, Cyrus, Exchange. */
const CROWDED = /too many (?:simultaneous |open )?connections|number of connections|connection limit|too many sessions/i

const BY_CODE: Readonly<Record<string, Code>> = {
  'sign-in-unsupported': 'password-not-taken',
  'consent-ended': 'consent-ended',
  'token-refused': 'token-refused',
  'oauth-client-refused': 'oauth-client-refused',
  'token-server-failed': 'service-busy',
  'tls-failed': 'service-unsafe',
  'starttls-unavailable': 'service-unsafe',
  'unknown-host': 'service-silent',
  'connection-refused': 'service-silent',
  'host-unreachable': 'service-silent',
  'connect-timeout': 'service-silent',
  'response-timeout': 'service-silent',
  'connection-lost': 'service-silent',
  'lookup-failed': 'service-silent',
  'host-refused': 'service-silent',
  'proxy-unreachable': 'service-silent',
  'proxy-sign-in': 'service-silent',
  'proxy-refused': 'service-silent',
  'proxy-failed': 'service-silent',
}

/**
 * A refusal of the engine in words for an employee.
 * @param typed what was given, to tell a password of people's from one made for programs; undefined: nobody knows any more
 */
export function explained(
  code: string,
  serverReply: string | null,
  { way, shape }: Pick<EmployeeSignIn, 'way' | 'shape'>,
  typed: string | undefined,
): Refused {
  return inWords(
    codeOf(code, serverReply ?? '', way, shape !== null && typed !== undefined && !shape.test(bare(typed))),
    serverReply,
  )
}

export const inWords = (code: Code, serverReply: string | null): Refused => {
  const [title, remedy] = WORDS[code]
  return { code, title, remedy, serverReply: serverReply?.slice(0, MOST_SAID).toWellFormed() ?? null }
}

/** A server's words are somebody else's text; of a character that this cuts in two no database keeps the half. */
const MOST_SAID = 500

/** Google shows four groups of four, Apple joins them by hyphens. */
const bare = (password: string): string => password.replaceAll(/[\s-]/g, '')

function codeOf(code: string, words: string, way: EmployeeSignIn['way'], otherShape: boolean): Code {
  const signIn = code === 'sign-in-refused' || code === 'sign-in-expired'
  if (code === 'sign-in-later') return CROWDED.test(words) ? 'too-many-connections' : 'service-busy'
  if (CROWDED.test(words)) return 'too-many-connections'
  if (!signIn) return BY_CODE[code] ?? 'service-fails'
  const said = SAID.find(([pattern]) => pattern.test(words))?.[1]
  if (said !== undefined && said !== 'password-or-imap') return said
  if (way === 'consent') return 'password-not-taken'
  return otherShape ? 'app-password-needed' : (said ?? 'password-wrong')
}
