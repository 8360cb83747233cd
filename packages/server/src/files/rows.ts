import type { AnswerOf, files } from '@caravan/contract'
import type { LedgerDb, MailFiles } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { notFound } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import type { OfMailbox } from './folder.ts'

export type MailFile = AnswerOf<typeof files.beginMailFile>
export type Row = Selectable<MailFiles>

/** Which mailbox is meant; that the path is somebody's own was asked before. */
export interface MailboxPath extends OfMailbox {
  readonly move: string
}

export const shown = (row: Row): MailFile => ({
  ...{ id: row.id, name: row.name, size: row.size, received: row.received, state: row.state, givenBy: row.given_by },
  begunAt: row.begun_at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
  ...{ messages: row.messages, repeated: row.repeated, damaged: row.damaged },
  error: row.error as MailFile['error'],
})

/** The files of a mailbox that are still there, or were refused, the oldest first. */
export const filesOfMailbox = (db: LedgerDb, { organisation, move, mailbox }: MailboxPath): Promise<Row[]> =>
  db
    .selectFrom('mail_files')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('move_id', '=', move)
    .where('mailbox_id', '=', mailbox)
    .where('state', '<>', 'removed')
    .orderBy('begun_at')
    .orderBy('id')
    .execute()

/** One file, held until the transaction ends. Throws 404. */
export async function holdFile(trx: LedgerDb, path: MailboxPath & { readonly file: string }): Promise<Row> {
  const { organisation, move, mailbox, file } = path
  const row = await trx
    .selectFrom('mail_files')
    .selectAll()
    .where('id', '=', file)
    .where('organisation_id', '=', organisation)
    .where('move_id', '=', move)
    .where('mailbox_id', '=', mailbox)
    .where('state', '<>', 'removed')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('file')
  return row
}

/** The mailbox, held. Throws 404. */
export async function holdMailbox(
  trx: LedgerDb,
  { organisation, move, mailbox }: MailboxPath,
): Promise<{ readonly sourceFiles: boolean }> {
  const { rows } = await sql<{ sourceFiles: boolean }>`
    select source_files as "sourceFiles" from move_mailboxes
    where id = ${mailbox} and move_id = ${move} and organisation_id = ${organisation} for update`.execute(trx)
  if (rows[0] === undefined) throw notFound('mailbox')
  return rows[0]
}

/** Says live what has become of a file; what it goes through on its way is nobody's news. */
export async function tellOf(trx: LedgerDb, row: Row): Promise<void> {
  if (row.state === 'receiving' || row.state === 'reading') return
  await recordEvent(trx, row.organisation_id, `mailbox.file-${row.state}`, {
    ...{ move: row.move_id, mailbox: row.mailbox_id, file: row.id, state: row.state },
    ...{ messages: row.messages, damaged: row.damaged, error: row.error },
  })
}
