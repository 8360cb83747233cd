import type { VerifyLevel } from '../../model/index.ts'
import type { Session } from '../../services/port.ts'
import {
  copyHomes,
  insertChecks,
  type UncheckedCopy,
  uncheckedPage,
  uncheckedTotals,
  type WantedLevel,
} from '../../store/index.ts'
import { doubt, type FolderPair, type PassContext } from '../context.ts'
import { assertSameFolder } from '../places.ts'
import { verifyContent } from './content.ts'
import { verifyHeaders } from './headers.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from './levels.ts'

/** Messages read again in one go. */
const READ_AT_ONCE = 200

/** `sample` reads the content of every message whose UID leaves no remainder; the others' headers. */
const SAMPLE_EVERY = 20

/** The target folder (ledger id) that each session has opened since the last message was sent. */
export type Opened = WeakMap<Session, number>

/**
 * Reads the target's messages of one folder again and compares them with what the source gave when they were copied.
 * Nothing the copy step returned is trusted but the digest of what it read from the source.
 * @param opened for all folders that are verified without anything being sent in between
 */
export async function verifyFolder(context: PassContext, pair: FolderPair, opened: Opened): Promise<void> {
  const pages: Promise<void>[] = []
  try {
    for await (const { home, page } of uncheckedPages(context, pair)) {
      context.signal?.throwIfAborted()
      // Each page goes to the next free session; how many run at once is the pool's to say.
      const session = await context.targets.take()
      const work = verifyPage(context, home, page, session, opened).then(
        () => context.targets.give(session, true),
        async (error: unknown) => {
          await context.targets.give(session, false)
          throw error
        },
      )
      // A failure is seen below; until then it must not count as unhandled.
      work.catch(() => undefined)
      pages.push(work)
    }
  } finally {
    await Promise.allSettled(pages)
  }
  await Promise.all(pages)
}

/** The least a check must have read to count for a level. */
function ledgerLevelOf(level: VerifyLevel): WantedLevel {
  const { listed, headers, content } = CHECK_LEVEL
  if (level === 'sample') return { every: SAMPLE_EVERY, sampled: content, others: headers }
  return level === 'none' ? listed : level === 'content' ? content : headers
}

/** How much of each of some folders (source, ledger id) is still to be read again; those that are done are left out. */
export const leftToVerify = (
  context: PassContext,
  pairs: readonly FolderPair[],
): Promise<Map<number, { messages: number; bytes: number }>> =>
  uncheckedTotals(
    context.db,
    pairs.map((pair) => pair.source.id),
    ledgerLevelOf(context.verify),
  )

/** The pair for each target folder in which its copies stand: one, unless a rule has changed between passes. */
async function homesOf(context: PassContext, pair: FolderPair): Promise<FolderPair[]> {
  return (await copyHomes(context.db, pair.source.id)).map((target) => ({ ...pair, target }))
}

async function* uncheckedPages(
  context: PassContext,
  pair: FolderPair,
): AsyncIterable<{ home: FolderPair; page: UncheckedCopy[] }> {
  const level = ledgerLevelOf(context.verify)
  for (const home of await homesOf(context, pair)) {
    for (let after = 0; ; ) {
      const page = await uncheckedPage(context.db, pair.source.id, home.target.id, level, after, READ_AT_ONCE)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.uid
      yield { home, page }
    }
  }
}

async function verifyPage(
  context: PassContext,
  pair: FolderPair,
  page: readonly UncheckedCopy[],
  target: Session,
  opened: Opened,
): Promise<void> {
  if (opened.get(target) !== pair.target.id) {
    opened.delete(target)
    const state = await target.open(pair.target.name, 'read')
    assertSameFolder(pair.title, pair.target, state)
    opened.set(target, pair.target.id)
  }
  if (context.verify === 'none') return markSeen(context, pair, page, target)
  const inFull = (copy: UncheckedCopy) => context.verify === 'content' || copy.uid % SAMPLE_EVERY === 0
  const [byContent, byHeader] = [page.filter(inFull), page.filter((copy) => !inFull(copy))]
  if (byContent.length > 0) await verifyContent(context, pair, byContent, target)
  if (byHeader.length > 0) await verifyHeaders(context, pair, byHeader, target)
}

/** Notes which copies the target lists: what was seen once and is gone later was removed, and not lost on its way. */
async function markSeen(
  context: PassContext,
  pair: FolderPair,
  page: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const there = await target.existing(page.map((copy) => copy.targetUid))
  for (const copy of page) if (!there.has(copy.targetUid) && !copy.seen) doubt(pair, copy.uid)
  await insertChecks(
    context.db,
    pair.source.id,
    page
      .filter((copy) => there.has(copy.targetUid))
      .map(({ uid }) => ({
        uid,
        passId: context.pass,
        level: CHECK_LEVEL.listed,
        rung: RUNG_NUMBER.exact,
        changes: 0,
      })),
  )
}
