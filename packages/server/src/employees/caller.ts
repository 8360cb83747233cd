import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Employee } from '../api/caller.ts'
import { RequestError } from '../api/problems.ts'
import { hashed, newToken } from '../api/tokens.ts'

/** What somebody shows: an invitation's token, or the cookies of a request. */
export type Credential = { readonly token: string } | { readonly cookie: string | undefined }

const COOKIE = 'caravan.employee'
/** No other route is sent it: those of the API, and the page itself. */
const PATHS = ['/api/employee', '/employee'] as const
const HOURS = 2
/** Browsers that are in at once by one invitation. */
const MOST_SESSIONS = 5

/** A link's token, of 128 bits. */
export const invitationToken = (): string => newToken('invite', 16)
const TOKEN = /^invite_[\w-]{22}$/
/** The token within what somebody pasted: a link, or the end of one. */
export const tokenIn = (pasted: string): string | undefined => /invite_[\w-]{22}(?![\w-])/.exec(pasted)?.[0]
const IN_COOKIES = new RegExp(`(?:^|;\\s*)${COOKIE.replace('.', '\\.')}=(employee_[\\w-]{22})(?:;|$)`)

/** Behind the #, what a browser sends to no server and no log. */
export const invitationLink = (publicUrl: string, token: string): string => `${publicUrl}/employee#${token}`

/** One answer for everything that does not open a page: nobody learns what was wrong. */
export const linkEnded = (): RequestError =>
  new RequestError(
    401,
    'link-ended',
    'This link does not work any more: it has expired, was taken back, or a newer one took its place.',
    'Open the link of the latest letter, or ask whoever invited you for a new one.',
  )

/** Invitations that open a page: neither ended nor expired, of a move that is not closed. */
const VALID = sql`
  i.ended_at is null and i.expires_at > now() and v.state #>> '{stages,close,status}' is distinct from 'left'`

const EMPLOYEE = sql`i.id as invitation, i.mailbox_id as id, m.source_address as name, i.organisation_id as organisation,
  i.move_id as move from employee_invitations i join move_mailboxes m on m.id = i.mailbox_id
  join moves v on v.id = i.move_id`

/** Who shows this; undefined where it opens no page. */
export async function employeeBy(db: LedgerDb, shown: Credential): Promise<Employee | undefined> {
  const { rows } = 'token' in shown ? await byToken(db, shown.token) : await byCookie(db, shown.cookie ?? '')
  return rows[0] && { kind: 'employee', ...rows[0] }
}

/** Who an invitation is for; undefined where it opens no page any more. */
export async function employeeOf(db: LedgerDb, invitation: string): Promise<Employee | undefined> {
  const { rows } = await sql<Row>`select ${EMPLOYEE} where i.id = ${invitation} and ${VALID}`.execute(db)
  return rows[0] && { kind: 'employee', ...rows[0] }
}

type Row = Omit<Employee, 'kind'>
const NOBODY = { rows: [] as Row[] }

const byToken = async (db: LedgerDb, token: string) =>
  TOKEN.test(token)
    ? sql<Row>`select ${EMPLOYEE} where i.token_hash = ${hashed(token)} and ${VALID}`.execute(db)
    : NOBODY

/** The session's cookie among these. */
export const sessionCookie = (cookies: string | undefined): string | undefined => IN_COOKIES.exec(cookies ?? '')?.[1]

async function byCookie(db: LedgerDb, cookies: string) {
  const cookie = sessionCookie(cookies)
  if (cookie === undefined) return NOBODY
  return sql<Row>`
    select ${EMPLOYEE} join employee_sessions s on s.invitation_id = i.id
    where s.cookie_hash = ${hashed(cookie)} and s.expires_at > now() and ${VALID}`.execute(db)
}

/** Begins a session; what `set-cookie` says of it, once for each path. */
export async function beginSession(trx: LedgerDb, employee: Employee, secure: boolean): Promise<string[]> {
  const cookie = newToken('employee', 16)
  await sql`
    insert into employee_sessions (cookie_hash, invitation_id, expires_at)
    values (${hashed(cookie)}, ${employee.invitation}, now() + ${HOURS}::int * interval '1 hour')`.execute(trx)
  await sql`
    delete from employee_sessions where invitation_id = ${employee.invitation} and (expires_at <= now() or cookie_hash
      not in (select cookie_hash from employee_sessions where invitation_id = ${employee.invitation}
        order by expires_at desc limit ${MOST_SESSIONS}))`.execute(trx)
  return setCookie(cookie, HOURS * 3_600, secure)
}

/** Ends the session of these cookies, if there is one; what `set-cookie` says then. */
export async function endSession(db: LedgerDb, cookies: string | undefined, secure: boolean): Promise<string[]> {
  const cookie = sessionCookie(cookies)
  if (cookie !== undefined) await sql`delete from employee_sessions where cookie_hash = ${hashed(cookie)}`.execute(db)
  return setCookie('', 0, secure)
}

const setCookie = (value: string, seconds: number, secure: boolean): string[] =>
  PATHS.map(
    (path) =>
      `${COOKIE}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  )
