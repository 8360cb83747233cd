import { chooseAmongFolders, shownElsewhere } from '../../store/index.ts'
import { type PassContext, remark } from '../context.ts'
import type { Inventory } from './inventory.ts'

const SHOWN = 'shown in another folder of the source too, and copied once'

/** Of messages that several folders of the source show, chooses the one each is copied from. */
export async function placeByLabels(context: PassContext, { facts, homes }: Inventory): Promise<void> {
  if (context.labels === undefined) return
  await chooseAmongFolders(context.db, context.mailbox, homes)
  const folders = facts.flatMap(({ source }) => source?.id ?? [])
  const shown = await shownElsewhere(context.db, folders)
  // A round that begins anew does not count them twice.
  if (shown > 0 && !context.remarks.has(SHOWN)) remark(context, SHOWN, shown)
}
