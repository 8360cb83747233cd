import type { DnsResolver, SrvRecord } from '../../dns/index.ts'
import { CaravanError } from '../../model/errors.ts'
import type { Asked, Candidate, Finding, FoundKind } from './discovery.ts'
import { hostIn } from './place.ts'
import type { Target } from './target.ts'

interface SrvKind {
  readonly label: string
  readonly kind: FoundKind
  readonly tls: 'implicit' | 'starttls'
  /** RFC 6764 §5, RFC 8620 §2.2: where a TXT record names no other path. */
  readonly path?: string
}

/** RFC 6186 §3, RFC 8314 §5.1, RFC 8620 §2.2, RFC 6764 §3. DAV without TLS is not looked for. */
const KINDS: readonly SrvKind[] = [
  { label: '_imaps', kind: 'imap', tls: 'implicit' },
  { label: '_imap', kind: 'imap', tls: 'starttls' },
  { label: '_submissions', kind: 'submission', tls: 'implicit' },
  { label: '_submission', kind: 'submission', tls: 'starttls' },
  { label: '_jmap', kind: 'jmap', tls: 'implicit', path: '/.well-known/jmap' },
  { label: '_caldavs', kind: 'caldav', tls: 'implicit', path: '/.well-known/caldav' },
  { label: '_carddavs', kind: 'carddav', tls: 'implicit', path: '/.well-known/carddav' },
]

/** Of one service more hosts are spares of each other. */
const MOST_TARGETS = 3

/** Asks for the SRV records of mail, calendars and contacts. */
export async function askSrv(target: Target, dns: DnsResolver): Promise<Finding> {
  const found = await Promise.all(KINDS.map((kind) => askKind(kind, target, dns)))
  return {
    candidates: found.flatMap(({ candidates }) => candidates),
    providers: [],
    notes: [],
    asked: found.map(({ asked }) => asked),
    hosts: [],
  }
}

async function askKind(
  kind: SrvKind,
  { domain }: Target,
  dns: DnsResolver,
): Promise<{ candidates: Candidate[]; asked: Asked }> {
  const name = `${kind.label}._tcp.${domain}`
  const asked = { source: 'srv', what: `${name} SRV` } as const
  try {
    const records = await dns.srv(name)
    // RFC 2782: a target of "." says that there is decidedly no such service.
    if (records.some(({ target }) => target === ''))
      return { candidates: [], asked: { ...asked, outcome: 'nothing', words: 'the domain says that it has none' } }
    const path = kind.path === undefined || records.length === 0 ? undefined : await pathOf(kind.path, name, dns)
    const candidates = records.slice(0, MOST_TARGETS).flatMap((record) => candidateOf(kind, name, record, path))
    return { candidates, asked: { ...asked, outcome: candidates.length > 0 ? 'found' : 'nothing', words: undefined } }
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { candidates: [], asked: { ...asked, outcome: 'failed', words: error.message } }
  }
}

function candidateOf({ kind, tls }: SrvKind, name: string, record: SrvRecord, path: string | undefined): Candidate[] {
  const host = hostIn(record.target)
  if (host === undefined || record.port === 0) return []
  const { port, priority, weight } = record
  const url = path === undefined ? undefined : `https://${host}${port === 443 ? '' : `:${port}`}${path}`
  const detail = `${name} SRV ${priority} ${weight} ${port} ${host}`
  return [{ kind, host, port, tls, url, evidence: [{ source: 'srv', detail }] }]
}

/** RFC 6764 §4: a TXT record beside the SRV record may name the path. */
async function pathOf(usual: string, name: string, dns: DnsResolver): Promise<string> {
  const texts = await dns.txt(name).catch(() => [])
  const told = texts.map((text) => /^path=(\/[\x21-\x7e]{0,200})$/i.exec(text)?.[1]).find((path) => path !== undefined)
  return told ?? usual
}
