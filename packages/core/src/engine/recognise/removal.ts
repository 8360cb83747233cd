/*
 * What has to be known before a copy is removed. Nothing else deletes mail: a late double (`late.ts`),
 * the earlier copy of what was moved at the source (`moved.ts`), and where that is asked for the copy of what is gone from
 * there (`delete-gone.ts`).
 */
import { flagList } from '../../model/index.ts'
import { ServiceError, type Session } from '../../services/port.ts'
import type { PassContext, TargetPlace } from '../context.ts'
import { assertSameFolder } from '../places.ts'
import { takeMessages } from '../take-messages.ts'
import { printOfCopy } from '../verify/copy-print.ts'

/** A message as it stands now. */
export interface Seen {
  readonly exact: Buffer
  readonly flags: string | undefined
  readonly seconds: number | null | undefined
}

/** Messages of a target folder, read now, by UID; the folder is open for writing afterwards. */
export async function seen(
  target: Session,
  title: string,
  place: TargetPlace,
  uids: readonly number[],
): Promise<Map<number, Seen>> {
  assertSameFolder(title, place, await target.open(place.name, 'write'))
  const found = new Map<number, Seen>()
  await takeMessages(target, uids, async (message) => {
    const { uid, flags, arrival } = message
    const { exact } = await printOfCopy(message)
    found.set(uid, { exact, flags, seconds: arrival?.seconds })
  })
  return found
}

export const isMarked = (flags: string): boolean => flagList(flags).some((flag) => flag.toLowerCase() === '\\deleted')

/** Whether it carries no flag but those that the source has or that we set. */
export function isUntouched({ flags = '' }: Seen, ours: string): boolean {
  const known = new Set(flagList(ours).map((flag) => flag.toLowerCase()))
  return flagList(flags).every((flag) => known.has(flag.toLowerCase()))
}

/**
 * Nobody may take over the mailbox while copies are removed: the other may count on those that stay. True, or why they
 * were not.
 */
export async function removeUnderLease(
  context: PassContext,
  uids: readonly number[],
  target: Session,
): Promise<true | string> {
  try {
    const removed = await context.db.transaction().execute(async (trx) => {
      await context.lease.assertHeld(trx)
      return target.remove(uids, () => context.lease.assertFresh())
    })
    return removed || 'the server cannot remove single messages'
  } catch (error) {
    if (!(error instanceof ServiceError) || error.scope === 'session' || error.scope === 'service') throw error
    return `the server refused to remove it (${error.serverReply ?? error.message})`
  }
}
