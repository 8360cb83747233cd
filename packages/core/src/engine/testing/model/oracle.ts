import type { PassReport } from '../../report/report.ts'
import type { History } from './history.ts'
import type { Claim, Standing } from './standing.ts'
import type { Manners } from './steps.ts'

export interface Judged {
  readonly source: readonly Standing[]
  readonly target: readonly Standing[]
  readonly claims: readonly Claim[]
  readonly history: History
  readonly manners: Manners
  readonly report: PassReport
}

/**
 * The multiset oracle: what is wrong with the two mailboxes after a pass, given what happened; nothing where all is
 * well.
 */
export function judge(judged: Judged): string[] {
  return [...lost(judged), ...unclaimed(judged), ...doubled(judged), ...unlike(judged)]
}

const count = (side: readonly Standing[], key: string, folder?: string): number =>
  side.filter((one) => one.key === key && (folder === undefined || one.folder === folder)).length

const refusedOf = ({ report }: Judged): Map<string, number> => {
  const refused = new Map<string, number>()
  for (const { folder, messages } of report.perFolder) refused.set(folder, messages.refused)
  return refused
}

const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0)

const keysOf = (...sides: (readonly Standing[])[]): Set<string> => new Set(sides.flat().map((one) => one.key))

/** What the target takes in no form may be absent; the report lists it. */
const mayBeRefused = ({ manners }: Judged, key: string): boolean => manners.refuses === 'one' && key === '0'

/** Every message stands at the target, in its own folder unless its owner took it away there. */
function lost(judged: Judged): string[] {
  const { source, target, history, manners } = judged
  const wrong: string[] = []
  for (const key of keysOf(source)) {
    if (mayBeRefused(judged, key)) continue
    const least = (n: number, away: number) => (manners.merges ? (n > 0 && away === 0 ? 1 : 0) : n - away)
    const there = count(target, key)
    if (!manners.merges && there < count(source, key) - history.deleted.of(key))
      wrong.push(
        `lost: ${key} stands ${count(source, key)} times at the source, was deleted ${history.deleted.of(key)} times at the target and stands there ${there} times`,
      )
    for (const folder of new Set(source.map((one) => one.folder))) {
      const away = history.deleted.of(key, folder) + history.movedOut.of(key, folder)
      // A pass that finds a gap where it knows of no copies takes an identical one elsewhere for one that was filed there.
      if (history.gaps.has(folder) && history.strangers.has(key)) continue
      if (count(target, key, folder) < least(count(source, key, folder), away))
        wrong.push(
          `misplaced: ${key} stands ${count(source, key, folder)} times in the source's ${folder}, its owner took ${away} out of the target's, where ${count(target, key, folder)} stand`,
        )
    }
  }
  return wrong
}

/** What the ledger says is true: a copy for each message, each its own, and none called removed that nobody removed. */
function unclaimed(judged: Judged): string[] {
  const { source, target, claims, history, manners } = judged
  const wrong: string[] = []
  const claimOf = new Map(claims.map((claim) => [`${claim.uid} ${claim.folder}`, claim]))
  const standing = new Map(target.map((one) => [`${one.uid} ${one.folder}`, one]))
  const used = new Set<string>()
  const removed = new Map<string, number>()
  const refused = new Map<string, number>()
  for (const message of source) {
    const name = `${message.key} (${message.folder}, UID ${message.uid})`
    const claim = claimOf.get(`${message.uid} ${message.folder}`)
    if (claim === undefined) wrong.push(`unknown: the ledger has no row for ${name}`)
    else if (claim.targetUid === null) refused.set(message.folder, (refused.get(message.folder) ?? 0) + 1)
    else if (claim.lost) removed.set(message.key, (removed.get(message.key) ?? 0) + 1)
    else {
      const place = `${claim.targetUid} ${claim.targetFolder}`
      const copy = standing.get(place)
      if (copy === undefined) wrong.push(`unclaimed: the ledger says ${name} stands at ${place}, and nothing does`)
      else if (copy.key !== message.key) wrong.push(`unclaimed: at ${place} stands ${copy.key} instead of ${name}`)
      else if (!claim.merged && used.has(place)) wrong.push(`unclaimed: ${place} is the copy of two messages`)
      if (!claim.merged) used.add(place)
      if (claim.merged && !manners.merges) wrong.push(`unclaimed: ${name} counts as merged, and nothing merges`)
    }
  }
  if (total(refused) !== total(refusedOf(judged)))
    wrong.push(
      `unclaimed: ${total(refused)} messages have no copy, ${total(refusedOf(judged))} are reported as refused`,
    )
  for (const [key, n] of removed) {
    if (!manners.merges && n > history.deleted.of(key))
      wrong.push(`lost: ${n} of ${key} count as removed, ${history.deleted.of(key)} were deleted`)
    if (manners.merges && history.deleted.of(key) === 0) wrong.push(`lost: ${key} counts as removed, none was deleted`)
  }
  return wrong
}

/** No message stands there more often than it was at the source or was brought by others. */
function doubled(judged: Judged): string[] {
  const { source, target, history, report } = judged
  const wrong: string[] = []
  const late = report.exceptions.filter((one) => one.code === 'doubled-at-target')
  for (const key of keysOf(target)) {
    const listed = late
      .filter((one) => one.subject === `key=${key};`)
      .reduce((sum, { remedy }) => sum + Number(/stands (\d+) times/.exec(remedy)?.[1]) - 1, 0)
    const excess = history.excess(key, source, target)
    if (excess > listed)
      wrong.push(
        `doubled: ${key} stands ${count(target, key)} times at the target: source ${count(source, key)}, taken from it ${history.taken.of(key)}, foreign ${history.foreign.of(key)}, removed ${history.settled.of(key)}, listed as doubled ${listed}`,
      )
  }
  return wrong
}

/** Flags and dates of messages that nobody touched at the target. */
function unlike({ source, target, claims, history, manners }: Judged): string[] {
  const wrong: string[] = []
  const standing = new Map(target.map((one) => [`${one.uid} ${one.folder}`, one]))
  const messages = new Map(source.map((one) => [`${one.uid} ${one.folder}`, one]))
  for (const claim of claims) {
    const ours = messages.get(`${claim.uid} ${claim.folder}`)
    const copy = standing.get(`${claim.targetUid} ${claim.targetFolder}`)
    if (ours === undefined || copy === undefined || claim.lost || claim.merged || manners.merges) continue
    if (history.touched.has(ours.key)) continue
    const [flags, theirs] = [ours.flags, copy.flags].map((text) => text.split(' ').filter((flag) => flag !== ''))
    const missing = flags?.some((flag) => theirs?.includes(flag) !== true)
    const more = theirs?.some((flag) => flags?.includes(flag) !== true)
    // Where messages were recognised by content, flags that the target had by then count as its owner's.
    if (missing === true || (more === true && !history.recognised))
      wrong.push(`unlike: ${ours.key} has the flags "${ours.flags}" at the source and "${copy.flags}" at the target`)
    if (copy.date !== ours.date && !history.recognised)
      wrong.push(`unlike: ${ours.key} arrived at ${ours.date} at the source and at ${copy.date} at the target`)
  }
  return wrong
}
