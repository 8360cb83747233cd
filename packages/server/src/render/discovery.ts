import type { Asked, Discovery, FoundService, SignIn } from '@caravan/core/services'
import { padEnd, plain } from './format.ts'

const KINDS: Readonly<Record<FoundService['kind'], string>> = {
  imap: 'IMAP',
  submission: 'sending',
  jmap: 'JMAP',
  caldav: 'calendars',
  carddav: 'contacts',
}
const WAYS: Readonly<Record<SignIn['way'], string>> = {
  password: 'password',
  'app-password': 'app password',
  oauth: 'OAuth',
  'admin-delegation': 'delegation',
  bridge: 'bridge',
}
const TLS = { implicit: 'TLS', starttls: 'STARTTLS', none: 'no TLS' } as const
const HEADLINES = {
  found: 'mail service found',
  unconfirmed: 'places are named, but no IMAP service answers at them',
  nothing: 'no mail service found',
} as const
const LABEL = 12

/** A discovery for people at a terminal. */
export function renderDiscovery(found: Discovery): string {
  const { address, domain, status, provider } = found
  const lines = [`${address ?? domain}: ${HEADLINES[status]}`]
  if (provider !== undefined)
    lines.push('', `provider: ${provider.name}`, ...provider.evidence.map(({ detail }) => `  ${detail}`))
  if (found.services.length > 0) lines.push('', 'services', ...found.services.flatMap(service))
  if (found.signIn.length > 0) lines.push('', 'how one signs in', ...found.signIn.flatMap(signIn))
  if (found.notes.length > 0) lines.push('', 'to know', ...found.notes.map(({ text }) => `  ${text}`))
  if (status !== 'found') lines.push('', 'what was asked', ...found.asked.map(asked))
  const next = nextStep(found)
  if (next !== undefined) lines.push('', `next: ${next}`)
  return `${lines.map(plain).join('\n')}\n`
}

function service(found: FoundService): string[] {
  const { kind, host, port, tls, url, userName, state, server, capabilities, error, evidence } = found
  const where = url ?? `${host}:${port}, ${TLS[tls]}`
  const words = { answers: 'answers', failed: error?.message ?? 'failed', untried: 'not tried: it has no TLS' }[state]
  const more: [string, string | undefined][] = [
    ['user name', userName],
    ['server', server],
    ['offers', capabilities.length > 0 ? capabilities.join(' ') : undefined],
    ...evidence.map(({ source, detail }): [string, string] => [source, detail]),
  ]
  return [
    `  ${padEnd(KINDS[kind], LABEL)}${where}: ${words}`,
    ...more.flatMap(([label, text]) => (text === undefined ? [] : [`    ${padEnd(label, LABEL + 2)}${text}`])),
  ]
}

const signIn = ({ way, words, page, from }: SignIn): string[] => [
  `  ${padEnd(WAYS[way], LABEL)} ${words}`,
  ...(page === undefined ? [] : [`    ${padEnd('where', LABEL)} ${page}`]),
  `    ${padEnd('known from', LABEL)} ${from}`,
]

const asked = ({ what, outcome, words }: Asked): string =>
  `  ${padEnd(outcome, 9)}${what}${words === undefined || words === '' ? '' : `: ${words}`}`

/** The command line that looks into the mailbox, or where to ask when nothing answers. */
function nextStep({ services, address, status }: Discovery): string | undefined {
  const mailbox = services.find(({ kind, state }) => kind === 'imap' && state === 'answers')
  if (mailbox === undefined)
    return status === 'nothing'
      ? 'ask who runs the mail for host, port and user name, and write them as imaps://USER@HOST:PORT.'
      : 'ask who runs the mail whether IMAP is switched on, and for host and port.'
  const { host, port, tls, userName } = mailbox
  const user = userName ?? address
  if (user === undefined) return 'run it again with an address for the user name and settings by address.'
  const scheme = tls === 'implicit' ? 'imaps' : 'imap'
  const bracketed = host.includes(':') ? `[${host}]` : host
  return `caravan inventory --from ${scheme}://${encodeURIComponent(user)}@${bracketed}:${port}`
}
