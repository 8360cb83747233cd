import type { DnsResolver } from '../../dns/index.ts'
import type { Fetch, Fetched } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import type { Asked, Candidate, Evidence, Finding, FoundProvider } from './discovery.ts'
import { NOTHING, together } from './discovery.ts'
import { hostIn, isBelow, portIn } from './place.ts'
import type { Target } from './target.ts'
import { childrenOf, readXml, textOf, type XmlElement } from './xml.ts'

/** [MS-OXDSCLI] §2.2.4: the mobile schema knows no IMAP, this one does. */
const SCHEMA = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'
/** Redirects of a POST, by HTTP or by the answer itself. */
const MOST_HOPS = 3
/** cPanel's own service for all of its customers: it is not told their addresses. */
const CPANEL = 'cpanelemaildiscovery.cpanel.net'

/**
 * Asks Microsoft's autodiscover as far as it answers without a sign-in: where the name leads, the plain XML at the
 * domain's own hosts (which cPanel, mailcow, Plesk and others answer with IMAP settings, and Exchange with a demand to
 * sign in), and the JSON of version 2 (which names Exchange's own protocols). An address has to be known; it is told to
 * the domain's own hosts, over TLS.
 */
export async function askAutodiscover(target: Target, dns: DnsResolver, fetch: Fetch): Promise<Finding> {
  const { domain, address } = target
  const srv = await askServiceRecord(domain, dns)
  const alias = await askAlias(domain, dns)
  if (address === undefined) {
    const words = 'no address was given, and these answer for an address'
    const asked: Asked = { source: 'autodiscover', what: `https://autodiscover.${domain}/`, outcome: 'nothing', words }
    return together([srv.finding, alias, { ...NOTHING, asked: [asked] }])
  }
  const places = [`autodiscover.${domain}`, domain, ...srv.places]
  const answers = await Promise.all([
    askJson(`https://autodiscover.${domain}`, address, fetch),
    ...places.map((place) => askXml(`https://${place}/autodiscover/autodiscover.xml`, target, fetch)),
  ])
  return together([srv.finding, alias, ...answers])
}

/** Reads an answer of the plain XML. @throws CaravanError `answer-malformed` */
export function readAutodiscover(text: string, target: Target, source: Evidence): readonly Candidate[] {
  const account = accountIn(text)
  return (account === undefined ? [] : childrenOf(account, 'Protocol')).flatMap((protocol) =>
    candidateOf(protocol, target, source),
  )
}

function accountIn(text: string): XmlElement | undefined {
  const response = childrenOf(readXml(text), 'Response')[0]
  return response === undefined ? undefined : childrenOf(response, 'Account')[0]
}

function candidateOf(protocol: XmlElement, target: Target, source: Evidence): Candidate[] {
  const type = (textOf(protocol, 'Type') ?? '').toUpperCase()
  const kind = type === 'IMAP' ? 'imap' : type === 'SMTP' ? 'submission' : undefined
  const host = hostIn(textOf(protocol, 'Server'))
  const port = portIn(textOf(protocol, 'Port'))
  if (kind === undefined || host === undefined || port === undefined) return []
  const login = textOf(protocol, 'LoginName')
  const userName = login === undefined || login === '' ? target.address : login
  return [{ kind, host, port, tls: tlsOf(protocol, port), userName, evidence: [source] }]
}

/** [MS-OXDSCLI] §2.2.4.1.1.2.5 (Encryption, SSL): `TLS` is STARTTLS there, and Encryption goes before SSL. */
function tlsOf(protocol: XmlElement, port: number): Candidate['tls'] {
  const encryption = (textOf(protocol, 'Encryption') ?? '').toLowerCase()
  if (encryption === 'ssl') return 'implicit'
  if (encryption === 'tls') return 'starttls'
  const off = encryption === 'none' || (textOf(protocol, 'SSL') ?? 'on').toLowerCase() === 'off'
  if (off) return 'none'
  return port === 993 || port === 465 ? 'implicit' : 'starttls'
}

async function askXml(start: string, target: Target, fetch: Fetch): Promise<Finding> {
  const told = (outcome: Asked['outcome'], words?: string): Asked[] => [
    { source: 'autodiscover', what: start, outcome, words },
  ]
  try {
    let url = start
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const answer = await fetch({
        url,
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: question(target),
      })
      const next = nextPlace(answer)
      if (next !== undefined) url = next
      else return { ...judge(answer, target), asked: told(...verdict(answer, target)) }
    }
    return { ...NOTHING, asked: told('failed', 'too many redirects') }
  } catch (error) {
    return { ...NOTHING, asked: told(...failureOf(error)) }
  }
}

/** Where the answer sends us: by its status, or by an action in it ([MS-OXDSCLI] §2.2.4.1.1.2.2). */
function nextPlace({ status, headers, url, body }: Fetched): string | undefined {
  const location = headers['location']
  if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, url))
    return new URL(location, url).href
  const account = status === 200 ? accountIn(body) : undefined
  return account !== undefined && textOf(account, 'Action') === 'redirectUrl'
    ? textOf(account, 'RedirectUrl')
    : undefined
}

function judge(answer: Fetched, target: Target): Finding {
  const source = evidence(`${answer.url} (autodiscover)`)
  if (answer.status === 401) {
    const exchange = exchangeBehind(answer)
    return { ...NOTHING, providers: exchange === undefined ? [] : [exchange] }
  }
  return answer.status === 200 ? { ...NOTHING, candidates: readAutodiscover(answer.body, target, source) } : NOTHING
}

function verdict(answer: Fetched, target: Target): [Asked['outcome'], string | undefined] {
  if (answer.status === 401) return ['nothing', 'it wants a sign-in first']
  if (answer.status !== 200) return ['nothing', `HTTP status ${answer.status}`]
  const found = readAutodiscover(answer.body, target, evidence(answer.url)).length > 0
  return found ? ['found', undefined] : ['nothing', 'it names no IMAP or SMTP server']
}

/** Exchange shows itself in its headers (X-FEServer, X-OWA-Version, X-DiagInfo) or by offering NTLM or Negotiate. */
function exchangeBehind({ url, headers }: Fetched): FoundProvider | undefined {
  const { hostname } = new URL(url)
  const source = evidence(`${url} asks for a sign-in (${headers['www-authenticate'] ?? 'no scheme named'})`)
  if (isMicrosoft(hostname)) return { id: 'microsoft-365', name: 'Microsoft 365', evidence: [source] }
  const named = ['x-feserver', 'x-owa-version', 'x-diaginfo'].some((name) => headers[name] !== undefined)
  return named || /\b(?:ntlm|negotiate)\b/i.test(headers['www-authenticate'] ?? '')
    ? { id: 'exchange', name: 'Exchange on premises', evidence: [source] }
    : undefined
}

async function askJson(place: string, address: string, fetch: Fetch): Promise<Finding> {
  const url = `${place}/autodiscover/autodiscover.json/v1.0/${encodeURIComponent(address)}?Protocol=Ews`
  const what = `${place}/autodiscover/autodiscover.json`
  const told = (outcome: Asked['outcome'], words?: string): Asked[] => [
    { source: 'autodiscover', what, outcome, words },
  ]
  try {
    const answer = await fetch({ url, headers: { accept: 'application/json' } })
    if (answer.status !== 200) return { ...NOTHING, asked: told('nothing', `HTTP status ${answer.status}`) }
    const host = hostOfEws(answer.body)
    if (host === undefined) return { ...NOTHING, asked: told('nothing', 'it names no server') }
    const source = evidence(`${what} names ${host} for Exchange Web Services`)
    const [id, name] = isMicrosoft(host)
      ? (['microsoft-365', 'Microsoft 365'] as const)
      : (['exchange', 'Exchange on premises'] as const)
    const hosts = id === 'exchange' ? [host] : []
    return { ...NOTHING, providers: [{ id, name, evidence: [source] }], hosts, asked: told('found') }
  } catch (error) {
    return { ...NOTHING, asked: told(...failureOf(error)) }
  }
}

function hostOfEws(body: string): string | undefined {
  try {
    const read = JSON.parse(body) as { Url?: unknown } | null
    return typeof read?.Url === 'string' && URL.canParse(read.Url) ? hostIn(new URL(read.Url).hostname) : undefined
  } catch {
    return undefined
  }
}

/** `_autodiscover._tcp` names a host for the XML; cPanel puts its own service there. */
async function askServiceRecord(domain: string, dns: DnsResolver): Promise<{ finding: Finding; places: string[] }> {
  const what = `_autodiscover._tcp.${domain} SRV`
  const told = (outcome: Asked['outcome'], words?: string): Finding => ({
    ...NOTHING,
    asked: [{ source: 'autodiscover', what, outcome, words }],
  })
  try {
    const [record] = await dns.srv(`_autodiscover._tcp.${domain}`)
    const host = hostIn(record?.target)
    if (record === undefined || host === undefined) return { finding: told('nothing'), places: [] }
    if (host === CPANEL) {
      const cpanel = { id: 'cpanel', name: 'cPanel', evidence: [evidence(`${what} names ${host}`)] }
      return { finding: { ...told('found'), providers: [cpanel] }, places: [] }
    }
    const port = record.port === 443 ? '' : `:${record.port}`
    return { finding: { ...told('found'), hosts: [host] }, places: [`${host}${port}`] }
  } catch (error) {
    return { finding: told(...failureOf(error)), places: [] }
  }
}

/** Customers of Microsoft 365 make `autodiscover` an alias of its own host, which a filter before the MX does not hide. */
async function askAlias(domain: string, dns: DnsResolver): Promise<Finding> {
  const name = `autodiscover.${domain}`
  const alias = await dns.cname(name).catch(() => undefined)
  if (alias === undefined || !isMicrosoft(alias)) return NOTHING
  const source = evidence(`${name} CNAME ${alias}`)
  return { ...NOTHING, providers: [{ id: 'microsoft-365', name: 'Microsoft 365', evidence: [source] }] }
}

const isMicrosoft = (host: string): boolean => ['outlook.com', 'office365.com'].some((domain) => isBelow(host, domain))
const evidence = (detail: string): Evidence => ({ source: 'autodiscover', detail })

function failureOf(error: unknown): ['nothing' | 'failed', string] {
  if (!(error instanceof CaravanError)) throw error
  return error.code === 'unknown-host' ? ['nothing', 'no such host'] : ['failed', error.message]
}

/** [MS-OXDSCLI] §2.2.3.1. */
function question({ address = '' }: Target): string {
  const escaped = address.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${SCHEMA}/requestschema/2006"><Request><EMailAddress>${escaped}</EMailAddress><AcceptableResponseSchema>${SCHEMA}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
}
