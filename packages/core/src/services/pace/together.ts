import { type Bound, type Estimate, estimate, type Load, type Speed } from './estimate.ts'
import type { PaceTerms } from './terms.ts'

/** Mailboxes that move between the same two services. */
export interface Pairing<Name> {
  readonly name: Name
  readonly source: PaceTerms
  readonly target: PaceTerms
  /** Those that may take longest: with the most octets, and with the most messages. */
  readonly largest: readonly Load[]
}

/** All mailboxes of a service, of which so many are copied at once. */
export interface Turns<Name> {
  readonly name: Name
  readonly terms: PaceTerms
  readonly load: Load
  readonly mailboxes: number
  readonly atOnce: number
}

/** What takes longest: a mailbox by itself, or the turns that the mailboxes of a service take. */
type Together<PairingName, TurnsName> = Omit<Estimate, 'bound'> & { readonly bound: Bound | 'connections' } & (
    | { readonly by: 'mailbox'; readonly of: PairingName; readonly load: Load }
    | { readonly by: 'turns'; readonly of: TurnsName }
  )

/** None of a service, as far as the turns go: what an account may have a day, others need not wait for. */
const withoutDays = (terms: PaceTerms): PaceTerms => ({ ...terms, out: undefined, in: undefined })
const NOTHING: PaceTerms = {
  ...{ service: undefined, out: undefined, in: undefined, connections: undefined, bandwidth: undefined },
  hours: undefined,
}

/**
 * How long many mailboxes take that are asked for at once. Each takes what its accounts allow; one whose day is used up
 * gives its place to another, so that besides it is the line that they share by turns. The longer of both counts. Pure.
 *
 * @param speed of one pass
 * @param from when it begins, in milliseconds since 1970
 * @returns undefined where there is nothing to copy
 */
export function estimateTogether<P, T>(
  pairings: readonly Pairing<P>[],
  turns: readonly Turns<T>[],
  speed: Speed,
  from: number,
): Together<P, T> | undefined {
  const alone = pairings.flatMap(({ name, source, target, largest }) =>
    largest.map((load) => ({ ...estimate(load, source, target, speed, from), by: 'mailbox' as const, of: name, load })),
  )
  const shared = turns.map(({ name, terms, load, mailboxes, atOnce }) => {
    const share = { messages: load.messages / atOnce, octets: load.octets / atOnce }
    const one = estimate(share, withoutDays(terms), NOTHING, speed, from)
    // More connections would bring more of what nothing else holds back.
    const bound = one.bound === 'speed' && mailboxes > atOnce ? ('connections' as const) : one.bound
    return { ...one, bound, by: 'turns' as const, of: name }
  })
  const all: readonly Together<P, T>[] = [...alone, ...shared]
  return all.reduce<Together<P, T> | undefined>(
    (longest, one) => (longest === undefined || secondsOf(one) > secondsOf(longest) ? one : longest),
    undefined,
  )
}

const secondsOf = ({ copySeconds, verifySeconds }: Omit<Estimate, 'bound'>): number => copySeconds + verifySeconds
