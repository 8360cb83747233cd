import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A message that was not copied as it was, as the report lists it. */
export interface ExceptionRow {
  readonly folder: number
  readonly uid: number
  readonly messageId: string | null
  readonly subject: string | null
  readonly date: string | null
  readonly size: number
  readonly code: string
  readonly serverReply: string | null
  readonly remedy: string
  readonly rawFile: string | null
}

export async function recordException(db: LedgerDb, pass: number, e: ExceptionRow): Promise<void> {
  // PostgreSQL text holds no NUL, and a header may.
  const clean = (text: string | null) => text?.replaceAll('\0', '').toWellFormed() ?? null
  await sql`
    insert into exceptions (pass_id, folder_id, uid, message_id, subject, sent, size, code, server_reply, remedy, raw_file)
    values (${pass}, ${e.folder}, ${e.uid}, ${clean(e.messageId)}, ${clean(e.subject)}, ${clean(e.date)}, ${e.size}, ${e.code},
      ${clean(e.serverReply)}, ${e.remedy}, ${e.rawFile})
    on conflict (pass_id, folder_id, uid, code) do nothing`.execute(db)
}

/** The exceptions of one pass, by folder and UID. */
export async function exceptionsOf(db: LedgerDb, pass: number): Promise<(ExceptionRow & { folderName: string })[]> {
  const { rows } = await sql<ExceptionRow & { folderName: string }>`
    select e.folder_id as folder, f.name as "folderName", e.uid, e.message_id as "messageId", e.subject, e.sent as date, e.size,
      e.code, e.server_reply as "serverReply", e.remedy, e.raw_file as "rawFile"
    from exceptions e join source_folders f on f.id = e.folder_id
    where e.pass_id = ${pass} order by f.name, e.uid, e.id`.execute(db)
  return rows
}
