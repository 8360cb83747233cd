import type { Asked, Candidate, DiscoveryTools, FoundService, UsualPort } from './discovery.ts'
import { isBelow } from './place.ts'
import { probe } from './probe.ts'
import type { Target } from './target.ts'

type Kind = 'imap' | 'submission'

/** RFC 8314 §3: TLS from the first byte goes before STARTTLS. */
const PORTS: Readonly<Record<Kind, readonly UsualPort[]>> = {
  imap: [
    { port: 993, tls: 'implicit' },
    { port: 143, tls: 'starttls' },
  ],
  submission: [
    { port: 465, tls: 'implicit' },
    { port: 587, tls: 'starttls' },
  ],
}
const MOST_HOSTS = 6

/**
 * The last resort: hosts that are usually called so, the domain's own MX hosts, and what other sources showed. Each is
 * really connected to, and only what answers as mail with a certificate for its name is given back.
 */
export async function tryCommonNames(
  target: Target,
  hosts: readonly string[],
  tools: DiscoveryTools,
): Promise<{ services: FoundService[]; asked: Asked[] }> {
  const { domain } = target
  const own = hosts.filter((host) => isBelow(host, domain))
  const named = (kind: Kind): string[] =>
    [...new Set([`${kind === 'imap' ? 'imap' : 'smtp'}.${domain}`, `mail.${domain}`, ...own, domain])].slice(
      0,
      MOST_HOSTS,
    )
  const tries = (['imap', 'submission'] as const).flatMap((kind) =>
    named(kind).map((host) => tryHost(kind, host, target, tools)),
  )
  const found = await Promise.all(tries)
  return {
    services: found.flatMap(({ service }) => (service === undefined ? [] : [service])),
    asked: found.map(({ asked }) => asked),
  }
}

async function tryHost(
  kind: Kind,
  host: string,
  { address }: Target,
  tools: DiscoveryTools,
): Promise<{ service: FoundService | undefined; asked: Asked }> {
  const asked = { source: 'common-names', what: `${host} for ${kind === 'imap' ? 'IMAP' : 'submission'}` } as const
  const words: string[] = []
  for (const { port, tls } of (tools.usualPorts ?? PORTS)[kind]) {
    const evidence = [{ source: 'common-names', detail: `${host}:${port} was tried because of its name` } as const]
    const candidate: Candidate = { kind, host, port, tls, userName: address, evidence }
    const service = await probe(candidate, tools)
    if (service.state === 'answers') return { service, asked: { ...asked, outcome: 'found', words: undefined } }
    if (service.error?.code === 'unknown-host')
      return { service: undefined, asked: { ...asked, outcome: 'nothing', words: 'no such host' } }
    words.push(service.error?.message ?? '')
  }
  return { service: undefined, asked: { ...asked, outcome: 'nothing', words: words.join(' ') } }
}
