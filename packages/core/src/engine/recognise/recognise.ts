import type { Session } from '../../services/port.ts'
import {
  AGREEMENTS,
  forgetSourcePrints,
  forgetStrangers,
  insertChecks,
  insertCopies,
  insertPrints,
  type LedgerDb,
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
import { likeness } from '../verify/ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { headerKey, Printer } from '../verify/print.ts'

const KEYS_AT_ONCE = 500
const BODIES_AT_ONCE = 200
const CLAIMS_AT_ONCE = 1_000

/**
 * Finds source messages that already stand at the target, by content and never by trust in a name: header keys give
 * the candidates, bodies decide. Both sessions have their folders open. What is found is claimed in the ledger, with
 * the check that reading both sides amounts to. Returns how many were found.
 */
export async function recognise(
  db: LedgerDb,
  pass: number,
  scope: RecognitionScope,
  source: Session,
  target: Session,
): Promise<number> {
  if ((await strangerCount(db, scope.targetFolder, scope.uidFrom)) === 0) return 0
  await readKeys(db, 'target', scope.targetFolder, target, (after) =>
    strangersWithoutKey(db, scope, after, KEYS_AT_ONCE),
  )
  await readKeys(db, 'source', scope.folder, source, (after) => sourceWithoutKey(db, scope, after, KEYS_AT_ONCE))
  await readBodies(db, 'source', scope.folder, source, (after) => sourceCandidates(db, scope, after, BODIES_AT_ONCE))
  await readBodies(db, 'target', scope.targetFolder, target, (after) =>
    strangerCandidates(db, scope, after, BODIES_AT_ONCE),
  )
  let found = 0
  for (const agreement of AGREEMENTS) {
    for (const sameDate of [true, false]) {
      for (;;) {
        const pairs = await matches(db, scope, agreement, sameDate, CLAIMS_AT_ONCE)
        if (pairs.length === 0) break
        await claim(db, pass, scope, pairs)
        found += pairs.length
      }
    }
  }
  await forgetSourcePrints(db, scope.folder)
  return found
}

type Side = 'source' | 'target'

async function readKeys(
  db: LedgerDb,
  side: Side,
  folder: number,
  session: Session,
  page: (after: number) => Promise<number[]>,
): Promise<void> {
  for (
    let after = 0, uids = await page(after);
    uids.length > 0;
    after = uids.at(-1) ?? after, uids = await page(after)
  ) {
    const rows: NewPrint[] = []
    for await (const { uid, header } of session.headers(uids)) rows.push({ uid, headerKey: headerKey(header) })
    await insertPrints(db, side, folder, rows)
  }
}

async function readBodies(
  db: LedgerDb,
  side: Side,
  folder: number,
  session: Session,
  page: (after: number) => Promise<number[]>,
): Promise<void> {
  for (
    let after = 0, uids = await page(after);
    uids.length > 0;
    after = uids.at(-1) ?? after, uids = await page(after)
  ) {
    const rows: NewPrint[] = []
    for await (const message of session.messages(uids)) {
      const printer = new Printer()
      for await (const chunk of message.body) printer.update(chunk)
      const { exact, normal, identity, oddities } = printer.finish()
      rows.push({ uid: message.uid, exact, normal, identity, oddities })
    }
    await insertPrints(db, side, folder, rows)
  }
}

async function claim(db: LedgerDb, pass: number, scope: RecognitionScope, pairs: readonly Match[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
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
        flags: pair.targetFlags,
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
