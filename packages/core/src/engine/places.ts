import { type FolderState, ServiceError, type Session } from '../services/port.ts'
import type { FolderPair, PassContext, SourcePlace, TargetPlace } from './context.ts'
import { noteListing } from './inventory/known-folders.ts'
import { lookAtTarget } from './inventory/target.ts'

/** The pair at each place that its mail was sent to; today's is the last. */
export const placesOf = (pair: FolderPair): FolderPair[] =>
  [...pair.earlier, pair.target].map((target) => ({ ...pair, target }))

/**
 * Opens a target folder and lists it against the ledger. Throws `ServiceError` `uidvalidity-changed` where it is no
 * longer the folder that the pass knows.
 */
export async function openTarget(
  context: PassContext,
  { title, target: place }: { title: string; target: TargetPlace },
  target: Session,
): Promise<FolderState> {
  // Only SELECT tells which flags last; where nothing will be written, EXAMINE leaves \\Recent as it is.
  const open = async () => {
    const state = await target.open(place.name, context.dryRun ? 'read' : 'write')
    assertSameFolder(title, place, state)
    return state
  }
  // What is missing is judged by the inventory, all folders together, not here.
  const { state, missing } = await lookAtTarget(context, place.id, await open(), target, open)
  noteListing(context, 'target_folders', place.id, state, missing.length === 0)
  return state
}

/** Opens a source folder for reading. Throws `ServiceError` `uidvalidity-changed` where it is not the one listed before. */
export async function openSource(place: SourcePlace, source: Session): Promise<void> {
  const state = await source.open(place.name, 'read')
  if (state.uidValidity === place.uidValidity) return
  throw renewed(`The source's folder ${place.name}`, place, state)
}

/** What a pass does where a folder is not the one that it knows: it begins anew with what the ledger knows. */
export const FOLDER_RENEWED = 'uidvalidity-changed'

export function assertSameFolder(title: string, place: TargetPlace, state: FolderState): void {
  if (state.uidValidity !== place.uidValidity) throw renewed(`The target's folder ${title}`, place, state)
}

const renewed = (folder: string, place: TargetPlace, state: FolderState): ServiceError =>
  new ServiceError(
    'service',
    FOLDER_RENEWED,
    `${folder} was made anew while the pass ran (its UIDVALIDITY was ${place.uidValidity} and is ${state.uidValidity}).`,
    'Run again: the folder will be recognised by its content. If it stays so, the server cannot keep its mail apart.',
  )
