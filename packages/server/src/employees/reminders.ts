import { employees } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { holdMove, readMoveRow } from '../moves/one-move.ts'
import { FROM, STATE } from './standing.ts'

/** Reminders that one look makes due; the next look has the rest. */
const MOST = 500
/** Who was on the page lately is at it. */
const AT_IT = sql`interval '1 day'`

async function ruleOf(db: LedgerDb, move: string) {
  const row = await db.selectFrom('employee_reminders').selectAll().where('move_id', '=', move).executeTakeFirst()
  if (row === undefined) return null
  const { every_days: everyDays, at_most: atMost, earliest, latest } = row
  return { everyDays, atMost, earliest: earliest.slice(0, 5), latest: latest.slice(0, 5) }
}

export const reminderAnswers: readonly Answer[] = [
  answer(employees.readReminders, async ({ database }, { params }) => {
    const { id } = await readMoveRow(database.kysely, params)
    return { rule: await ruleOf(database.kysely, id) }
  }),

  answer(employees.writeReminders, async ({ database }, asked) =>
    database.kysely.transaction().execute(async (trx) => {
      const { id, organisation_id: organisation } = await holdMove(trx, asked.params)
      const before = await ruleOf(trx, id)
      const { rule } = asked.body
      await sql`delete from employee_reminders where move_id = ${id}`.execute(trx)
      if (rule !== null)
        await sql`
          insert into employee_reminders (move_id, organisation_id, every_days, at_most, earliest, latest)
          values (${id}, ${organisation}, ${rule.everyDays}, ${rule.atMost}, ${rule.earliest}, ${rule.latest})`.execute(
          trx,
        )
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'reminders.set',
        subject: { kind: 'move', id },
        before,
        after: rule,
      })
      return { rule }
    }),
  ),
]

/**
 * Makes the reminders due that the rules of their moves ask for: of who was written to, has given nothing for so many
 * days, and is not on the page just now. Not of a move that is paused, and not at night.
 */
export async function remindByRule(db: LedgerDb): Promise<void> {
  await sql`
    update employee_invitations set letter_due_at = clock_timestamp(), letter_kind = 'reminder', letter_by_rule = true,
      letter_tries = 0
    where letter_due_at is null and ended_at is null and id in (
      select i.id ${FROM} join moves v on v.id = m.move_id join employee_reminders r on r.move_id = m.move_id
      where i.letter_due_at is null and i.sent_at is not null and i.expires_at > now() and i.reminders < r.at_most
        and coalesce(i.reminded_at, i.sent_at) <= clock_timestamp() - r.every_days * interval '1 day'
        and (i.seen_at is null or i.seen_at < clock_timestamp() - ${AT_IT})
        -- One that could not be sent is tried by hand.
        and i.letter_error is null
        and v.paused_at is null and v.state #>> '{stages,close,status}' is distinct from 'left'
        and may_run_now(v.time_zone, r.earliest, r.latest)
        and ${STATE} in ('invited', 'opened', 'refused')
      limit ${MOST})`.execute(db)
}
