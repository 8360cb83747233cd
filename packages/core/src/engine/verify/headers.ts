import type { Session } from '../../services/port.ts'
import { insertChecks, type UncheckedCopy } from '../../store/index.ts'
import { doubt, type FolderPair, type PassContext } from '../context.ts'
import { openSource } from '../places.ts'
import { refusalOf } from '../take-messages.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from './levels.ts'
import { headerKey } from './print.ts'

/** The quick level: the same Message-ID, Date, From and Subject on both sides. What is not handed out is no match. */
export async function verifyHeaders(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const theirs = await keysOf(
    target,
    copies.map((copy) => copy.targetUid),
  )
  const ours = await context.sources.use(async (source) => {
    await openSource(pair.source, source)
    return keysOf(
      source,
      copies.map((copy) => copy.uid),
    )
  })
  const unnamed = copies.filter((copy) => !theirs.has(copy.targetUid)).map((copy) => copy.targetUid)
  const there = unnamed.length > 0 ? await target.existing(unnamed) : new Set<number>()
  const checks = copies.flatMap((copy) => {
    const [a, b] = [ours.get(copy.uid), theirs.get(copy.targetUid)]
    const same = a !== undefined && b?.equals(a) === true
    const gone = b === undefined && !there.has(copy.targetUid)
    // One that was seen before and is gone was removed: the next pass says so. Its check stands.
    if (gone && copy.seen) return []
    if (!same && a !== undefined && (b !== undefined || gone) && doubt(pair, copy.uid)) return []
    const rung = RUNG_NUMBER[same ? 'exact' : 'mismatched']
    return [{ uid: copy.uid, passId: context.pass, level: CHECK_LEVEL.headers, rung, changes: 0 }]
  })
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: copies.length, bytes: 0 })
}

async function keysOf(session: Session, uids: readonly number[]): Promise<Map<number, Buffer>> {
  const keys = new Map<number, Buffer>()
  const read = (some: readonly number[]) =>
    refusalOf(async () => {
      for await (const { uid, header } of session.headers(some)) keys.set(uid, headerKey(header))
    })
  if ((await read(uids)) !== undefined) for (const uid of uids) if (!keys.has(uid)) await read([uid])
  return keys
}
