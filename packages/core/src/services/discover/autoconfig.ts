import type { Fetch } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import type { Asked, Candidate, Evidence, Finding, FoundKind, Note } from './discovery.ts'
import { NOTHING } from './discovery.ts'
import { hostIn, portIn } from './place.ts'
import { filled, type Target } from './target.ts'
import { childrenOf, readXml, textOf, type XmlElement } from './xml.ts'

/**
 * Asks for the settings file that Thunderbird reads (draft-ietf-mailmaint-autoconfig §3.1): at `autoconfig.` below the
 * domain, at the domain's own well-known place, and, where neither answers, by plain http at the first. The address is
 * told only over TLS, since a provider with several clusters answers by it.
 */
export async function askAutoconfig(target: Target, fetch: Fetch): Promise<Finding> {
  const { domain, address } = target
  const query = address === undefined ? '' : `?emailaddress=${encodeURIComponent(address)}`
  const first = `autoconfig.${domain}/mail/config-v1.1.xml`
  const found = await Promise.all([
    askFile(`https://${first}${query}`, target, fetch),
    askFile(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml${query}`, target, fetch),
  ])
  const asked = found.flatMap((finding) => finding.asked)
  const best = found.find(({ candidates }) => candidates.length > 0)
  if (best !== undefined) return { ...best, asked }
  const open = await askFile(`http://${first}`, target, fetch)
  const notes = open.candidates.length > 0 ? [...open.notes, plainNote(domain)] : open.notes
  return { ...open, notes, asked: [...asked, ...open.asked] }
}

/** Reads a settings file. @throws CaravanError `answer-malformed` */
export function readAutoconfig(text: string, target: Target, source: Evidence): Omit<Finding, 'asked'> {
  const root = readXml(text)
  const provider = root.name === 'clientConfig' ? childrenOf(root, 'emailProvider')[0] : undefined
  if (provider === undefined)
    throw new CaravanError('answer-malformed', 'The answer is no settings file.', 'Tell who publishes it.')
  const servers = [...childrenOf(provider, 'incomingServer'), ...childrenOf(provider, 'outgoingServer')]
  // Some publish calendars and contacts inside the provider, others beside it.
  const others = [provider, root].flatMap((at) => [...childrenOf(at, 'calendar'), ...childrenOf(at, 'addressBook')])
  const candidates = [
    ...servers.flatMap((server) => candidateOf(server, target, source)),
    ...others.flatMap((server) => candidateByUrl(server, textOf(server, 'serverURL'), target, source)),
  ]
  // mailcow publishes this name for every domain (data/web/autoconfig.php, seen 2026-11).
  const isMailcow = /mailcow/i.test(textOf(provider, 'displayName') ?? '')
  const providers = isMailcow ? [{ id: 'mailcow', name: 'mailcow', evidence: [source] }] : []
  return { ...NOTHING, candidates, providers, notes: openNotes(candidates) }
}

async function askFile(url: string, target: Target, fetch: Fetch): Promise<Finding> {
  const what = url.replace(/\?.*/, '')
  const told = (outcome: Asked['outcome'], words?: string): Asked[] => [{ source: 'autoconfig', what, outcome, words }]
  try {
    const answer = await fetch({ url, plain: url.startsWith('http:') })
    if (answer.status !== 200) return { ...NOTHING, asked: told('nothing', `HTTP status ${answer.status}`) }
    const read = readAutoconfig(answer.body, target, { source: 'autoconfig', detail: answer.url.replace(/\?.*/, '') })
    return { ...read, asked: told(read.candidates.length > 0 ? 'found' : 'nothing') }
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const absent = error.code === 'unknown-host'
    return { ...NOTHING, asked: told(absent ? 'nothing' : 'failed', absent ? 'no such host' : error.message) }
  }
}

const KINDS: Readonly<Record<string, FoundKind>> = {
  imap: 'imap',
  smtp: 'submission',
  jmap: 'jmap',
  caldav: 'caldav',
  carddav: 'carddav',
}
const SOCKETS: Readonly<Record<string, Candidate['tls']>> = { ssl: 'implicit', starttls: 'starttls', plain: 'none' }
/** A settings file that lists more of them is none that a person wrote. */
const MOST_SERVERS = 12

function candidateOf(server: XmlElement, target: Target, source: Evidence): Candidate[] {
  const kind = KINDS[server.attributes['type'] ?? '']
  if (kind === 'jmap') return candidateByUrl(server, textOf(server, 'url'), target, source)
  const host = hostIn((textOf(server, 'hostname') ?? '').replaceAll('%EMAILDOMAIN%', target.domain))
  const port = portIn(textOf(server, 'port'))
  const tls = SOCKETS[(textOf(server, 'socketType') ?? '').toLowerCase()]
  if (kind === undefined || host === undefined || port === undefined || tls === undefined) return []
  return [{ kind, host, port, tls, userName: userNameIn(server, target), evidence: [source] }]
}

function candidateByUrl(server: XmlElement, text: string | undefined, target: Target, source: Evidence): Candidate[] {
  const kind = KINDS[server.attributes['type'] ?? '']
  const full = text === undefined ? undefined : (filled(text, target) ?? text)
  if (kind === undefined || full === undefined || !URL.canParse(full)) return []
  const url = new URL(full)
  const host = hostIn(url.hostname)
  // What cannot be asked safely is no offer; a place that is named after an unknown user neither.
  if (url.protocol !== 'https:' || host === undefined || url.href.includes('%25EMAIL')) return []
  const port = url.port === '' ? 443 : Number(url.port)
  return [
    { kind, host, port, tls: 'implicit', url: url.href, userName: userNameIn(server, target), evidence: [source] },
  ]
}

function userNameIn(server: XmlElement, target: Target): string | undefined {
  const template = textOf(server, 'username')
  return template === undefined ? undefined : filled(template, target)
}

const openNotes = (candidates: readonly Candidate[]): Note[] =>
  candidates.length > MOST_SERVERS
    ? [{ code: 'many-servers', text: `The settings file names ${candidates.length} servers; not all are tried.` }]
    : []

const plainNote = (domain: string): Note => ({
  code: 'plain-http',
  text: `The settings of ${domain} were fetched without TLS: whoever stands between could have written them. Check the host names before a password is sent there.`,
})
