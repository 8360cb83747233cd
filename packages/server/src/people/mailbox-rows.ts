import type { AnswerOf, BodyOf, people, QueryOf } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import type { LedgerDb, MoveMailboxes } from '@caravan/core/store'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Cause } from '../alerts/conditions.ts'
import { type KeptError, wordsOf } from '../alerts/words.ts'
import { isKeepable } from '../api/keepable.ts'
import { notFound } from '../api/problems.ts'
import { STATE_OF_ROW, type Standing, stateInMove } from '../moves/mailbox-state.ts'
import type { MovePath } from '../moves/one-move.ts'

export type Mailbox = AnswerOf<typeof people.changeMailbox>
type StandingMailbox = AnswerOf<typeof people.readMailbox>
export type MailboxFilter = QueryOf<typeof people.countMailboxes>

type Row = Selectable<MoveMailboxes> & {
  readonly key: string
  readonly state: Standing
  readonly alert_cause: Cause | null
  readonly alert_error: KeptError | null
  readonly alert_since: Date | null
  readonly hasSourceCredential: boolean
  readonly hasTargetCredential: boolean
}

/** The rows of `m` that a filter shows. */
export function filtered({ organisation, move }: MovePath, filter: MailboxFilter): RawBuilder<boolean> {
  const { wave, decision, kind, state, service, text, search = '' } = filter
  const conditions = [sql`m.organisation_id = ${organisation}`, sql`m.move_id = ${move}`]
  if (wave !== undefined) conditions.push(wave === 'none' ? sql`m.wave_id is null` : sql`m.wave_id = ${wave}`)
  if (decision !== undefined) conditions.push(sql`m.decision = ${decision}`)
  if (kind !== undefined) conditions.push(sql`m.kind = ${kind}`)
  if (service !== undefined) conditions.push(sql`(m.source_service = ${service} or m.target_service = ${service})`)
  if (text !== undefined && text !== '') conditions.push(sql`lower(m.source_address) like ${`${literal(text)}%`}`)
  for (const word of search.split(/\s+/).slice(0, MOST_WORDS))
    if (word !== '') conditions.push(sql`m.search like ${`%${literal(word)}%`}`)
  if (state !== undefined) conditions.push(sql`${stateInMove(move)} = ${state}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Words of a search; more say nothing new. */
const MOST_WORDS = 8

/** As LIKE takes it: what it would read as a pattern stands for itself. */
const literal = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')

/** What each order goes by; each has an index. What is not known yet comes first, going up. */
const ORDERS = {
  address: sql`lower(m.source_address)`,
  name: sql`lower(m.display_name)`,
  messages: sql`coalesce(m.messages, -1)`,
  bytes: sql`coalesce(m.bytes, -1)`,
  'last-pass': sql`coalesce(m.last_pass_at, '-infinity')`,
} as const

/** Which rows of a list are wanted, and in which order. */
interface Page {
  readonly limit: number
  readonly after?: readonly [string, string] | undefined
  readonly offset?: number | undefined
  readonly sort?: keyof typeof ORDERS
  readonly down?: boolean
}

/** Mailboxes in the order of their old addresses unless another is said, from after a key of `pageKey` or a place. */
export async function mailboxRows(db: LedgerDb, where: RawBuilder<boolean>, page: Page): Promise<Row[]> {
  const after = page.after && sql`and (lower(m.source_address), m.id) > (${page.after[0]}, ${page.after[1]}::uuid)`
  const by = ORDERS[page.sort ?? 'address']
  const order = page.down === true ? sql`${by} desc, m.id desc` : sql`${by}, m.id`
  // All but the ids is asked for the rows of the page alone.
  const { rows } = await sql<Row>`
    select m.*, lower(m.source_address) as key, ${STATE_OF_ROW} as state,
      exists (select from credentials c where c.organisation_id = m.organisation_id
        and c.purpose = 'source-sign-in' and c.subject = m.id) as "hasSourceCredential",
      exists (select from credentials c where c.organisation_id = m.organisation_id
        and c.purpose = 'target-sign-in' and c.subject = m.id) as "hasTargetCredential",
      a.cause as alert_cause, a.error as alert_error, a.since as alert_since
    from (select m.id from move_mailboxes m where ${where} ${after ?? sql``}
        order by ${order} limit ${page.limit} offset ${page.offset ?? 0}) as p
      join move_mailboxes m on m.id = p.id
      left join alerts a on a.mailbox_id = m.id and a.raised_at is not null and a.cleared_at is null
    order by ${order}`.execute(db)
  return rows
}

/** The rows of `m` that are named, or that a filter shows. */
export const taken = (path: MovePath, which: BodyOf<typeof people.changeMailboxes>['which']): RawBuilder<boolean> =>
  'ids' in which
    ? sql<boolean>`${filtered(path, {})} and m.id = any(${[...new Set(which.ids)]}::uuid[])`
    : filtered(path, which.filter)

/** One mailbox. Throws 404. */
export async function oneMailbox(db: LedgerDb, path: MovePath & { readonly mailbox: string }): Promise<Row> {
  const where = sql<boolean>`${filtered(path, {})} and m.id = ${path.mailbox}`
  const [row] = await mailboxRows(db, where, { limit: 1 })
  if (row === undefined) throw notFound('mailbox')
  return row
}

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Where a page ended, as its reader sends it back. */
export const pageKey = ({ key, id }: Pick<Row, 'key' | 'id'>): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** What `pageKey` gave. Throws `page-unknown` for anything else. */
export function readPageKey(text: string | undefined): readonly [string, string] | undefined {
  if (text === undefined) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && typeof id === 'string' && isKeepable(key) && ID.test(id)) return [key, id]
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
  sourceFiles: row.source_files,
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

/** A mailbox with how it stands. */
export const standing = (row: Row): StandingMailbox => ({
  ...shown(row),
  state: row.state,
  messages: row.messages,
  done: row.done,
  bytes: row.bytes,
  exceptions: row.whole_exceptions ?? 0,
  exceptionsOpen: row.exceptions_open ?? 0,
  trouble: troubleOf(row),
})

const GOOD_ENDS: readonly (string | null)[] = [null, 'green', 'exceptions']

function troubleOf(row: Row): StandingMailbox['trouble'] {
  const { alert_cause: cause, alert_error: error, last_status: status } = row
  if (cause !== null) {
    const since = row.alert_since?.toISOString() ?? null
    return { ...wordsOf(cause, error), cause, code: error?.code ?? null, since }
  }
  if (GOOD_ENDS.includes(status)) return null
  const last = row.last_error as KeptError | null
  const words = wordsOf(status === 'mismatch' ? 'differs' : 'pass-fails', last)
  return { ...words, cause: null, code: last?.code ?? null, since: row.last_pass_at?.toISOString() ?? null }
}
