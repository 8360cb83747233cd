import { guessedBeside, maybeMoved, reopenDoubted, unaccountedAmong } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { followMoved } from './follow.ts'
import { settleAll } from './settle.ts'

/**
 * Looks for messages that the target said it took and that were not where it said: a server may name wrong UIDs, show
 * a message late, or have let its user take it away. They are in doubt again, and settled as such. Each is looked for
 * once in a pass. Returns the folders of which something is to be sent again.
 */
export async function lookForDoubted(context: PassContext, pairs: readonly FolderPair[]): Promise<FolderPair[]> {
  const doubting = pairs.filter((pair) => pair.doubted.size > 0)
  const sought = new Map<number, number[]>()
  for (const pair of doubting) {
    const disproved = [...pair.doubted]
    // Where one message stands after all, others of which only a gap told may not have stood where it said.
    const uids = [...disproved, ...(await guessedBeside(context.db, pair.source.id, disproved))]
    for (const uid of uids) pair.lookedFor.add(uid)
    sought.set(pair.source.id, uids)
    await context.db.transaction().execute(async (trx) => {
      await context.lease.assertHeld(trx)
      await reopenDoubted(trx, context.pass, context.lease.epoch, pair.source.id, uids)
    })
  }
  await settleAll(context, doubting)
  await followMoved(
    context,
    doubting.map((pair) => pair.source),
    await maybeMoved(
      context.db,
      doubting.map((pair) => pair.source.id),
    ),
  )
  const again: FolderPair[] = []
  for (const pair of doubting) {
    pair.doubted.clear()
    const absent = await unaccountedAmong(context.db, pair.source.id, sought.get(pair.source.id) ?? [])
    if (absent.length > 0) again.push(pair)
  }
  return again
}
