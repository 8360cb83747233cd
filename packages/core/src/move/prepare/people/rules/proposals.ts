import type { Spelling } from './cyrillic.ts'
import { acceptable, type Claim, makeLocal } from './local-part.ts'
import { type AddressRule, parseAddressRule } from './rule.ts'

/** What a person of a collision could get instead. */
export interface Proposal {
  readonly id: string
  /** Free, and proposed to nobody else; best first. */
  readonly addresses: readonly string[]
}

/** Ways out of a collision, in order: with the middle name's initial, whole names, then numbers. */
const WAYS_OUT = [
  '{first}.{m}.{last}@x.example',
  '{first}.{last}@x.example',
  '{f}.{last}@x.example',
  '{first}.{middle}.{last}@x.example',
  '{last}.{first}@x.example',
].map((rule) => parseAddressRule(rule))
const NAMED = 2
/** Numbers that are tried beyond the people of the collision: past them somebody has to think. */
const SPARE_NUMBERS = 1_000

/** Proposals for each person of one collision; what is proposed counts as used from then on. */
export function proposalsFor(claims: readonly Claim[], used: Set<string>, spelling: Spelling): Proposal[] {
  let number = 2
  return claims.map((claim) => {
    const addresses: string[] = []
    for (const rule of WAYS_OUT) {
      if (addresses.length === NAMED) break
      offer(madeBy(rule, claim, spelling), claim.domain, used, addresses)
    }
    for (const last = number + SPARE_NUMBERS; number <= last; number++) {
      if (!offer(acceptable(`${claim.local}${number}`), claim.domain, used, addresses)) continue
      number++
      break
    }
    return { id: claim.person.id, addresses }
  })
}

function madeBy(rule: AddressRule, claim: Claim, spelling: Spelling): string | undefined {
  const made = makeLocal(rule, claim.person, spelling)
  return 'before' in made ? acceptable(made.before + made.after) : undefined
}

function offer(local: string | undefined, domain: string, used: Set<string>, addresses: string[]): boolean {
  if (local === undefined || used.has(`${local}@${domain}`)) return false
  used.add(`${local}@${domain}`)
  addresses.push(`${local}@${domain}`)
  return true
}
