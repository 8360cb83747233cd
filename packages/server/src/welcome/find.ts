import { ServiceError, type Session } from '@caravan/core/services'

export const INBOX = 'INBOX'

/** A search that names more than these is one for words. */
const MOST_FOUND = 50
/** What arrived since is looked through one by one, where the server's search names nothing. */
const MOST_SINCE = 2_000
const MOST_FOLDERS = 200

interface Sought {
  readonly messageId: string
  /** The letter's UID is not below it, under this UIDVALIDITY. */
  readonly uidFloor: number | null
  readonly uidValidity: number | null
}

/** Whether there is the letter, and whether something that arrived since is gone. */
export interface Found {
  readonly uid: number | undefined
  readonly gap: boolean
}

/** Looks for the letter in the INBOX, which is open, by its Message-ID. */
export async function findInInbox(
  session: Session,
  sought: Sought,
  state: { readonly uidValidity: number; readonly uidNext: number | undefined },
): Promise<Found> {
  const { messageId, uidFloor, uidValidity } = sought
  const uid = await searched(session, messageId)
  if (uid !== undefined || uidFloor === null || uidValidity !== state.uidValidity) return { uid, gap: true }
  const since = Math.max(0, (state.uidNext ?? uidFloor) - uidFloor)
  if (since > MOST_SINCE) return { uid, gap: true }
  const uids = Array.from({ length: since }, (_, n) => uidFloor + n)
  const { there, found } = await headersOf(session, uids, messageId)
  return { uid: found, gap: there < uids.length }
}

/** Whether its owner has the letter in another folder by now: where labels stand for folders, perhaps in the one of all. */
export async function isElsewhere(session: Session, messageId: string): Promise<boolean> {
  const folders = (await session.folders()).filter(({ selectable, specialUse }) => selectable && specialUse !== 'inbox')
  for (const { name } of folders.slice(0, MOST_FOLDERS)) {
    const uid = await unlessRefused(async () => {
      await session.open(name, 'read')
      return searched(session, messageId)
    })
    if (uid !== undefined) return true
  }
  return false
}

/** A server that cannot search is asked for what arrived since. */
async function searched(session: Session, messageId: string): Promise<number | undefined> {
  const uids = (await unlessRefused(() => session.byMessageId(messageId))) ?? []
  if (uids.length === 0 || uids.length > MOST_FOUND) return undefined
  return (await headersOf(session, uids, messageId)).found
}

async function headersOf(session: Session, uids: readonly number[], messageId: string) {
  let there = 0
  let found: number | undefined
  if (uids.length === 0) return { there, found }
  for await (const { uid, header } of session.headers(uids, ['message-id'])) {
    there++
    if (header.includes(messageId)) found = uid
  }
  return { there, found }
}

async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError && (error.scope === 'folder' || error.scope === 'message')) return undefined
    throw error
  }
}
