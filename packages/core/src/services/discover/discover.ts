import { CaravanError } from '../../model/errors.ts'
import { askAutoconfig } from './autoconfig.ts'
import { askAutodiscover } from './autodiscover.ts'
import { tryCommonNames } from './common-names.ts'
import {
  type Asked,
  type Candidate,
  type Discovery,
  type DiscoveryTools,
  EVIDENCE_SOURCES,
  type Evidence,
  type FoundProvider,
  type FoundService,
  type Note,
  together,
} from './discovery.ts'
import { candidatesOf, fingerprint, providerById } from './fingerprint.ts'
import { isBelow } from './place.ts'
import { probe } from './probe.ts'
import { PROVIDERS } from './providers.ts'
import { providerBehind, signInAt } from './sign-in.ts'
import { askSrv } from './srv.ts'
import { readTarget, type Target } from './target.ts'

/** More places than this are named only by somebody who wants others to be connected to. */
const MOST_PROBES = 24

/**
 * Finds the mail service of an address or a domain: asks what the domain publishes and what is known of its provider,
 * connects to every place that is named, and last to hosts with usual names. Signs in nowhere.
 *
 * @throws CaravanError `not-an-address`, `lookup-failed` (no name server would say anything of the domain)
 */
export async function discover(text: string, tools: DiscoveryTools): Promise<Discovery> {
  const target = readTarget(text)
  const { dns, fetch } = tools
  const [srv, autoconfig, autodiscover, print] = await Promise.all([
    askSrv(target, dns),
    askAutoconfig(target, fetch),
    askAutodiscover(target, dns, fetch),
    fingerprint(target, dns),
  ])
  const said = together([srv, autoconfig, autodiscover, print])
  const providers = providersIn(said.providers)
  const named = merged([...said.candidates, ...hostsOf(providers, target, said.candidates)])
  const lookUps = said.asked.filter(({ source }) => source === 'srv' || source === 'mx')
  const failure = lookUps.every(({ outcome }) => outcome === 'failed') ? lookUps[0] : undefined
  if (named.length === 0 && failure !== undefined) throw unasked(target, failure)
  const probed = await Promise.all(named.slice(0, MOST_PROBES).map((candidate) => probe(candidate, tools)))
  const guessed = probed.some(isMailbox)
    ? { services: [], asked: [] }
    : await tryCommonNames(target, [...print.mx, ...said.hosts], tools)
  const services = [...probed, ...withoutDoubles(guessed.services, probed)]
  const lead = services.find(isMailbox)
  const behind = providerBehind(lead, providers)
  return {
    status: lead !== undefined ? 'found' : services.length > 0 ? 'unconfirmed' : 'nothing',
    address: target.address,
    domain: target.domain,
    provider:
      providers.find(({ id }) => id === behind?.id) ?? (lead === undefined ? providers[0] : softwareIn(providers)),
    services,
    signIn: signInAt(services, providers),
    mx: print.mx,
    notes: [...said.notes, ...notesOn(services, target), ...hintNote(behind?.hint)],
    asked: [...said.asked, ...guessed.asked],
  }
}

const isMailbox = ({ kind, state }: FoundService): boolean => kind === 'imap' && state === 'answers'

/** What a domain runs itself says nothing of where else its mail might be, so it holds for any host. */
const softwareIn = (providers: readonly FoundProvider[]): FoundProvider | undefined =>
  providers.find(({ id }) => providerById(id) === undefined)

/** One entry for each, with all of its evidence; the one with the most trusted evidence first. */
function providersIn(shown: readonly FoundProvider[]): FoundProvider[] {
  const byId = new Map<string, FoundProvider>()
  for (const provider of shown) {
    const evidence = [...(byId.get(provider.id)?.evidence ?? []), ...provider.evidence]
    byId.set(provider.id, { ...provider, evidence: inOrder(evidence) })
  }
  return [...byId.values()].sort((a, b) => trust(a.evidence) - trust(b.evidence))
}

/** The hosts of providers that autodiscover showed: the other ways bring them along. */
function hostsOf(providers: readonly FoundProvider[], target: Target, there: readonly Candidate[]): Candidate[] {
  return providers.flatMap(({ id, evidence }) => {
    const [provider, best] = [providerById(id), evidence[0]]
    if (provider === undefined || best === undefined || there.some(({ host }) => host === provider.imap?.host))
      return []
    return candidatesOf(provider, target, {
      ...best,
      detail: `${best.detail}; its hosts from our own data (${provider.source})`,
    })
  })
}

const keyOf = ({ kind, host, port, tls }: Candidate): string => `${kind} ${host} ${port} ${tls}`

/** One entry for each place, with all of its evidence; the kinds in order, the most trusted first. */
function merged(candidates: readonly Candidate[]): Candidate[] {
  const byPlace = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const before = byPlace.get(keyOf(candidate))
    const evidence = inOrder([...(before?.evidence ?? []), ...candidate.evidence])
    byPlace.set(keyOf(candidate), { ...candidate, userName: before?.userName ?? candidate.userName, evidence })
  }
  return [...byPlace.values()].sort((a, b) => trust(a.evidence) - trust(b.evidence))
}

const inOrder = (evidence: readonly Evidence[]): Evidence[] =>
  [...evidence].sort((a, b) => EVIDENCE_SOURCES.indexOf(a.source) - EVIDENCE_SOURCES.indexOf(b.source))
const trust = ([best]: readonly Evidence[]): number => (best === undefined ? 99 : EVIDENCE_SOURCES.indexOf(best.source))

const withoutDoubles = (guessed: readonly FoundService[], there: readonly FoundService[]): FoundService[] =>
  guessed.filter((service) => !there.some((other) => keyOf(other) === keyOf(service)))

function notesOn(services: readonly FoundService[], { domain }: Target): Note[] {
  const foreign = services.filter(
    ({ host, evidence }) =>
      evidence.every(({ source }) => source === 'srv') && !isBelow(host, domain) && !isKnown(host),
  )
  const open = services.filter(({ state }) => state === 'untried')
  const hosts = (of: readonly FoundService[]): string => [...new Set(of.map(({ host }) => host))].join(', ')
  return [
    // RFC 6186 §6: DNS without DNSSEC can be forged, and the certificate then fits the forged host.
    ...(foreign.length > 0
      ? [
          {
            code: 'outside-domain',
            text: `${hosts(foreign)} lies outside of ${domain}, and only DNS says that it serves it: make sure that it does before a password is sent there.`,
          },
        ]
      : []),
    ...(open.length > 0
      ? [
          {
            code: 'plain-text-only',
            text: `${hosts(open)} is offered without TLS and was not tried: a password would travel in the clear.`,
          },
        ]
      : []),
  ]
}

const isKnown = (host: string): boolean =>
  PROVIDERS.some(({ imap, submission = [] }) => [imap, ...submission].some((at) => at?.host === host))

const hintNote = (text: string | undefined): Note[] => (text === undefined ? [] : [{ code: 'provider-hint', text }])

const unasked = ({ domain }: Target, { words }: Asked): CaravanError =>
  new CaravanError(
    'lookup-failed',
    `Nothing could be asked about ${domain}: ${words ?? ''}`,
    'Try again in a minute; if it stays so, check the name servers of this machine and of the domain.',
  )
