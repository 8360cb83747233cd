import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type BodyOf, files } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { Actor, Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notFound, RequestError } from '../api/problems.ts'
import { eraseFromDisk } from './erase.ts'
import { roomFor, roomIn, shelfOf, uploadOf } from './folder.ts'
import { differs, full, inUse, needed, noOctets, running, tooMany, whole } from './refused.ts'
import {
  filesOfMailbox,
  holdFile,
  holdMailbox,
  type MailboxPath,
  type MailFile,
  type Row,
  shown,
  tellOf,
} from './rows.ts'
import { writePiece } from './write-piece.ts'

type FilePath = MailboxPath & { readonly file: string }
type By = Actor | Employee

/**
 * Announces a file, or finds the one that is not whole yet.
 * @throws RequestError 404; 409 `files-not-asked-for` where an employee's mailbox has another source, `too-many-files`;
 *   507 `disk-full`
 */
export async function begin(
  context: ServerContext,
  path: MailboxPath,
  by: By,
  announced: BodyOf<typeof files.beginMailFile>,
): Promise<MailFile> {
  const { database, dataDir } = context
  await mkdir(shelfOf(dataDir, path), { recursive: true, mode: 0o700 })
  const room = await roomIn(dataDir)
  return database.kysely.transaction().execute(async (trx) => {
    const { sourceFiles } = await holdMailbox(trx, path)
    if (!sourceFiles) await turnToFiles(trx, path, by)
    const there = await filesOfMailbox(trx, path)
    const half = there.find((one) => one.state === 'receiving' && isSame(one, announced))
    if (half !== undefined) return shown(half)
    if (there.length >= files.MOST_FILES) throw tooMany()
    if ((await promised(trx)) + roomFor(announced.size) > room) throw full()
    const row = await trx
      .insertInto('mail_files')
      .values({
        ...{ organisation_id: path.organisation, move_id: path.move, mailbox_id: path.mailbox },
        ...{ ...announced, given_by: by.name },
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await note(trx, row, by, 'mail-file.begun', { name: row.name, size: row.size })
    return shown(row)
  })
}

const isSame = (row: Row, { name, size, fingerprint }: BodyOf<typeof files.beginMailFile>): boolean =>
  row.name === name && row.size === size && row.fingerprint === fingerprint

/** A lead who hands over a file decides by that where the mail comes from; an employee does not. */
async function turnToFiles(trx: LedgerDb, { organisation, mailbox }: MailboxPath, by: By): Promise<void> {
  if (by.kind === 'employee')
    throw conflict(
      'files-not-asked-for',
      'No files are needed of this mailbox.',
      'There is nothing to do here; ask whoever invited you if you are not sure.',
    )
  await trx.updateTable('move_mailboxes').set({ source_files: true }).where('id', '=', mailbox).execute()
  await audit(trx, by, {
    organisation,
    action: 'mailbox.changed',
    subject: { kind: 'mailbox', id: mailbox },
    before: { sourceFiles: false },
    after: { sourceFiles: true },
  })
}

/** What files that are on their way, or wait to be read, will still take of the disk. */
async function promised(trx: LedgerDb): Promise<number> {
  const { rows } = await sql<{ octets: number }>`
    select coalesce(sum(2 * size - received), 0)::float8 as octets from mail_files
    where state in ('receiving', 'received', 'reading')`.execute(trx)
  return rows[0]?.octets ?? 0
}

/** Files that are being written now, by this process. */
const busy = new Set<string>()

/**
 * Takes a piece of a file; what arrives of it is kept also where its line breaks.
 * @throws RequestError 404; 409 `file-whole`, `file-busy`, `offset-differs`; 413 `file-larger`; 415; 507 `disk-full`
 */
export async function send(
  context: ServerContext,
  path: FilePath,
  by: By,
  offset: number,
  octets: unknown,
): Promise<MailFile> {
  const { database, dataDir } = context
  const row = await database.kysely.transaction().execute((trx) => holdFile(trx, path))
  if (!(octets instanceof Readable)) throw noOctets()
  if (row.state !== 'receiving') throw refused(octets, whole())
  if (busy.has(row.id)) throw refused(octets, inUse())
  if (offset !== row.received) throw refused(octets, differs(row.received))
  busy.add(row.id)
  try {
    const most = Math.min(row.size - offset, files.MOST_AT_ONCE)
    const written = await writePiece(uploadOf(shelfOf(dataDir, path), row.id), offset, octets, most)
    const after = await arrived(context, path, by, offset + written.octets)
    if (written.error !== undefined) throw written.error
    return shown(after)
  } finally {
    busy.delete(row.id)
  }
}

/**
 * Takes a file whole, as a form sends it: how large it is, is known at its end.
 * @param most octets that it may have
 * @throws RequestError as `begin`; 400 `form-broken`, `line-broken`; nothing of it is kept then
 */
export async function takeWhole(
  context: ServerContext,
  path: MailboxPath,
  by: By,
  file: { readonly name: string; readonly most: number; readonly body: AsyncIterable<Buffer> },
): Promise<void> {
  const { database, dataDir } = context
  const name = file.name
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 300)
  if (name === '')
    throw new RequestError(400, 'form-broken', 'No file was chosen.', 'Choose a file, and send it again.')
  const size = Math.min(file.most, files.LARGEST_FILE)
  const begun = await begin(context, path, by, { name, size, fingerprint: randomUUID() })
  const written = await writePiece(uploadOf(shelfOf(dataDir, path), begun.id), 0, file.body, size)
  if (written.error !== undefined || written.octets === 0) {
    await remove(context, { ...path, file: begun.id }, by)
    throw written.error ?? new RequestError(400, 'file-empty', 'This file is empty.', 'Export it once more.')
  }
  await database.kysely
    .updateTable('mail_files')
    .set({ size: written.octets })
    .where('id', '=', begun.id)
    .where('state', '=', 'receiving')
    .execute()
  await arrived(context, { ...path, file: begun.id }, by, written.octets)
}

/** Nobody reads what is still on its way. */
function refused(octets: Readable, error: RequestError): RequestError {
  octets.resume()
  return error
}

async function arrived({ database }: ServerContext, path: FilePath, by: By, received: number): Promise<Row> {
  return database.kysely.transaction().execute(async (trx) => {
    const before = await holdFile(trx, path)
    if (before.state !== 'receiving' || received <= before.received) return before
    const isWhole = received === before.size
    const row = await trx
      .updateTable('mail_files')
      .set({ received, ...(isWhole ? { state: 'received' as const, received_at: new Date() } : {}) })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (isWhole) {
      await note(trx, row, by, 'mail-file.received', { name: row.name, size: row.size })
      await sql`select pg_notify('caravan_files', '')`.execute(trx)
    }
    return row
  })
}

/**
 * Removes a file and what was read of it, at once.
 * @throws RequestError 404; 409 `passes-running`; `file-needed` where a later file lacks what this one has
 */
export async function remove({ database, dataDir }: ServerContext, path: FilePath, by: By): Promise<void> {
  const db = database.kysely
  await db.transaction().execute(async (trx) => {
    await holdMailbox(trx, path)
    const file = await holdFile(trx, path)
    const { id, name } = file
    await assertNotNeeded(trx, file)
    const { rows } = await sql`
      select from pass_requests where mailbox_id = ${path.mailbox} and state = 'running'`.execute(trx)
    if (rows.length > 0) throw running()
    const row = await trx
      .updateTable('mail_files')
      .set({ state: 'removed', removed_at: new Date() })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await note(trx, row, by, 'mail-file.removed', { name })
  })
  await eraseFromDisk(db, dataDir)
}

/** Of what several files have, the first alone holds it: without it mail would be gone that nobody has copied yet. */
async function assertNotNeeded(trx: LedgerDb, { mailbox_id, uid_from }: Row): Promise<void> {
  if (uid_from === null) return
  const { rows } = await sql`
    select from mail_files where mailbox_id = ${mailbox_id}
      and (state = 'reading' or state = 'read' and uid_from > ${uid_from} and repeated > 0)`.execute(trx)
  if (rows.length > 0) throw needed()
}

/** One's own path. Throws 404 where the mailbox has gone. */
export const ownPath = ({ organisation, move, id }: Employee): MailboxPath => ({ organisation, move, mailbox: id })

/** The files of a mailbox. Throws 404. */
export async function list({ database }: ServerContext, path: MailboxPath): Promise<{ items: MailFile[] }> {
  const { rows } = await sql`
    select from move_mailboxes where id = ${path.mailbox} and move_id = ${path.move}
      and organisation_id = ${path.organisation}`.execute(database.kysely)
  if (rows.length === 0) throw notFound('mailbox')
  return { items: (await filesOfMailbox(database.kysely, path)).map(shown) }
}

async function note(trx: LedgerDb, row: Row, by: By, action: string, after: object): Promise<void> {
  const subject = { kind: 'mailbox', id: row.mailbox_id }
  await audit(trx, by, { organisation: row.organisation_id, action, subject, after: { file: row.id, ...after } })
  await tellOf(trx, row)
}
