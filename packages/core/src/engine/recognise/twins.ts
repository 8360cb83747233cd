import { sql } from 'kysely'
import { ServiceError, type Session } from '../../services/port.ts'
import { forgetCopies, type Match, moveCopies, type Twin, twinsElsewhere } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'

/**
 * What came into a folder while the pass runs and is taken for a message of it may be the copy of an identical one that
 * its owner has filed there from another folder since the inventory. That one has the first claim; this folder's own is
 * sent. True where other folders were opened to find out.
 */
export async function giveBackToTwins(
  context: PassContext,
  { source, target: place }: FolderPair,
  found: readonly Match[],
  target: Session,
): Promise<boolean> {
  const { db, mailbox } = context
  const since = context.uidNextBefore.get(place.id) ?? 1
  const arrived = found.filter(({ targetUid }) => targetUid >= since)
  if (arrived.length === 0) return false
  const digests = arrived.map(({ sourceExact }) => sourceExact)
  const twins = await twinsElsewhere(db, mailbox, digests, place.id)
  if (twins.length === 0) return false
  const gone = await notThere(twins, target)
  for (const match of arrived) {
    const at = gone.findIndex(({ digest }) => digest.equals(match.sourceExact))
    const [twin] = at < 0 ? [] : gone.splice(at, 1)
    if (twin === undefined) continue
    await db.transaction().execute(async (trx) => {
      await context.lease.assertHeld(trx)
      await forgetCopies(trx, sql`select ${source.id}::integer as folder_id, ${match.uid}::bigint as uid`)
      await moveCopies(trx, twin.folder, place.id, [{ uid: twin.uid, targetUid: match.targetUid }])
    })
  }
  return true
}

/** Those that are not in their folder now. What a server does not let be looked at counts as there. */
async function notThere(twins: readonly Twin[], target: Session): Promise<Twin[]> {
  const gone: Twin[] = []
  for (const ofFolder of Map.groupBy(twins, ({ targetFolder }) => targetFolder).values()) {
    const [first] = ofFolder
    if (first === undefined) continue
    try {
      const { uidValidity } = await target.open(first.targetName, 'read')
      if (uidValidity !== first.uidValidity) continue
      const there = await target.existing(ofFolder.map(({ targetUid }) => targetUid))
      gone.push(...ofFolder.filter(({ targetUid }) => !there.has(targetUid)))
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope !== 'folder') throw error
    }
  }
  return gone
}
