import { ServiceError, type Session } from '../../services/port.ts'
import { claimedBeside, copyHomes, type MovedAtSource, movedAtSource, places, setLost } from '../../store/index.ts'
import { type PassContext, remark, type TargetPlace } from '../context.ts'
import { FOLDER_RENEWED } from '../places.ts'
import { isMarked, isUntouched, removeUnderLease, type Seen, seen } from './removal.ts'

/** More are followed in the next pass. */
const MOVES_AT_ONCE = 10_000
/** Read and removed together. */
const BATCH = 100

/**
 * Follows what was moved to another folder at the source: when its copy stands at the new place, the earlier one is
 * removed, unless anything speaks against it. Somebody may have answered it there, or filed it: then both stay, and the
 * report notes it.
 */
export async function followSourceMoves(context: PassContext): Promise<void> {
  if (context.kind === 'trial' || context.kind === 'reverse') return
  const moves = await movedAtSource(context.db, context.mailbox, MOVES_AT_ONCE)
  for (const ofFolders of Map.groupBy(moves, folders).values()) {
    for (let at = 0; at < ofFolders.length; at += BATCH) {
      context.signal?.throwIfAborted()
      const batch = ofFolders.slice(at, at + BATCH)
      const removed = await context.targets.use((target) => followBatch(context, batch, target))
      if (removed > 0) remark(context, 'moved at the source; the earlier copy was removed', removed)
    }
  }
}

const folders = (move: MovedAtSource): string =>
  [move.folder, move.targetFolder, move.nowFolder, move.nowTargetFolder].join(' ')

const stays = (context: PassContext, why: string, count: number): void =>
  remark(context, `moved at the source; the earlier copy stays, since ${why}`, count)

/** Moves from one folder to one other. Returns of how many the earlier copy was removed. */
async function followBatch(context: PassContext, moves: readonly MovedAtSource[], target: Session): Promise<number> {
  const { db } = context
  const [first] = moves
  if (first === undefined) return 0
  const home = (await copyHomes(db, first.folder)).find(({ id }) => id === first.targetFolder)
  const now = (await copyHomes(db, first.nowFolder)).find(({ id }) => id === first.nowTargetFolder)
  const sentTo = (await places(db, context.mailbox)).get(first.folderName) ?? []
  if (home === undefined || now === undefined || !sentTo.some(({ name }) => name === home.name)) {
    stays(context, 'somebody has filed it in another folder', moves.length)
    return 0
  }
  let victims: readonly MovedAtSource[]
  try {
    victims = await untouched(context, moves, home, now, target)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    if (error.scope !== 'folder' && error.code !== FOLDER_RENEWED) throw error
    // One that nothing of the source goes to any more was listed by no pass since.
    stays(context, error.scope === 'folder' ? 'its folder cannot be opened' : 'its folder was made anew', moves.length)
    return 0
  }
  if (victims.length === 0) return 0
  const uids = victims.map((move) => move.targetUid)
  const removed = await removeUnderLease(context, uids, target)
  if (removed !== true) {
    stays(context, removed, victims.length)
    return 0
  }
  await db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await setLost(trx, home.id, uids)
  })
  return victims.length
}

/** Those whose earlier copy may go. The folder they stand in is open for writing afterwards. */
async function untouched(
  context: PassContext,
  moves: readonly MovedAtSource[],
  home: TargetPlace,
  now: TargetPlace,
  target: Session,
): Promise<MovedAtSource[]> {
  const moved = await seen(
    target,
    now.name,
    now,
    moves.map((move) => move.nowTargetUid),
  )
  const earlier = await seen(
    target,
    home.name,
    home,
    moves.map((move) => move.targetUid),
  )
  const victims: MovedAtSource[] = []
  for (const move of moves) {
    const why = speaksAgainst(earlier.get(move.targetUid), moved.get(move.nowTargetUid), move.ours)
    if (why !== undefined) stays(context, why, 1)
    else if (await claimedBeside(context.db, home.id, move.targetUid))
      stays(context, 'it is the copy of another mailbox', 1)
    else victims.push(move)
  }
  return victims
}

function speaksAgainst(earlier: Seen | undefined, moved: Seen | undefined, ours: string): string | undefined {
  if (earlier === undefined || moved === undefined) return 'one of the two has gone meanwhile'
  if (!earlier.exact.equals(moved.exact) || earlier.seconds !== moved.seconds) return 'the two are not the same'
  if ([earlier, moved].some(({ flags }) => flags === undefined || isMarked(flags))) return 'one is marked as deleted'
  return isUntouched(earlier, ours) ? undefined : 'somebody has set flags on it'
}
