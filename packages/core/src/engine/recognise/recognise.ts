import { canonicalFlags, flagList } from '../../model/index.ts'
import type { Session } from '../../services/port.ts'
import {
  AGREEMENTS,
  forgetRemoved,
  forgetSourcePrints,
  forgetStrangers,
  insertChecks,
  insertCopies,
  insertPrints,
  type Match,
  matches,
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
import { likeness } from '../verify/ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { headerKey, Printer } from '../verify/print.ts'

const KEYS_AT_ONCE = 500
const BODIES_AT_ONCE = 200
const CLAIMS_AT_ONCE = 1_000

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
        const pairs = await matches(db, scope, agreement, sameDate, CLAIMS_AT_ONCE)
        if (pairs.length === 0) break
        await claim(context, scope, pairs)
        found.push(...pairs)
      }
    }
  }
  await forgetSourcePrints(db, scope.folder)
  return found
}

type Side = 'source' | 'target'

/** UIDs a page at a time, until a page is empty. */
async function* pages(
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

async function readBodies(
  { db }: PassContext,
  side: Side,
  folder: number,
  session: Session,
  paged: AsyncIterable<number[]>,
): Promise<void> {
  for await (const uids of paged) {
    const rows: NewPrint[] = []
    await takeMessages(session, uids, async (message) => {
      const printer = new Printer()
      for await (const chunk of message.body) printer.update(chunk)
      const { exact, normal, identity, oddities } = printer.finish()
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

async function claim({ db, pass }: PassContext, scope: RecognitionScope, pairs: readonly Match[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await forgetRemoved(
      trx,
      scope.folder,
      pairs.map((pair) => pair.uid),
    )
    await insertCopies(
      trx,
      scope.folder,
      pairs.map((pair) => ({
        uid: pair.uid,
        targetFolderId: scope.targetFolder,
        targetUid: pair.targetUid,
        passId: pass,
        recognised: true,
        digest: pair.sourceExact,
        flags: flagsInCommon(pair.sourceFlags, pair.targetFlags),
      })),
    )
    await insertChecks(
      trx,
      scope.folder,
      pairs.map((pair) => {
        const { rung, bits } = likeness(
          {
            exact: pair.sourceExact,
            normal: pair.sourceNormal,
            identity: pair.sourceIdentity,
            oddities: pair.sourceOddities,
          },
          {
            exact: pair.targetExact,
            normal: pair.targetNormal,
            identity: pair.targetIdentity,
            oddities: pair.targetOddities,
          },
        )
        return { uid: pair.uid, passId: pass, level: CHECK_LEVEL.content, rung: RUNG_NUMBER[rung], changes: bits }
      }),
    )
    await forgetStrangers(
      trx,
      scope.targetFolder,
      pairs.map((pair) => pair.targetUid),
    )
  })
}
