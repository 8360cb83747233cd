import { flagList } from '@caravan/core/model'
import type { Endpoint, Session } from '@caravan/core/services'
import { languageOf, oneEmployee } from '../employees/standing.ts'
import { readSettings } from '../host/settings.ts'
import { endpointOf, type Running } from '../jobs/accounts.ts'
import { findInInbox, INBOX, isElsewhere } from './find.ts'
import { composed } from './letter.ts'
import { intended, noteFailed, noteLaid, noteLook, startedAnew } from './note.ts'
import { LEASE_MINUTES, type Taken } from './taken.ts'

/** One mailbox must not hold the others up. */
const TIMES = { connectTimeoutMs: 10_000, responseTimeoutMs: 20_000 }

/** Lays a letter that is due, or looks at the one that was laid. What fails is noted, and the others go on. */
export async function attend(running: Running, taken: Taken): Promise<void> {
  const since = performance.now()
  try {
    const endpoint = await endpointOf(running, { ...taken, sourceService: null, sourceUser: '' }, 'target', TIMES)
    const one = await inPlace(running, taken, endpoint)
    if (one === undefined) return
    const session = await endpoint.connect()
    try {
      if (one.laidAt === null) await lay(running, one, endpoint.identity, session, since)
      else await look(running, one, session)
    } finally {
      await session.close()
    }
  } catch (error) {
    running.log.warn({ err: error, mailbox: taken.mailbox }, 'a welcome letter was not laid or not looked at')
    await noteFailed(running.db, taken, error)
  }
}

const inPlace = async ({ db }: Running, one: Taken, { identity }: Endpoint): Promise<Taken | undefined> =>
  one.place === null || one.place === identity ? one : startedAnew(db, one, identity)

/**
 * What is about to leave is committed first, as the engine does with its batches: after a lost answer, or a process that
 * was killed, the letter is looked for before it is laid again.
 */
async function lay(running: Running, one: Taken, place: string, session: Session, since: number): Promise<void> {
  const { db } = running
  const state = await session.open(INBOX, 'read')
  const { uidValidity } = state
  if (one.uidFloor !== null) {
    const { uid, gap } = await findInInbox(session, one, state)
    if (uid !== undefined) return noteLaid(db, one, { uidValidity, uid, gone: false })
    if (gap && (await isElsewhere(session, one.messageId)))
      return noteLaid(db, one, { uidValidity, uid: undefined, gone: true })
  }
  const letter = await letterOf(running, one)
  // Any lower bound will do where a server does not tell its next UID.
  if (!(await intended(db, one, { place, uidValidity, uidFloor: state.uidNext ?? 1 }))) return
  // A process that stood still may have lost the letter to another.
  if (performance.now() - since > (LEASE_MINUTES * 60_000) / 2) return
  const outgoing = { flags: [], arrival: undefined, size: letter.length, body: [letter] }
  const { uids, uidValidity: appended } = await session.append(INBOX, [outgoing])
  const uid = appended === uidValidity ? uids?.[0] : undefined
  await noteLaid(db, { ...one, place }, { uidValidity, uid, gone: false })
}

async function letterOf({ db }: Running, one: Taken): Promise<Buffer> {
  const { organisation, move, mailbox, messageId } = one
  const row = await oneEmployee(db, { organisation, move, mailbox })
  const { sender } = await readSettings(db)
  return composed(row === undefined ? 'en' : languageOf(row), { ...one, sender: sender?.from ?? null }, messageId)
}

async function look({ db }: Running, one: Taken, session: Session): Promise<void> {
  const [standing] = await session.standings([INBOX])
  // RFC 7162: nothing has changed in the folder since the last look, no flag either.
  const { uid: before, uidValidity: validity, modSeq: seenAt } = one
  if (before !== null && validity !== null && standing?.uidValidity === validity && standing.highestModSeq === seenAt)
    return noteLook(db, one, 'unopened', { uidValidity: validity, uid: before, modSeq: seenAt })
  const state = await session.open(INBOX, 'read')
  const { uidValidity, highestModSeq: modSeq = null } = state
  const known = uidValidity === validity ? before : null
  const uid = known ?? (await findInInbox(session, one, state)).uid ?? null
  const flags = uid === null ? undefined : await flagsOf(session, uid)
  const seen = flags === undefined ? 'gone' : flagList(flags).includes('\\Seen') ? 'opened' : 'unopened'
  await noteLook(db, one, seen, { uidValidity, uid, modSeq })
}

/** Flags of a message of the open folder; undefined where it is not there. Reads nothing else of it, and changes nothing. */
async function flagsOf(session: Session, uid: number): Promise<string | undefined> {
  let flags: string | undefined
  for await (const message of session.messages([uid])) if (message.uid === uid) flags = message.flags ?? ''
  return flags
}
