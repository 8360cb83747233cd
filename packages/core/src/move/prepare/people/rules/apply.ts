import { normaliseDomain } from '../../../../model/index.ts'
import type { Spelling } from './cyrillic.ts'
import { acceptable, type Claim, makeLocal, type Person } from './local-part.ts'
import { type Proposal, proposalsFor } from './proposals.ts'
import type { AddressRule } from './rule.ts'

export interface RuleOptions {
  readonly spelling?: Spelling
  /** Addresses that others have already, as keys (`MailAddress.key`). */
  readonly taken?: ReadonlySet<string>
}

export interface MadeAddress {
  readonly id: string
  readonly address: string
  /** False where a name was taken apart, its sound guessed, or something of the old address left out: worth a look. */
  readonly sure: boolean
}

/** Why a person gets no address by this rule. */
export interface Unmade {
  readonly id: string
  readonly why: 'name-missing' | 'letters-unknown' | 'not-acceptable'
  /** The placeholder that has no name, or the letters that cannot be spelled. */
  readonly detail: string
}

/** Several people for one address, or an address that is taken; nobody gets it until somebody decides. */
export interface Collision {
  readonly address: string
  readonly ids: readonly string[]
  readonly taken: boolean
  readonly proposals: readonly Proposal[]
}

export interface RuleResult {
  readonly made: readonly MadeAddress[]
  readonly unmade: readonly Unmade[]
  readonly collisions: readonly Collision[]
}

/**
 * The addresses that a rule gives. Where it has `{n}`, the first of those who would share an address gets none and the
 * others 2, 3, …, in the order of their source addresses; without `{n}` nothing is numbered, and collisions come back
 * with proposals. The result does not depend on the order of the people.
 */
export function applyAddressRule(rule: AddressRule, people: readonly Person[], options: RuleOptions = {}): RuleResult {
  const { spelling = 'common', taken = new Set<string>() } = options
  const made: MadeAddress[] = []
  const unmade: Unmade[] = []
  const groups = new Map<string, Claim[]>()
  for (const person of [...people].sort(byOrigin)) {
    const claim = claimOf(rule, person, spelling)
    if ('why' in claim) unmade.push(claim)
    else {
      const group = groups.get(claim.key)
      if (group === undefined) groups.set(claim.key, [claim])
      else group.push(claim)
    }
  }
  const used = new Set(taken)
  for (const [key, claims] of groups) if (claims.length === 1) used.add(key)
  const crowded: (readonly [string, Claim[]])[] = []
  for (const [key, claims] of groups) {
    const [only] = claims
    if (only !== undefined && claims.length === 1 && !taken.has(key)) made.push(madeOf(only, only.local))
    else crowded.push([key, claims])
  }
  for (const [key] of crowded) used.add(key)
  const collisions: Collision[] = []
  for (const [key, claims] of crowded) {
    const [first] = claims
    if (first === undefined) continue
    if (first.made.numbered) number(claims, taken.has(key), used, made, unmade)
    else
      collisions.push({
        address: key,
        ids: claims.map((claim) => claim.person.id),
        taken: taken.has(key),
        proposals: proposalsFor(claims, used, spelling),
      })
  }
  return { made, unmade, collisions }
}

function claimOf(rule: AddressRule, person: Person, spelling: Spelling): Claim | Unmade {
  const made = makeLocal(rule, person, spelling)
  if ('missing' in made) return { id: person.id, why: 'name-missing', detail: `{${made.missing}}` }
  if ('unknown' in made) return { id: person.id, why: 'letters-unknown', detail: made.unknown.slice(0, 10).join(' ') }
  const local = acceptable(made.before + made.after)
  const domain = rule.domain ?? (person.source === undefined ? undefined : normaliseDomain(person.source.domain))
  if (domain === undefined) return { id: person.id, why: 'name-missing', detail: '{domain}' }
  if (local === undefined || local.length + domain.length > 253)
    return { id: person.id, why: 'not-acceptable', detail: (made.before + made.after).slice(0, 100) }
  return { person, made, local, domain, key: `${local}@${domain}` }
}

const madeOf = ({ person, made, domain }: Claim, local: string): MadeAddress => ({
  id: person.id,
  address: `${local}@${domain}`,
  sure: made.sure,
})

/** Gives out the numbers that a rule asks for. */
function number(
  claims: readonly Claim[],
  taken: boolean,
  used: Set<string>,
  made: MadeAddress[],
  unmade: Unmade[],
): void {
  let next = taken ? 2 : 1
  for (const claim of claims) {
    let local: string | undefined
    // Each number is tried once for the whole group; those in use are as many as there are addresses at most.
    for (; local === undefined; next++) {
      const tried = acceptable(`${claim.made.before}${next === 1 ? '' : next}${claim.made.after}`)
      if (tried === undefined) break
      if (next === 1 || !used.has(`${tried}@${claim.domain}`)) local = tried
    }
    if (local === undefined) {
      unmade.push({ id: claim.person.id, why: 'not-acceptable', detail: claim.local })
      continue
    }
    used.add(`${local}@${claim.domain}`)
    made.push(madeOf(claim, local))
  }
}

const origin = ({ source, id }: Person): string =>
  source === undefined ? `~${id}` : `${source.local}@${source.domain}`

/** By source address, then by id: an order that a re-sorted sheet does not change. */
function byOrigin(one: Person, other: Person): number {
  const [a, b] = [origin(one).toLowerCase(), origin(other).toLowerCase()]
  return a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
