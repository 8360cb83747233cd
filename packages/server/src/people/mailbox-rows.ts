import { type AnswerOf, type people, type QueryOf } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import type { LedgerDb, MoveMailboxes } from '@caravan/core/store'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { notFound } from '../api/problems.ts'
import type { MovePath } from '../moves/one-move.ts'

export type Mailbox = AnswerOf<typeof people.readMailbox>
export type MailboxFilter = Pick<QueryOf<typeof people.listMailboxes>, 'wave' | 'decision' | 'kind' | 'text'>

type Row = Selectable<MoveMailboxes> & {
  readonly key: string
  readonly hasSourceCredential: boolean
  readonly hasTargetCredential: boolean
}

/** The rows of `m` that a filter shows. */
export function filtered({ organisation, move }: MovePath, filter: MailboxFilter): RawBuilder<boolean> {
  const { wave, decision, kind, text } = filter
  const conditions = [sql`m.organisation_id = ${organisation}`, sql`m.move_id = ${move}`]
  if (wave !== undefined) conditions.push(wave === 'none' ? sql`m.wave_id is null` : sql`m.wave_id = ${wave}`)
  if (decision !== undefined) conditions.push(sql`m.decision = ${decision}`)
  if (kind !== undefined) conditions.push(sql`m.kind = ${kind}`)
  if (text !== undefined && text !== '') conditions.push(sql`lower(m.source_address) like ${beginning(text)}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** As LIKE takes it: what it would read as a pattern stands for itself. */
const beginning = (text: string): string => `${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`

/** Mailboxes in the order of their old addresses, from after a key of `pageKey`. */
export async function mailboxRows(
  db: LedgerDb,
  where: RawBuilder<boolean>,
  page: { readonly limit: number; readonly after: readonly [string, string] | undefined },
): Promise<Row[]> {
  const after = page.after && sql`and (lower(m.source_address), m.id) > (${page.after[0]}, ${page.after[1]}::uuid)`
  // Whether a credential is there is asked for the rows of the page alone.
  const { rows } = await sql<Row>`
    select p.*,
      exists (select from credentials c where c.organisation_id = p.organisation_id
        and c.purpose = 'source-sign-in' and c.subject = p.id) as "hasSourceCredential",
      exists (select from credentials c where c.organisation_id = p.organisation_id
        and c.purpose = 'target-sign-in' and c.subject = p.id) as "hasTargetCredential"
    from (select m.*, lower(m.source_address) as key from move_mailboxes m where ${where} ${after ?? sql``}
      order by lower(m.source_address), m.id limit ${page.limit}) as p
    order by p.key, p.id`.execute(db)
  return rows
}

/** One mailbox. Throws 404. */
export async function oneMailbox(db: LedgerDb, path: MovePath & { readonly mailbox: string }): Promise<Row> {
  const where = sql<boolean>`${filtered(path, {})} and m.id = ${path.mailbox}`
  const [row] = await mailboxRows(db, where, { limit: 1, after: undefined })
  if (row === undefined) throw notFound('mailbox')
  return row
}

/** Where a page ended, as its reader sends it back. */
export const pageKey = ({ key, id }: Pick<Row, 'key' | 'id'>): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** What `pageKey` gave. Throws `page-unknown` for anything else. */
export function readPageKey(text: string | undefined): readonly [string, string] | undefined {
  if (text === undefined) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && typeof id === 'string' && /^[\da-f-]{36}$/.test(id)) return [key, id]
  } catch {
    // Told below.
  }
  throw new CaravanError('page-unknown', 'No page was given this name.', 'Begin with the first page.')
}

export const shown = (row: Row): Mailbox => ({
  id: row.id,
  sourceAddress: row.source_address,
  targetAddress: row.target_address,
  wave: row.wave_id,
  project: row.project_id,
  sourceService: row.source_service,
  targetService: row.target_service,
  sourceUser: row.source_user,
  targetUser: row.target_user,
  displayName: row.display_name,
  firstName: row.first_name,
  middleName: row.middle_name,
  lastName: row.last_name,
  nickname: row.nickname,
  department: row.department,
  contact: row.contact,
  aliases: row.aliases,
  kind: row.kind,
  roleKey: row.role_key,
  ownerName: row.owner_name,
  ownerEmail: row.owner_email,
  decision: row.decision,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  notes: row.notes,
  priority: row.priority,
  pausedAt: row.paused_at?.toISOString() ?? null,
  hasSourceCredential: row.hasSourceCredential,
  hasTargetCredential: row.hasTargetCredential,
  lastPass:
    row.last_kind === null
      ? null
      : { kind: row.last_kind, status: row.last_status, at: row.last_pass_at?.toISOString() ?? null },
  problems:
    row.kind === 'role' && row.decision !== 'leave-behind' && row.owner_name === null && row.owner_email === null
      ? ['role-without-owner']
      : [],
})
