import type { DnsResolver, MxRecord } from '../../dns/index.ts'
import { CaravanError } from '../../model/errors.ts'
import type { Asked, Candidate, Evidence, EvidenceSource, Finding, FoundProvider, Note } from './discovery.ts'
import { NOTHING, together } from './discovery.ts'
import { isOneOf, type Provider, type ProviderHost } from './provider.ts'
import { FILTERS, PROVIDERS } from './providers.ts'
import type { Target } from './target.ts'

export interface Fingerprint extends Finding {
  readonly mx: readonly string[]
}

/** Recognises a provider by the domain itself, by its MX hosts, and, behind a filter, by what its SPF record includes. */
export async function fingerprint(target: Target, dns: DnsResolver): Promise<Fingerprint> {
  const own = byDomain(target)
  const { records, finding } = await askMx(target, dns)
  const mx = records.map(({ exchange }) => exchange)
  const behind = byMx(target, mx)
  const filter = FILTERS.find((service) => mx.some((host) => isOneOf(host, service.mx)))
  const hints = behind.providers.length === 0 && records.length > 0 ? await bySpf(target, dns) : NOTHING
  const notes = filter === undefined ? [] : [filterNote(target.domain, filter.name)]
  return { ...together([own, finding, behind, hints, { ...NOTHING, notes }]), mx }
}

/** What a provider's own data says of its hosts, for one that something else has shown. */
export function candidatesOf(provider: Provider, target: Target, evidence: Evidence): Candidate[] {
  const userName = target.address
  const plain = (kind: 'imap' | 'submission', { host, port }: ProviderHost): Candidate => {
    const tls = port === 143 || port === 587 ? 'starttls' : 'implicit'
    return { kind, host, port, tls, userName, evidence: [evidence] }
  }
  const web = (['jmap', 'caldav', 'carddav'] as const).flatMap((kind): Candidate[] => {
    const url = provider[kind]
    if (url === undefined) return []
    return [{ kind, host: new URL(url).hostname, port: 443, tls: 'implicit', url, userName, evidence: [evidence] }]
  })
  const imap = provider.imap === undefined ? [] : [plain('imap', provider.imap)]
  return [...imap, ...(provider.submission ?? []).map((host) => plain('submission', host)), ...web]
}

/** The data of a provider by its id. */
export const providerById = (id: string): Provider | undefined => PROVIDERS.find((provider) => provider.id === id)

function byDomain(target: Target): Finding {
  const provider = PROVIDERS.find(({ domains = [] }) => domains.includes(target.domain))
  if (provider === undefined) return NOTHING
  return shown(provider, target, 'provider-data', `addresses of ${target.domain} are ${provider.name}’s own`)
}

function byMx(target: Target, mx: readonly string[]): Finding {
  // Outlook.com's hosts end like those of Microsoft 365, and stand before it in the list.
  const host = mx.find((name) => PROVIDERS.some((provider) => isOneOf(name, provider.mx)))
  const provider = host === undefined ? undefined : PROVIDERS.find(({ mx: patterns }) => isOneOf(host, patterns))
  if (host === undefined || provider === undefined) return NOTHING
  return shown(provider, target, 'mx', `MX ${host} is a host of ${provider.name}`)
}

/** RFC 7208 §5.2: who sends for the domain is no proof of who keeps its mailboxes. */
async function bySpf(target: Target, dns: DnsResolver): Promise<Finding> {
  const texts = await dns.txt(target.domain).catch(() => [])
  const spf = texts.find((text) => /^v=spf1(?: |$)/i.test(text)) ?? ''
  const included = spf
    .split(/\s+/)
    .flatMap((term) => /^[+?~-]?(?:include:|redirect=)(.+)$/i.exec(term)?.[1]?.toLowerCase() ?? [])
  const provider = PROVIDERS.find(({ spf: includes = [] }) => includes.some((name) => included.includes(name)))
  if (provider === undefined) return NOTHING
  return shown(provider, target, 'dns-hints', `the SPF record of ${target.domain} lets ${provider.name} send`)
}

function shown(provider: Provider, target: Target, source: EvidenceSource, detail: string): Finding {
  const evidence: Evidence = { source, detail: `${detail}; its hosts from our own data (${provider.source})` }
  const found: FoundProvider = { id: provider.id, name: provider.name, evidence: [{ source, detail }] }
  const asked: Asked = { source, what: detail, outcome: 'found', words: undefined }
  return { ...NOTHING, candidates: candidatesOf(provider, target, evidence), providers: [found], asked: [asked] }
}

async function askMx(
  { domain }: Target,
  dns: DnsResolver,
): Promise<{ records: readonly MxRecord[]; finding: Finding }> {
  const asked = { source: 'mx', what: `${domain} MX` } as const
  try {
    const all = await dns.mx(domain)
    const records = all.filter(({ exchange }) => exchange !== '')
    const words = records.map(({ exchange }) => exchange).join(', ')
    const outcome = records.length > 0 ? 'found' : 'nothing'
    const notes = records.length > 0 ? [] : [all.length > 0 ? nullMx(domain) : noMx(domain)]
    return { records, finding: { ...NOTHING, notes, asked: [{ ...asked, outcome, words }] } }
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { records: [], finding: { ...NOTHING, asked: [{ ...asked, outcome: 'failed', words: error.message }] } }
  }
}

const filterNote = (domain: string, name: string): Note => ({
  code: 'mx-filter',
  text: `The MX of ${domain} is a filter (${name}): the mailboxes lie behind it, at a service that the MX does not tell.`,
})
/** RFC 7505 §3. */
const nullMx = (domain: string): Note => ({
  code: 'null-mx',
  text: `${domain} says that it takes no mail (null MX).`,
})
const noMx = (domain: string): Note => ({
  code: 'no-mx',
  text: `${domain} has no MX record. Check the spelling of the domain.`,
})
