import type { AnswerOf, BodyOf, employeePage } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { Turns } from '../discover/turns.ts'
import { recordEvent } from '../events/write.ts'
import type { Counted } from '../moves/sign-in-once.ts'
import { giveAccess } from './access.ts'
import { beginSession, employeeBy, linkEnded } from './caller.ts'
import { pageOf } from './page.ts'
import { type Language, oneEmployee, type Steps, stepsOf } from './standing.ts'

/** What employees do on their page, whether a program asks through the API or a browser sends a form. */

type Page = AnswerOf<typeof employeePage.readEmployeePage>

/** For one process, by the address that a request comes from: an office may share one. */
const openings = new Turns({ aMinute: 60, atOnce: 50 })
/** Each is a connection to an old service. */
const tries = new Turns({ aMinute: 20, atOnce: 10 })

export const secure = ({ publicUrl }: ServerContext): boolean => publicUrl.startsWith('https:')

/**
 * Exchanges a link's token for a session.
 * @param from the address that it comes from
 * @returns the page, and what `set-cookie` says
 * @throws RequestError 401 `link-ended`; 429 `too-many-requests`
 */
export const openPage = (
  context: ServerContext,
  token: string,
  from: string,
): Promise<{ page: Page; cookies: readonly string[] }> =>
  openings.take(from, () =>
    context.database.kysely.transaction().execute(async (trx) => {
      const employee = await employeeBy(trx, { token })
      if (employee === undefined) throw linkEnded()
      await noteSeen(trx, employee)
      const cookies = await beginSession(trx, employee, secure(context))
      return { page: await pageOf(trx, employee), cookies }
    }),
  )

/** One's own page as it stands now. */
export const readPage = ({ database }: ServerContext, employee: Employee): Promise<Page> =>
  database.kysely.transaction().execute(async (trx) => {
    await noteSeen(trx, employee)
    return pageOf(trx, employee)
  })

/** The language of the page and of letters from now on. */
export async function speak({ database }: ServerContext, employee: Employee, language: Language): Promise<void> {
  const { organisation, move, id } = employee
  await sql`
    insert into employee_answers (mailbox_id, organisation_id, move_id, language)
    values (${id}, ${organisation}, ${move}, ${language})
    on conflict (mailbox_id) do update set language = excluded.language`.execute(database.kysely)
}

/**
 * Tries a password at the old service and keeps it where it signs in.
 * @throws RequestError as `giveAccess`; 429 `too-many-requests`
 */
export const give = (context: ServerContext, employee: Employee, from: string, password: string): Promise<Counted> =>
  tries.take(from, () => giveAccess(context, employee, password))

/** Notes what was done at the new home, or takes it back. */
export async function tick(
  { database }: ServerContext,
  employee: Employee,
  steps: BodyOf<typeof employeePage.tickSteps>,
): Promise<Steps> {
  const { organisation, move, id } = employee
  const { signedIn, passwordChanged, secondFactor, oldAccountRemoved } = steps
  return database.kysely.transaction().execute(async (trx) => {
    await sql`
      insert into employee_answers (mailbox_id, organisation_id, move_id) values (${id}, ${organisation}, ${move})
      on conflict do nothing`.execute(trx)
    await sql`
      update employee_answers set signed_in_at = ${ticked('signed_in_at', signedIn)},
        password_changed_at = ${ticked('password_changed_at', passwordChanged)},
        second_factor_at = ${ticked('second_factor_at', secondFactor)},
        old_account_removed_at = ${ticked('old_account_removed_at', oldAccountRemoved)}
      where mailbox_id = ${id}`.execute(trx)
    await audit(trx, employee, {
      organisation,
      action: 'employee.steps-ticked',
      subject: { kind: 'mailbox', id },
      after: steps,
    })
    await recordEvent(trx, organisation, 'employee.steps', { move, mailbox: id, ...steps })
    const row = await oneEmployee(trx, { organisation, move, mailbox: id })
    return stepsOf({ answers: row?.answers ?? null })
  })
}

/** The moment at which a step was first ticked stays. */
function ticked(column: string, done: boolean | undefined) {
  if (done === undefined) return sql.ref(column)
  return done ? sql`coalesce(${sql.ref(column)}, clock_timestamp())` : sql`null`
}

/** The first time is told; later ones are noted, so that nobody is reminded who is at it. */
async function noteSeen(trx: LedgerDb, employee: Employee): Promise<void> {
  const { organisation, move, id, invitation } = employee
  const { rows } = await sql<{ first: boolean }>`
    update employee_invitations i set seen_at = clock_timestamp(), opened_at = coalesce(i.opened_at, clock_timestamp())
    from (select id, opened_at is null as first from employee_invitations where id = ${invitation} for update) as before
    where i.id = before.id and (before.first or i.seen_at < clock_timestamp() - interval '1 minute')
    returning before.first`.execute(trx)
  if (rows[0]?.first !== true) return
  await audit(trx, employee, { organisation, action: 'invitation.opened', subject: { kind: 'mailbox', id } })
  await recordEvent(trx, organisation, 'employee.opened', { move, mailbox: id })
}
