import { createHash, hash } from 'node:crypto'
import type { VerifyLevel } from '../../model/index.ts'
import type { Arrival, Session } from '../../services/port.ts'
import {
  insertChecks,
  type NewCheck,
  recordException,
  type UncheckedCopy,
  uncheckedPage,
  uncheckedTotal,
} from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { EQUIVALENCE_LIMIT, equivalent } from './equivalent.ts'
import { type Likeness, likeness } from './ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from './levels.ts'
import { headerKey, type Print, Printer } from './print.ts'

/** Messages read again in one go. */
const READ_AT_ONCE = 200

/** `sample` reads the content of every message whose UID leaves no remainder; the others' headers. */
const SAMPLE_EVERY = 20

/**
 * Reads the target's messages of one folder again and compares them with what the source gave when they were copied.
 * Nothing the copy step returned is trusted but the digest of what it read from the source.
 */
export async function verifyFolder(context: PassContext, pair: FolderPair): Promise<void> {
  const level = context.verify
  const ledgerLevel = ledgerLevelOf(level)
  const pages: Promise<void>[] = []
  try {
    for (let after = 0; ; ) {
      const page = await uncheckedPage(context.db, pair.source.id, pair.target.id, ledgerLevel, after, READ_AT_ONCE)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.uid
      context.signal?.throwIfAborted()
      // Each page goes to the next free session; how many run at once is the pool's to say.
      const session = await context.targets.take()
      const work = verifyPage(context, pair, level, page, session).then(
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
const ledgerLevelOf = (level: VerifyLevel): number => (level === 'content' ? CHECK_LEVEL.content : CHECK_LEVEL.headers)

/** How much of some folders is still to be read again. */
export async function leftToVerify(
  context: PassContext,
  pairs: readonly FolderPair[],
): Promise<{ messages: number; bytes: number }> {
  const left = { messages: 0, bytes: 0 }
  for (const pair of pairs) {
    const folder = await uncheckedTotal(context.db, pair.source.id, pair.target.id, ledgerLevelOf(context.verify))
    left.messages += folder.messages
    left.bytes += folder.bytes
  }
  return left
}

async function verifyPage(
  context: PassContext,
  pair: FolderPair,
  level: VerifyLevel,
  page: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  await target.open(pair.target.name, 'read')
  const byContent = page.filter((copy) => level === 'content' || (level === 'sample' && copy.uid % SAMPLE_EVERY === 0))
  const byHeader = page.filter((copy) => !byContent.includes(copy))
  const unlike = await compareContent(context, pair, byContent, target)
  if (unlike.length > 0) await compareClosely(context, pair, unlike, target)
  if (byHeader.length > 0) await compareHeaders(context, pair, byHeader, target)
}

/** Digest against digest. What is not the same to the byte comes back. */
async function compareContent(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<UncheckedCopy[]> {
  const byTarget = new Map(copies.map((copy) => [copy.targetUid, copy]))
  const unlike: UncheckedCopy[] = []
  const checks: NewCheck[] = []
  let bytes = 0
  for await (const message of target.messages([...byTarget.keys()])) {
    const copy = byTarget.get(message.uid)
    byTarget.delete(message.uid)
    const digest = await digestOf(message.body)
    if (copy === undefined) continue
    bytes += message.size
    await noteAttributes(context, pair, copy, message.flags, message.arrival)
    if (digest.equals(copy.digest)) checks.push(check(context, copy, 'content', { rung: 'exact', bits: 0 }))
    else unlike.push(copy)
  }
  for (const copy of byTarget.values()) {
    checks.push(check(context, copy, 'content', { rung: 'mismatched', bits: 0 }))
    await list(context, pair, copy, 'missing-at-target', 'It was copied, but the target does not hand it out.')
  }
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes })
  return unlike
}

/** Reads both sides of messages that are not the same to the byte, and finds the rung they stand on. */
async function compareClosely(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const prints = new Map<number, Print>()
  for await (const message of target.messages(copies.map((copy) => copy.targetUid)))
    prints.set(message.uid, await printOfBody(message.body))
  const checks: NewCheck[] = []
  await context.sources.use(async (source) => {
    await source.open(pair.source.name, 'read')
    const left = new Map(copies.map((copy) => [copy.uid, copy]))
    const apart: UncheckedCopy[] = []
    for await (const message of source.messages([...left.keys()])) {
      const print = await printOfBody(message.body)
      const copy = left.get(message.uid)
      const theirs = copy === undefined ? undefined : prints.get(copy.targetUid)
      if (copy === undefined || theirs === undefined) continue
      left.delete(message.uid)
      const like = likeness(print, theirs)
      if (like.rung === 'mismatched') apart.push(copy)
      else checks.push(check(context, copy, 'content', like))
    }
    // Gone from the source or from the target since: without both sides nothing is proved.
    apart.push(...left.values())
    for (const copy of apart) {
      const same = await decodedAlike(source, target, copy)
      checks.push(check(context, copy, 'content', { rung: same ? 'equivalent' : 'mismatched', bits: 0 }))
    }
  })
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes: 0 })
}

/** Compares two messages part by part; messages too large to hold are not taken apart. */
async function decodedAlike(source: Session, target: Session, copy: UncheckedCopy): Promise<boolean> {
  const ours = await wholeMessage(source, copy.uid)
  const theirs = await wholeMessage(target, copy.targetUid)
  return ours !== undefined && theirs !== undefined && equivalent(ours, theirs)
}

async function wholeMessage(session: Session, uid: number): Promise<Buffer | undefined> {
  let whole: Buffer | undefined
  for await (const message of session.messages([uid])) {
    const parts: Buffer[] = []
    for await (const chunk of message.body) if (message.size <= EQUIVALENCE_LIMIT) parts.push(chunk)
    if (message.size <= EQUIVALENCE_LIMIT) whole = Buffer.concat(parts)
  }
  return whole
}

/** The quick level: the same Message-ID, Date, From and Subject on both sides. */
async function compareHeaders(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const theirs = new Map<number, Buffer>()
  for await (const { uid, header } of target.headers(copies.map((copy) => copy.targetUid)))
    theirs.set(uid, headerKey(header))
  const ours = new Map<number, Buffer>()
  await context.sources.use(async (source) => {
    await source.open(pair.source.name, 'read')
    for await (const { uid, header } of source.headers(copies.map((copy) => copy.uid))) ours.set(uid, headerKey(header))
  })
  const checks = copies.map((copy) => {
    const [a, b] = [ours.get(copy.uid), theirs.get(copy.targetUid)]
    return check(context, copy, 'headers', {
      rung: a !== undefined && b !== undefined && a.equals(b) ? 'exact' : 'mismatched',
      bits: 0,
    })
  })
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes: 0 })
}

/** What a target did to the flags or the arrival date of a message that this pass sent. */
async function noteAttributes(
  context: PassContext,
  pair: FolderPair,
  copy: UncheckedCopy,
  flags: string | undefined,
  arrival: Arrival | undefined,
): Promise<void> {
  if (copy.passId !== context.pass || copy.recognised) return
  if (flags !== undefined && flags.toLowerCase() !== copy.flags.toLowerCase()) {
    await list(
      context,
      pair,
      copy,
      'flags-not-kept',
      `The target shows the flags "${flags}" where "${copy.flags}" was set.`,
    )
  }
  if (arrival !== undefined && copy.internalDate !== null && arrival.seconds !== copy.internalDate) {
    await list(context, pair, copy, 'date-not-kept', `The target shows the arrival date ${arrival.written}.`)
  }
}

async function list(
  context: PassContext,
  pair: FolderPair,
  copy: UncheckedCopy,
  code: string,
  remedy: string,
): Promise<void> {
  await recordException(context.db, context.pass, {
    folder: pair.source.id,
    uid: copy.uid,
    messageId: null,
    subject: null,
    date: null,
    size: copy.size,
    code,
    serverReply: null,
    remedy,
    rawFile: null,
  })
}

const check = (
  context: PassContext,
  copy: UncheckedCopy,
  level: keyof typeof CHECK_LEVEL,
  like: Pick<Likeness, 'rung' | 'bits'>,
): NewCheck => ({
  uid: copy.uid,
  passId: context.pass,
  level: CHECK_LEVEL[level],
  rung: RUNG_NUMBER[like.rung],
  changes: like.bits,
})

async function digestOf(body: readonly Buffer[] | AsyncIterable<Buffer>): Promise<Buffer> {
  if (isWhole(body) && body.length === 1 && body[0] !== undefined) return hash('sha256', body[0], 'buffer')
  const digest = createHash('sha256')
  for await (const chunk of body) digest.update(chunk)
  return digest.digest()
}

async function printOfBody(body: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<Print> {
  const printer = new Printer()
  for await (const chunk of body) printer.update(chunk)
  return printer.finish()
}

const isWhole = (body: readonly Buffer[] | AsyncIterable<Buffer>): body is readonly Buffer[] => Array.isArray(body)
