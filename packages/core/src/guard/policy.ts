import { CaravanError } from '../model/errors.ts'
import { readHost } from './host.ts'
import { type Cidr, type ParsedAddress, parseCidr, unmapped, within } from './ranges.ts'

/** What the host administrator lets through although it is not public. */
export interface AllowList {
  /** Names, in the spelling of `readHost`; trusted wherever they lead. */
  readonly names: ReadonlySet<string>
  /** Names whose sub-domains are trusted: `corp.example` for `*.corp.example`. */
  readonly suffixes: readonly string[]
  readonly ranges: readonly Cidr[]
}

/**
 * `guarded`: only public hosts and what the allow-list names, for the server, whose users type hosts. `exempt`: every
 * host, for the command line, which is run by who runs the machine.
 */
export type HostPolicy = { readonly mode: 'guarded'; readonly allow: AllowList } | { readonly mode: 'exempt' }

/** The policy of the command line. */
export const EXEMPT: HostPolicy = { mode: 'exempt' }

/** A list longer than this is a mistake. */
const MOST_ENTRIES = 1_000

/**
 * Reads an allow-list as `CARAVAN_ALLOW_HOSTS` has it: names (`mail.corp.example`), names with their sub-domains
 * (`*.corp.example`), addresses and ranges (`10.1.2.3`, `10.0.0.0/8`, `fd00::/8`), separated by commas or blanks.
 *
 * @throws CaravanError `allow-list-malformed`: half a list would be a guard that nobody asked for
 */
export function readAllowList(text: string | undefined): AllowList {
  const names = new Set<string>()
  const suffixes: string[] = []
  const ranges: Cidr[] = []
  const entries = (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
  if (entries.length > MOST_ENTRIES) throw malformed(`more than ${MOST_ENTRIES} entries`)
  for (const entry of entries) {
    const range = parseCidr(entry.replace(/^\[(.*)\]$/, '$1'))
    if (range !== undefined) ranges.push(range)
    else if (entry.startsWith('*.')) suffixes.push(nameIn(entry, entry.slice(2)))
    else names.add(nameIn(entry, entry))
  }
  return { names, suffixes, ranges }
}

/** The guarded policy with the allow-list of `CARAVAN_ALLOW_HOSTS`. Throws `allow-list-malformed`. */
export const guardedPolicy = (allowHosts: string | undefined): HostPolicy => ({
  mode: 'guarded',
  allow: readAllowList(allowHosts),
})

/** Whether the list names this host. */
export const allowsName = ({ names, suffixes }: AllowList, name: string): boolean =>
  names.has(name) || suffixes.some((suffix) => name.endsWith(`.${suffix}`))

/** Whether the list names this address or a range around it; an IPv4-mapped one counts as its IPv4 address. */
export const allowsAddress = ({ ranges }: AllowList, address: ParsedAddress): boolean =>
  ranges.some((range) => within(unmapped(address), range))

function nameIn(entry: string, text: string): string {
  try {
    const host = readHost(text)
    if (host.kind === 'name') return host.name
  } catch (error) {
    throw malformed(JSON.stringify(entry), error)
  }
  throw malformed(JSON.stringify(entry))
}

const malformed = (what: string, cause?: unknown): CaravanError =>
  new CaravanError(
    'allow-list-malformed',
    `CARAVAN_ALLOW_HOSTS has an entry that is not understood: ${what}.`,
    'List names (mail.corp.example, *.corp.example), addresses and ranges (10.1.2.3, 10.0.0.0/8), separated by commas.',
    { cause },
  )
