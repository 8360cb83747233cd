import { organisations } from '@caravan/contract'
import { eraseCredentials, type LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict } from '../api/problems.ts'

export const purgeAnswers: readonly Answer[] = [
  answer(organisations.purge, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const erased = await database.kysely.transaction().execute(async (trx) => {
      const { name } = await trx
        .selectFrom('organisations')
        .select('name')
        .where('id', '=', organisation)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (name !== asked.body.name)
        throw conflict(
          'name-differs',
          'This is not the name of the organisation.',
          'Type its name exactly: nothing was erased.',
        )
      await assertErasable(trx, organisation)
      const counts = await erase(trx, organisation)
      // Of the organisation itself nothing is kept, its name included; that somebody erased one is the host's to know.
      await audit(trx, actorIn(asked), {
        organisation: null,
        action: 'organisation.purged',
        subject: { kind: 'organisation', id: organisation },
        after: counts,
      })
      return counts
    })
    // Deleted rows stay in the file until it is written anew.
    await sql`vacuum full credentials`.execute(database.kysely)
    return { erased }
  }),
]

async function assertErasable(trx: LedgerDb, organisation: string): Promise<void> {
  const clients = await trx
    .selectFrom('organisations')
    .select('id')
    .where('agency_id', '=', organisation)
    .limit(1)
    .execute()
  if (clients.length > 0)
    throw conflict('has-clients', 'This agency still has clients.', 'Hand each over, or purge it, first.')
  const running = await trx
    .selectFrom('pass_requests')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('state', '=', 'running')
    .limit(1)
    .execute()
  if (running.length > 0)
    throw conflict(
      'passes-running',
      'Passes of this organisation are running.',
      'Pause its moves, wait until they have stopped, and purge again.',
    )
}

/** Erases everything of an organisation; returns how many rows by table. */
async function erase(trx: LedgerDb, organisation: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const count = async (table: string, rows: Promise<{ readonly rows: readonly unknown[] }>) => {
    counts[table] = (await rows).rows.length
  }
  await count(
    'mailboxes',
    sql`
    delete from mailboxes b using move_mailboxes m
    where m.organisation_id = ${organisation} and b.id in (m.ledger_id, m.reverse_ledger_id) returning b.id`.execute(
      trx,
    ),
  )
  counts['credentials'] = await eraseCredentials(trx, { organisation })
  await count(
    'move_mailboxes',
    sql`delete from move_mailboxes where organisation_id = ${organisation} returning id`.execute(trx),
  )
  await count('moves', sql`delete from moves where organisation_id = ${organisation} returning id`.execute(trx))
  const { rows: left } = await sql<{ id: string }>`
    select m.user_id as id from members m join users u on u.id = m.user_id
    where m.organisation_id = ${organisation} and not u.host_administrator
      and not exists (select from members o where o.user_id = m.user_id and o.organisation_id <> m.organisation_id)`.execute(
    trx,
  )
  await count('organisations', sql`delete from organisations where id = ${organisation} returning id`.execute(trx))
  // Who worked for nobody else has nothing to sign in to.
  await count('users', sql`delete from users where id = any(${left.map((one) => one.id)}) returning id`.execute(trx))
  await sql`select set_config('caravan.purging', ${organisation}, true)`.execute(trx)
  await count('audit_log', sql`delete from audit_log where organisation_id = ${organisation} returning id`.execute(trx))
  return counts
}
