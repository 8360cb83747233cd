import { type ImapConnection, splitSet } from '@caravan/imap'

/**
 * Removes messages from the open folder by UID EXPUNGE (RFC 4315 §2.1). Without it a plain EXPUNGE would remove
 * whatever is marked as deleted: it is sent only where nothing else is.
 * @param mayGoOn throws where somebody else has taken the work over
 * @returns false: nothing was removed, since others are marked as deleted and the server cannot tell them apart
 */
export async function removeExactly(
  connection: ImapConnection,
  uids: readonly number[],
  mayGoOn: () => void,
): Promise<boolean> {
  const exact = removesExactly(connection)
  const ours = new Set(uids)
  const others = async () => (await connection.uidSearch('DELETED')).some((uid) => !ours.has(uid))
  if (!exact && (await others())) return false
  const sets = [...splitSet(ascending(uids))]
  const mark = async (how: 'add' | 'remove') => {
    for (const set of sets) await connection.store(set, how, ['\\Deleted'], { uid: true, silent: true })
  }
  mayGoOn()
  try {
    await mark('add')
    if (!exact && (await others())) {
      await mark('remove')
      return false
    }
    mayGoOn()
    if (!exact) await connection.expunge()
    else for (const set of sets) await connection.uidExpunge(set)
    return true
  } catch (error) {
    // What stays must not bear our mark: the next EXPUNGE of any client would take it away.
    await mark('remove').catch(() => undefined)
    throw error
  }
}

export const removesExactly = (connection: ImapConnection): boolean =>
  connection.has('UIDPLUS') || connection.has('IMAP4REV2')

export const ascending = (uids: readonly number[]): number[] => [...uids].sort((a, b) => a - b)
