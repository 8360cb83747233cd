import { access, rm } from 'node:fs/promises'
import { passes } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { FILE_LIMITS, readMailFile, removeShelf, type ShelfHead } from '@caravan/core/services'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import { askForPasses } from '../jobs/ask.ts'
import { roomIn, shelfOf, uploadOf } from './folder.ts'
import { type Row, tellOf } from './rows.ts'

/** Who reads a file and says nothing for so long is gone. */
const GONE_SECONDS = 60
const ALIVE_MS = 5_000
/** What waits for a program or for room is tried again then. */
const LATER_MINUTES = 10
/** Not the file's fault. */
const LATER: readonly string[] = ['pst-tool-missing', 'disk-full', 'files-not-here']

type Context = Pick<ServerContext, 'database' | 'dataDir' | 'log'>

/**
 * Reads the files that have arrived, one after the other; another server may read others meanwhile. What cannot be read
 * says why, in its row.
 */
export async function readArrived(context: Context, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (signal.aborted) return
    const row = await take(context.database.kysely)
    if (row === undefined) return
    await readOne(context, row, signal)
  }
}

/** The file that waits longest; those of one mailbox go one after the other, since their messages are numbered through. */
async function take(db: LedgerDb): Promise<Row | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('caravan files', 0))`.execute(trx)
    const gone = sql`clock_timestamp() - ${GONE_SECONDS}::int * interval '1 second'`
    const { rows } = await sql<Row>`
      update mail_files set state = 'reading', seen_at = clock_timestamp(), messages = 0, error = null
      where id = (
        select f.id from mail_files f
        where (f.state = 'received' and coalesce(f.not_before, '-infinity') <= now()
            or f.state = 'reading' and f.seen_at < ${gone})
          and not exists (select from mail_files o where o.mailbox_id = f.mailbox_id and o.id <> f.id
            and o.state = 'reading' and o.seen_at >= ${gone})
        order by f.received_at limit 1)
      returning *`.execute(trx)
    const [row] = rows
    if (row !== undefined) await tellOf(trx, row)
    return row
  })
}

async function readOne(context: Context, row: Row, stopping: AbortSignal): Promise<void> {
  const { database, dataDir, log } = context
  const db = database.kysely
  const shelf = shelfOf(dataDir, { organisation: row.organisation_id, mailbox: row.mailbox_id })
  const upload = uploadOf(shelf, row.id)
  const reading = new AbortController()
  const life = aliveness(db, row, () => reading.abort(stopped()))
  try {
    await access(upload)
    const head = await readMailFile({
      ...{ path: upload, name: row.name, shelf, as: row.id },
      ...(await beforeIt(db, row)),
      limits: { unpackedOctets: Math.min(FILE_LIMITS.unpackedOctets, await roomIn(dataDir)) },
      signal: AbortSignal.any([stopping, reading.signal]),
      onProgress: life.tell,
    })
    // What was read is all there is to it: twice the disk for nothing.
    if (await noteRead(db, row, head)) await rm(upload, { force: true })
    else await removeShelf(shelf, row.id)
  } catch (error) {
    if (stopping.aborted) await giveBack(db, row)
    if (stopping.aborted || reading.signal.aborted) return
    if (!(error instanceof CaravanError)) log.warn({ err: error, file: row.id }, 'a file of mail was not read')
    await noteRefused(db, row, explained(error))
  } finally {
    life.stop()
  }
}

/** Says that it is still read, and how far; hears where it was removed meanwhile. */
function aliveness(db: LedgerDb, { id }: Row, removed: () => void) {
  let messages = 0
  const timer = setInterval(() => {
    sql`update mail_files set seen_at = clock_timestamp(), messages = ${messages} where id = ${id} and state = 'reading'
      returning id`
      .execute(db)
      .then(
        ({ rows }) => rows.length === 0 && removed(),
        () => undefined,
      )
  }, ALIVE_MS)
  return {
    tell: (now: number) => {
      messages = now
    },
    stop: () => clearInterval(timer),
  }
}

/** Where the numbers of this file begin, and what was read before it. */
async function beforeIt(db: LedgerDb, { mailbox_id }: Row): Promise<{ uidFrom: number; earlier: string[] }> {
  const { rows } = await sql<{ uidFrom: number; earlier: string[] | null }>`
    select coalesce(max(uid_from + messages), 1)::float8 as "uidFrom",
      array_agg(id::text order by uid_from) filter (where state = 'read') as earlier
    from mail_files where mailbox_id = ${mailbox_id} and uid_from is not null and state in ('read', 'removed')`.execute(
    db,
  )
  return { uidFrom: rows[0]?.uidFrom ?? 1, earlier: rows[0]?.earlier ?? [] }
}

/** False where it was removed while it was read. */
async function noteRead(db: LedgerDb, { id }: Row, head: ShelfHead): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Row>`
      update mail_files set state = 'read', read_at = clock_timestamp(), uid_from = ${head.uidFrom},
        messages = ${head.messages}, repeated = ${head.repeated}, damaged = ${head.problems.length}
      where id = ${id} and state = 'reading' returning *`.execute(trx)
    const [row] = rows
    if (row === undefined) return false
    await tellOf(trx, row)
    await askForPass(trx, row)
    return true
  })
}

/** Where copies run already, what has come is copied now. */
async function askForPass(trx: LedgerDb, row: Row): Promise<void> {
  const { rows } = await sql<{ copied: boolean }>`
    select b.copied_once as copied from move_mailboxes b join moves v on v.id = b.move_id join waves w on w.id = b.wave_id
    where b.id = ${row.mailbox_id} and w.started_at is not null and stages_let_run(v.state, 'delta')`.execute(trx)
  const [mailbox] = rows
  if (mailbox === undefined) return
  const kind = mailbox.copied ? 'delta' : 'first'
  const asking = {
    organisation: row.organisation_id,
    kind,
    options: passes.passOptions.parse({}),
    by: 'Caravan',
  } as const
  await askForPasses(trx, sql`b.id = ${row.mailbox_id}`, asking)
}

interface Refusal {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** What waits for something else than its owner is tried again; all else is their turn. */
async function noteRefused(db: LedgerDb, { id }: Row, error: Refusal): Promise<void> {
  const later = LATER.includes(error.code)
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<Row>`
      update mail_files set state = ${later ? 'received' : 'refused'}, error = ${JSON.stringify(error)}::jsonb, messages = 0,
        not_before = clock_timestamp() + ${LATER_MINUTES}::int * interval '1 minute'
      where id = ${id} and state = 'reading' returning *`.execute(trx)
    const [row] = rows
    if (row !== undefined) await tellOf(trx, row)
  })
}

async function giveBack(db: LedgerDb, { id }: Row): Promise<void> {
  await sql`update mail_files set state = 'received', messages = 0 where id = ${id} and state = 'reading'`.execute(db)
}

function explained(error: unknown): Refusal {
  if (error instanceof CaravanError) return { code: error.code, message: error.message, remedy: error.remedy }
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return {
      code: 'disk-full',
      message: 'The server’s disk is full.',
      remedy: 'Ask the host administrator for more room; the file is read by itself then.',
    }
  if (code === 'ENOENT')
    return {
      code: 'files-not-here',
      message: 'What was sent is not on this machine.',
      remedy: 'Give all servers the same data folder, or hand the file over again.',
    }
  return {
    code: 'internal',
    message: 'Something went wrong that nobody foresaw.',
    remedy: 'Hand the file over again; if it stays so, tell the host administrator, whose log has the details.',
  }
}

const stopped = () => new CaravanError('stopped', 'The file was removed.', 'Nothing has to be done.')
