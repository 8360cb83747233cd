/** What a discovery finds, and the shapes that its steps pass on. */
import type { DnsResolver } from '../../dns/index.ts'
import type { Fetch, HostGuard } from '../../guard/index.ts'
import type { MailProxy } from '../imap/endpoint.ts'

/** Where a fact came from, the most trusted first: what the domain says itself, what is known, what is guessed. */
export const EVIDENCE_SOURCES = [
  'srv',
  'autoconfig',
  'autodiscover',
  'provider-data',
  'mx',
  'dns-hints',
  'common-names',
] as const
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number]

export interface Evidence {
  readonly source: EvidenceSource
  /** What was read and where, for people: `_imaps._tcp.corp.example SRV 0 1 993 imap.corp.example`. */
  readonly detail: string
}

export type FoundKind = 'imap' | 'submission' | 'jmap' | 'caldav' | 'carddav'

/** A service that a source names; whether it is there has not been tried. */
export interface Candidate {
  readonly kind: FoundKind
  readonly host: string
  readonly port: number
  /** `none`: only plain text is offered; it is listed and not connected to. */
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Of JMAP, CalDAV and CardDAV: where to ask. */
  readonly url?: string | undefined
  /** The name to sign in with, where the source tells it; for an address that was given, with its parts put in. */
  readonly userName?: string | undefined
  readonly evidence: readonly Evidence[]
}

/** `answers`: connected, TLS verified, capabilities read. `failed`: not so, see `error`. `untried`: has no safe line. */
export type ProbeState = 'answers' | 'failed' | 'untried'

export interface FoundService extends Candidate {
  readonly state: ProbeState
  /** What the server offers before sign-in: IMAP capabilities, SMTP keywords, HTTP authentication schemes. */
  readonly capabilities: readonly string[]
  /** What the server calls itself. */
  readonly server: string | undefined
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string } | undefined
}

export type SignInWay = 'password' | 'app-password' | 'oauth' | 'admin-delegation' | 'bridge'

/** One way to sign in at the service found. */
export interface SignIn {
  readonly way: SignInWay
  /** In words, English. */
  readonly words: string
  /** Where it is made or described, on the provider's own pages. */
  readonly page: string | undefined
  /** Where this is known from. */
  readonly from: string
}

export interface FoundProvider {
  readonly id: string
  readonly name: string
  readonly evidence: readonly Evidence[]
}

/** One thing that was asked, and what came of it: what was not found is told as well. */
export interface Asked {
  readonly source: EvidenceSource
  readonly what: string
  readonly outcome: 'found' | 'nothing' | 'failed'
  readonly words: string | undefined
}

/** Something to know or to decide, with a stable code: docs/command.md lists them. */
export interface Note {
  readonly code: string
  readonly text: string
}

/** `found`: an IMAP service answers. `unconfirmed`: there are candidates, none answers. `nothing`: no candidate. */
export type DiscoveryStatus = 'found' | 'unconfirmed' | 'nothing'

export interface Discovery {
  readonly status: DiscoveryStatus
  /** Undefined where a domain was asked for. */
  readonly address: string | undefined
  /** ASCII, lower case. */
  readonly domain: string
  readonly provider: FoundProvider | undefined
  /** The most trusted first. */
  readonly services: readonly FoundService[]
  readonly signIn: readonly SignIn[]
  readonly mx: readonly string[]
  readonly notes: readonly Note[]
  readonly asked: readonly Asked[]
}

/** What a step found out. */
export interface Finding {
  readonly candidates: readonly Candidate[]
  readonly providers: readonly FoundProvider[]
  readonly notes: readonly Note[]
  readonly asked: readonly Asked[]
  /** Hosts that serve something of the domain, to be tried at the end. */
  readonly hosts: readonly string[]
}

export const NOTHING: Finding = { candidates: [], providers: [], notes: [], asked: [], hosts: [] }

/** Several findings as one. */
export const together = (findings: readonly Finding[]): Finding => ({
  candidates: findings.flatMap(({ candidates }) => candidates),
  providers: findings.flatMap(({ providers }) => providers),
  notes: findings.flatMap(({ notes }) => notes),
  asked: findings.flatMap(({ asked }) => asked),
  hosts: findings.flatMap(({ hosts }) => hosts),
})

export interface UsualPort {
  readonly port: number
  readonly tls: 'implicit' | 'starttls'
}

/** What a discovery works with. */
export interface DiscoveryTools {
  readonly dns: DnsResolver
  /** Judges every host, those that the domain itself names too. Undefined: a proxy looks them up and goes anywhere. */
  readonly guard: HostGuard | undefined
  /** Goes through the proxy by itself. */
  readonly fetch: Fetch
  /** Through which services are connected to; names of DNS are asked for directly. */
  readonly proxy?: MailProxy | undefined
  /** PEM of the authorities to trust in place of the system's. */
  readonly ca?: string | undefined
  /** For each connection, in milliseconds; 10,000 unless told. */
  readonly connectTimeoutMs?: number | undefined
  /** Tried in this order at hosts with usual names; those of RFC 8314 unless told. */
  readonly usualPorts?: Readonly<Record<'imap' | 'submission', readonly UsualPort[]>> | undefined
}
