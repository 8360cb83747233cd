import { employeePage } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer, employeeIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { Turns } from '../discover/turns.ts'
import { recordEvent } from '../events/write.ts'
import { giveAccess } from './access.ts'
import { beginSession, employeeBy, endSession, linkEnded } from './caller.ts'
import { pageOf } from './page.ts'
import { oneEmployee, stepsOf } from './standing.ts'

/** For one process, by the address that a request comes from: an office may share one. */
const openings = new Turns({ aMinute: 60, atOnce: 50 })
/** Each is a connection to an old service. */
const tries = new Turns({ aMinute: 20, atOnce: 10 })

const secure = ({ publicUrl }: ServerContext): boolean => publicUrl.startsWith('https:')

export const employeePageAnswers: readonly Answer[] = [
  answer(employeePage.openEmployeePage, (context, { body, request, reply }) =>
    openings.take(request.ip, () =>
      context.database.kysely.transaction().execute(async (trx) => {
        const employee = await employeeBy(trx, body)
        if (employee === undefined) throw linkEnded()
        await noteSeen(trx, employee)
        reply.header('set-cookie', await beginSession(trx, employee, secure(context)))
        return pageOf(trx, employee)
      }),
    ),
  ),

  answer(employeePage.closeEmployeePage, async (context, { request, reply }) => {
    reply.header('set-cookie', await endSession(context.database.kysely, request.headers.cookie, secure(context)))
  }),

  answer(employeePage.readEmployeePage, async ({ database }, asked) => {
    const employee = employeeIn(asked)
    return database.kysely.transaction().execute(async (trx) => {
      await noteSeen(trx, employee)
      return pageOf(trx, employee)
    })
  }),

  answer(employeePage.chooseLanguage, async ({ database }, asked) => {
    const { organisation, move, id } = employeeIn(asked)
    await sql`
      insert into employee_answers (mailbox_id, organisation_id, move_id, language)
      values (${id}, ${organisation}, ${move}, ${asked.body.language})
      on conflict (mailbox_id) do update set language = excluded.language`.execute(database.kysely)
  }),

  answer(employeePage.giveAccess, async (context, asked) =>
    tries.take(asked.request.ip, () => giveAccess(context, employeeIn(asked), asked.body.password)),
  ),

  answer(employeePage.tickSteps, async ({ database }, asked) => {
    const employee = employeeIn(asked)
    const { organisation, move, id } = employee
    const { signedIn, passwordChanged, secondFactor, oldAccountRemoved } = asked.body
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
        after: asked.body,
      })
      await recordEvent(trx, organisation, 'employee.steps', { move, mailbox: id, ...asked.body })
      const row = await oneEmployee(trx, { organisation, move, mailbox: id })
      return stepsOf({ answers: row?.answers ?? null })
    })
  }),
]

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
