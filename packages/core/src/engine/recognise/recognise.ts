import { canonicalFlags, flagList } from '../../model/index.ts'
import type { Session } from '../../services/port.ts'
import {
  AGREEMENTS,
  forgetEarlierRemoved,
  forgetRemoved,
  forgetSourcePrints,
  forgetStrangers,
  insertChecks,
  insertCopies,
  insertPrints,
  insertRepair,
  type LedgerDb,
  type Match,
  matches,
  moveCopies,
  type NewPrint,
  type RecognitionScope,
  sourceCandidates,
  sourceWithoutKey,
  strangerCandidates,
  strangerCount,
  strangersWithoutKey,
} from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { refusalOf, takeMessages } from '../take-messages.ts'
import { printOfCopy } from '../verify/copy-print.ts'
import { likeness } from '../verify/ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { headerKey, REBUILT } from '../verify/print.ts'

const KEYS_AT_ONCE = 500
const BODIES_AT_ONCE = 200
const CLAIMS_AT_ONCE = 10_000

/**
 * Finds source messages that already stand at the target, by content and never by trust in a name: header keys give
 * the candidates, bodies decide. Both sessions have their folders open. What is found is claimed in the ledger, with
 * the check that reading both sides amounts to. Returns what was found.
 */
export async function recognise(
  context: PassContext,
  scope: RecognitionScope,
  source: Session,
  target: Session,
): Promise<Match[]> {
  const { db, signal } = context
  if ((await strangerCount(db, scope.targetFolder, scope.uidFrom)) === 0) return []
  const paged = (page: (after: number) => Promise<number[]>) => pages(page, signal)
  await readKeys(
    context,
    'target',
    scope.targetFolder,
    target,
    paged((after) => strangersWithoutKey(db, scope, after, KEYS_AT_ONCE)),
  )
  await readKeys(
    context,
    'source',
    scope.folder,
    source,
    paged((after) => sourceWithoutKey(db, scope, after, KEYS_AT_ONCE)),
  )
  await readBodies(
    context,
    'source',
    scope.folder,
    source,
    paged((after) => sourceCandidates(db, scope, after, BODIES_AT_ONCE)),
  )
  await readBodies(
    context,
    'target',
    scope.targetFolder,
    target,
    paged((after) => strangerCandidates(db, scope, after, BODIES_AT_ONCE)),
  )
  const found: Match[] = []
  for (const agreement of AGREEMENTS) {
    for (const sameDate of [true, false]) {
      for (;;) {
        // Found and claimed at once, so that nobody who takes over the mailbox claims the same.
        const pairs = await db.transaction().execute(async (trx) => {
          await context.lease.assertHeld(trx)
          const left = { ...scope, among: scope.among && without(scope.among, found) }
          const matched = await matches(trx, left, agreement, sameDate, CLAIMS_AT_ONCE)
          if (matched.length > 0) await claim(trx, context, scope, matched)
          return matched
        })
        if (pairs.length === 0) break
        found.push(...pairs)
      }
    }
  }
  await forgetSourcePrints(db, scope.folder)
  return found
}

/** Digests of which each may be claimed once, less those that were. */
export function without(digests: readonly Buffer[], found: readonly Match[]): Buffer[] {
  const claimed = new Map<string, number>()
  for (const { sourceExact } of found) {
    const key = sourceExact.toString('latin1')
    claimed.set(key, (claimed.get(key) ?? 0) + 1)
  }
  return digests.filter((digest) => {
    const key = digest.toString('latin1')
    const n = claimed.get(key) ?? 0
    claimed.set(key, n - 1)
    return n <= 0
  })
}

type Side = 'source' | 'target'

/** UIDs a page at a time, until a page is empty. */
export async function* pages(
  page: (after: number) => Promise<number[]>,
  signal: AbortSignal | undefined,
): AsyncIterable<number[]> {
  for (let after = 0; ; ) {
    signal?.throwIfAborted()
    const uids = await page(after)
    const last = uids.at(-1)
    if (last === undefined) return
    yield uids
    after = last
  }
}

/** What a server does not hand out stays without a key, and is found out about when it is copied. */
async function readKeys(
  { db }: PassContext,
  side: Side,
  folder: number,
  session: Session,
  paged: AsyncIterable<number[]>,
): Promise<void> {
  for await (const uids of paged) {
    const rows = new Map<number, NewPrint>()
    const read = (some: readonly number[]) =>
      refusalOf(async () => {
        for await (const { uid, header } of session.headers(some)) rows.set(uid, { uid, headerKey: headerKey(header) })
      })
    if ((await read(uids)) !== undefined) for (const uid of uids) if (!rows.has(uid)) await read([uid])
    await insertPrints(db, side, folder, [...rows.values()])
  }
}

export async function readBodies(
  { db }: PassContext,
  side: Side,
  folder: number,
  session: Session,
  paged: AsyncIterable<number[]>,
): Promise<void> {
  for await (const uids of paged) {
    const rows: NewPrint[] = []
    await takeMessages(session, uids, async (message) => {
      const { exact, normal, identity, oddities } = await printOfCopy(message)
      rows.push({ uid: message.uid, exact, normal, identity, oddities })
    })
    await insertPrints(db, side, folder, rows)
  }
}

/**
 * The flags that both sides have count as set by us: what the source has beyond them is added by the flags' step, and
 * what people set at the target beyond them stays.
 */
export function flagsInCommon(source: string, target: string): string {
  const theirs = new Set(flagList(target))
  return canonicalFlags(flagList(source).filter((flag) => theirs.has(flag)))
}

async function claim(
  trx: LedgerDb,
  { pass }: PassContext,
  scope: RecognitionScope,
  pairs: readonly Match[],
): Promise<void> {
  const { folder, targetFolder } = scope
  // What has a copy keeps what we know of its flags: only its place is another.
  const moved = scope.misplaced === true ? await moveCopies(trx, folder, targetFolder, pairs) : new Set<number>()
  const fresh = pairs.filter((pair) => !moved.has(pair.uid))
  if (scope.among !== undefined)
    await forgetEarlierRemoved(
      trx,
      folder,
      fresh.map((pair) => pair.sourceExact),
    )
  await forgetRemoved(
    trx,
    folder,
    fresh.map((pair) => pair.uid),
  )
  await insertCopies(
    trx,
    folder,
    fresh.map((pair) => ({
      uid: pair.uid,
      targetFolderId: targetFolder,
      targetUid: pair.targetUid,
      passId: pass,
      recognised: true,
      digest: pair.sourceExact,
      flags: flagsInCommon(pair.sourceFlags, pair.targetFlags),
    })),
  )
  const checks = pairs.map((pair) => {
    const { rung, bits } = likeness(ofSource(pair), ofTarget(pair))
    return {
      uid: pair.uid,
      passId: pass,
      level: CHECK_LEVEL.content,
      rung: RUNG_NUMBER[rung],
      changes: bits,
      targetDate: pair.targetDate,
    }
  })
  await insertChecks(trx, folder, checks)
  for (const { uid, sourceOddities, targetOddities } of pairs) {
    if (((sourceOddities ^ targetOddities) & REBUILT) === 0) continue
    await insertRepair(trx, folder, { uid, kind: 'rebuilt', code: 'found-rebuilt', serverReply: null, rawFile: null })
  }
  await forgetStrangers(
    trx,
    targetFolder,
    pairs.map((pair) => pair.targetUid),
  )
}

const ofSource = (pair: Match) => ({
  exact: pair.sourceExact,
  normal: pair.sourceNormal,
  identity: pair.sourceIdentity,
  oddities: pair.sourceOddities,
})
const ofTarget = (pair: Match) => ({
  exact: pair.targetExact,
  normal: pair.targetNormal,
  identity: pair.targetIdentity,
  oddities: pair.targetOddities,
})
