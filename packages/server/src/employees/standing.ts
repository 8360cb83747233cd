import type { AnswerOf, employees } from '@caravan/contract'
import { employeeSignIn } from '@caravan/core/services'
import type { EmployeeAnswers, EmployeeInvitations, LedgerDb, WelcomeLetters } from '@caravan/core/store'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { MovePath } from '../moves/one-move.ts'
import { opensAll } from '../oauth/registration.ts'
import { filtered, type MailboxFilter } from '../people/mailbox-rows.ts'
import { explained, type Refused } from './explained.ts'

export type EmployeeState = AnswerOf<typeof employees.listEmployees>['items'][number]['state']
export type WelcomeState = NonNullable<AnswerOf<typeof employees.listEmployees>['items'][number]['welcome']>['state']
export type Language = AnswerOf<typeof employees.listEmployees>['items'][number]['language']
export type Steps = AnswerOf<typeof employees.listEmployees>['items'][number]['steps']

/** An employee with everything that is known of them. */
export interface EmployeeRow {
  readonly id: string
  readonly key: string
  readonly source_address: string
  readonly display_name: string
  readonly wave_id: string | null
  readonly kind: 'person' | 'role'
  readonly contact: string | null
  readonly owner_email: string | null
  readonly state: EmployeeState
  /** Of the old service. */
  readonly host: string | null
  readonly givenAt: Date | null
  /** The credential that is there has opened the old mailbox. */
  readonly checked: boolean
  /** A pass was refused with the credential that is there. */
  readonly refusedByPass: { readonly code: string; readonly serverReply?: string | null } | null
  readonly passAt: Date | null
  readonly invitation: Selectable<EmployeeInvitations> | null
  readonly answers: Selectable<EmployeeAnswers> | null
  readonly letter: Selectable<WelcomeLetters> | null
  readonly welcome: WelcomeState | null
}

/** Refusals of a sign-in that a pass met. */
const REFUSALS = sql`('sign-in-refused', 'sign-in-unsupported', 'sign-in-expired', 'token-refused', 'consent-ended')`

/** Whether the last pass was refused at the old service (`s`) with the credential (`c`) that is there. */
const REFUSED_BY_PASS = sql`coalesce(c.subject is not null and m.last_pass_at > c.changed_at
  and m.last_error->>'code' in ${REFUSALS}
  and starts_with(m.last_error->>'message', s.host || ':' || s.port || ' '), false)`

/** When the last of the files that were handed over was read; null: none was. */
const READ_AT = sql`(select max(f.read_at) from mail_files f where f.mailbox_id = m.id and f.state = 'read')`

/** On the employee's page where the mailbox is planned now, by a member, or in a reading or a pass since it was given. */
const CHECKED = sql`coalesce(a.given_at >= c.changed_at
  and a.given_where = coalesce(m.source_user, m.source_address) || '@' || s.host || ':' || s.port, false)
  or (c.opened_at is not null or coalesce(m.last_pass_at > c.changed_at, false)
    or coalesce((select r.read_at from seen_mailboxes r where r.mailbox_id = m.id) > c.changed_at, false))
    and not ${REFUSED_BY_PASS}`

/** Where somebody stands (contract `employeeState`), over `FROM`. */
export const STATE = sql`case
  when m.decision in ('stay', 'leave-behind') then 'not-needed'
  when m.source_files and ${READ_AT} is not null then 'given'
  when not m.source_files and (s.id is null or ${opensAll('s')}) then 'not-needed'
  when not m.source_files and c.subject is not null and not ${REFUSED_BY_PASS} then 'given'
  when not m.source_files and (c.subject is not null or a.refused is not null) then 'refused'
  when i.id is null then 'not-invited'
  when i.expires_at <= now() then 'expired'
  when i.opened_at is not null then 'opened'
  else 'invited' end`

/** Mailboxes with all that is known of their employees. */
export const FROM = sql`from move_mailboxes m
  left join services s on s.id = m.source_service
  left join credentials c on c.organisation_id = m.organisation_id and c.purpose = 'source-sign-in' and c.subject = m.id
  left join employee_invitations i on i.mailbox_id = m.id and i.ended_at is null
  left join employee_answers a on a.mailbox_id = m.id
  left join welcome_letters l on l.mailbox_id = m.id`

/** What the welcome letter tells (contract `welcomeState`), over `FROM`. */
export const WELCOME = sql`case when l.opened_at is not null then 'opened' when l.gone_at is not null then 'gone'
  when l.laid_at is not null then 'unopened' when l.mailbox_id is not null then 'due' end`

const times = (row: RawBuilder<unknown>) => sql`to_jsonb(${row})`

/** Employees in the order of their old addresses. */
export async function employeeRows(
  db: LedgerDb,
  where: RawBuilder<boolean>,
  page: {
    readonly limit: number
    readonly after?: readonly [string, string] | undefined
    readonly state?: EmployeeState | undefined
    readonly welcome?: WelcomeState | undefined
  },
): Promise<EmployeeRow[]> {
  const after = page.after && sql`and (lower(m.source_address), m.id) > (${page.after[0]}, ${page.after[1]}::uuid)`
  const state = page.state && sql`and ${STATE} = ${page.state}`
  const welcome = page.welcome && sql`and ${WELCOME} = ${page.welcome}`
  const { rows } = await sql<EmployeeRow>`
    select m.id, lower(m.source_address) as key, m.source_address, m.display_name, m.wave_id, m.kind, m.contact,
      m.owner_email, ${STATE} as state, s.host,
      case when m.source_files then ${READ_AT} else c.changed_at end as "givenAt",
      case when m.source_files then ${READ_AT} is not null else ${CHECKED} end as checked,
      case when ${REFUSED_BY_PASS} then m.last_error end as "refusedByPass", m.last_pass_at as "passAt",
      ${times(sql`i`)} as invitation, ${times(sql`a`)} as answers,
      ${times(sql`l`)} as letter, ${WELCOME} as welcome
    ${FROM} where ${where} ${after ?? sql``} ${state ?? sql``} ${welcome ?? sql``}
    order by lower(m.source_address), m.id limit ${page.limit}`.execute(db)
  return rows
}

/** One mailbox's. */
export async function oneEmployee(
  db: LedgerDb,
  path: MovePath & { readonly mailbox: string },
): Promise<EmployeeRow | undefined> {
  const [row] = await employeeRows(db, sql<boolean>`${filtered(path, {})} and m.id = ${path.mailbox}`, { limit: 1 })
  return row
}

/** Employees that a filter shows, as a condition. */
export const among = (path: MovePath, which: { ids: readonly string[] } | { filter: MailboxFilter }) =>
  'ids' in which
    ? sql<boolean>`${filtered(path, {})} and m.id = any(${[...new Set(which.ids)]}::uuid[])`
    : filtered(path, which.filter)

/** How many stand where. */
export async function countStates(db: LedgerDb, path: MovePath): Promise<Record<EmployeeState, number>> {
  const { rows } = await sql<{ state: EmployeeState; count: number }>`
    select ${STATE} as state, count(*) as count ${FROM} where ${filtered(path, {})} group by 1`.execute(db)
  const counts = { 'not-needed': 0, 'not-invited': 0, invited: 0, opened: 0, refused: 0, given: 0, expired: 0 }
  return Object.assign(counts, Object.fromEntries(rows.map(({ state, count }) => [state, count])))
}

/** Why what was given last is not taken: a try on the page, or a pass since. */
export function refusedOf(row: EmployeeRow): { refused: Refused; at: string } | null {
  if (row.state !== 'refused') return null
  const { refusedByPass, passAt, answers, host } = row
  if (answers?.refused && answers.refused_at && (passAt === null || new Date(answers.refused_at) > passAt))
    return { refused: answers.refused as unknown as Refused, at: iso(answers.refused_at) }
  if (refusedByPass === null || passAt === null) return null
  const { code, serverReply = null } = refusedByPass
  return { refused: explained(code, serverReply, employeeSignIn(host ?? ''), undefined), at: passAt.toISOString() }
}

/** The language that was chosen; else that of the name's script. */
export function languageOf({ answers, display_name, source_address }: EmployeeRow): Language {
  if (answers?.language) return answers.language
  const name = display_name === '' ? source_address : display_name
  if (/\p{Script=Cyrillic}/u.test(name)) return 'ru'
  if (/\p{Script=Arabic}/u.test(name)) return 'fa'
  return /\p{Script=Han}/u.test(name) ? 'zh' : 'en'
}

export const stepsOf = ({ answers }: Pick<EmployeeRow, 'answers'>): Steps => ({
  signedIn: isoOrNull(answers?.signed_in_at),
  passwordChanged: isoOrNull(answers?.password_changed_at),
  secondFactor: isoOrNull(answers?.second_factor_at),
  oldAccountRemoved: isoOrNull(answers?.old_account_removed_at),
})

/** A moment out of a row that came as JSON. */
export const iso = (moment: Date | string): string => new Date(moment).toISOString()
export const isoOrNull = (moment: Date | string | null | undefined): string | null =>
  moment == null ? null : iso(moment)
