import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { CaravanError } from '../model/errors.ts'
import { readHost } from './host.ts'
import { allowsAddress, allowsName, type HostPolicy } from './policy.ts'
import { type ParsedAddress, parseAddress, refusedKind } from './ranges.ts'

export interface HostAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Finds the addresses of a name; an empty list where it has none. Rejects where nobody could say. */
export type AddressSource = (name: string) => Promise<readonly HostAddress[]>

/** A host that may be connected to, with the very addresses that were judged. */
export interface ReachableHost {
  /** The host in one spelling, for SNI, certificates and the `Host` header. */
  readonly name: string
  readonly addresses: readonly HostAddress[]
  /** For `connect` of `node:net` and its users: answers with the judged addresses, and asks nobody. */
  readonly lookup: LookupFunction
}

/** What connects asks before it connects. One for the whole process. */
export interface HostGuard {
  /** @throws CaravanError `host-refused`, `host-malformed`, `unknown-host`, `lookup-failed` */
  resolve(host: string): Promise<ReachableHost>
}

/** A name with more addresses is none of a mail service; connecting to each would be a scan. */
const MOST_ADDRESSES = 32
const LOOKUP_MS = 10_000

/** The guard of a policy. Names are looked up as this machine does it (hosts file, resolver) unless told otherwise. */
export function hostGuard(policy: HostPolicy, source: AddressSource = systemAddresses): HostGuard {
  return {
    resolve: async (host) => {
      const { name } = readHost(host)
      const addresses = await resolveGuarded(host, policy, source)
      return { name, addresses, lookup: pinnedLookup(addresses) }
    },
  }
}

/**
 * Looks a host up once and judges every address it has: a single one that is refused refuses the host, so that no
 * choice among them, now or by a second look-up, leads elsewhere. Connect to what this returns, never to the name.
 *
 * @throws CaravanError `host-refused`, `host-malformed`, `unknown-host` (no address), `lookup-failed`
 */
export async function resolveGuarded(
  host: string,
  policy: HostPolicy,
  source: AddressSource = systemAddresses,
): Promise<readonly HostAddress[]> {
  const { kind, name } = readHost(host)
  const found = kind === 'address' ? [name] : (await addressesOf(name, source)).map(({ address }) => address)
  return found.slice(0, MOST_ADDRESSES).map((address) => {
    const parsed = parseAddress(address)
    const why = parsed === undefined ? 'in a form that is not known' : refusal(policy, name, parsed)
    if (parsed === undefined || why !== undefined) throw refused(kind, name, why ?? '')
    return { address, family: parsed.family }
  })
}

/** Why this address of this host is not connected to; undefined where it may be. */
function refusal(policy: HostPolicy, name: string, address: ParsedAddress): string | undefined {
  if (policy.mode === 'exempt') return undefined
  const kind = refusedKind(address)
  return kind === undefined || allowsName(policy.allow, name) || allowsAddress(policy.allow, address) ? undefined : kind
}

/** An answer to `lookup` of `node:net` that was found before. */
export function pinnedLookup(addresses: readonly HostAddress[]): LookupFunction {
  return (_name, options, callback) => {
    const fitting = addresses.filter(({ family }) => !options.family || options.family === family)
    const [first] = fitting
    if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 4)
    else if (options.all) callback(null, [...fitting])
    else callback(null, first.address, first.family)
  }
}

async function addressesOf(name: string, source: AddressSource): Promise<readonly HostAddress[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(lookupFailed(name, 'no answer in time')), LOOKUP_MS)
  })
  try {
    const found = await Promise.race([source(name), late])
    if (found.length > 0) return found
  } catch (error) {
    throw error instanceof CaravanError ? error : lookupFailed(name, codeOf(error), error)
  } finally {
    clearTimeout(timer)
  }
  throw new CaravanError(
    'unknown-host',
    `${name}: there is no host of this name.`,
    'Check the spelling of the host, and that this machine can look names up.',
  )
}

/** As every program on this machine finds them. */
async function systemAddresses(name: string): Promise<HostAddress[]> {
  try {
    const found = await systemLookup(name, { all: true, order: 'verbatim' })
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(codeOf(error))) return []
    throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

const lookupFailed = (name: string, why: string, cause?: unknown): CaravanError =>
  new CaravanError(
    'lookup-failed',
    `${name} could not be looked up (${why}).`,
    'Try again in a minute; if it stays so, check the name servers of this machine and of the domain.',
    { cause },
  )

// The address itself is not told: a name of the internal network must not be turned into its address by a stranger.
const refused = (kind: 'name' | 'address', name: string, why: string): CaravanError =>
  new CaravanError(
    'host-refused',
    `${name} is not connected to: ${kind === 'name' ? 'an address of it' : 'the address'} is ${why}, not public.`,
    'Use a host of the public internet, or ask who runs Caravan to name this one in the environment variable CARAVAN_ALLOW_HOSTS and to start the server again.',
  )
