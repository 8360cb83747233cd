import { alerts } from '@caravan/contract'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Cause } from './conditions.ts'
import { readAlertSettings, writeAlertSettings } from './settings.ts'
import { type KeptError, wordsOf } from './words.ts'

interface Row {
  readonly id: string
  readonly move: string
  readonly mailbox: string
  readonly sourceAddress: string
  readonly sourceService: string | null
  readonly cause: Cause
  readonly error: KeptError | null
  readonly since: Date
  readonly raised_at: Date
  readonly cleared_at: Date | null
  readonly told_at: Date | null
}

const shown = ({ since, raised_at, cleared_at, told_at, error, ...row }: Row) => ({
  ...row,
  code: row.cause === 'pass-fails' || row.cause === 'undecided' ? (error?.code ?? null) : null,
  ...wordsOf(row.cause, error),
  since: since.toISOString(),
  raisedAt: raised_at.toISOString(),
  clearedAt: cleared_at?.toISOString() ?? null,
  toldAt: told_at?.toISOString() ?? null,
})

export const alertAnswers: readonly Answer[] = [
  answer(alerts.listAlerts, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const { limit, after, move, open } = asked.query
    const place = after !== undefined && /^[0-9a-f-]{36}$/i.test(after) ? after : undefined
    const { rows } = await sql<Row>`
      select a.id, a.move_id as move, a.mailbox_id as mailbox, b.source_address as "sourceAddress",
        b.source_service as "sourceService", a.cause, a.error, a.since, a.raised_at, a.cleared_at, a.told_at
      from alerts a join move_mailboxes b on b.id = a.mailbox_id
      where a.organisation_id = ${organisation} and a.raised_at is not null
        and (a.cleared_at is null or ${open === 'false'})
        ${move === undefined ? sql`` : sql`and a.move_id = ${move}`}
        ${after === undefined ? sql`` : sql`and (a.raised_at, a.id) < (select raised_at, id from alerts where id = ${place ?? null})`}
      order by a.raised_at desc, a.id desc limit ${limit + 1}`.execute(database.kysely)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = rows.length > limit && last !== undefined ? { next: last.id } : undefined
    return { items: items.map(shown), ...next }
  }),

  answer(alerts.readAlertSettings, async ({ database }, asked) =>
    readAlertSettings(database.kysely, standingIn(asked).organisation),
  ),

  answer(alerts.writeAlertSettings, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const after = { ...asked.body, to: [...new Set(asked.body.to)] }
    await database.kysely.transaction().execute(async (trx) => {
      await sql`select from organisations where id = ${organisation} for update`.execute(trx)
      const before = await readAlertSettings(trx, organisation)
      await writeAlertSettings(trx, organisation, after)
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'alerts.settings',
        subject: { kind: 'organisation', id: organisation },
        before,
        after,
      })
    })
    return after
  }),
]
