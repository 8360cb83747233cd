import { organisations } from '@caravan/contract'
import { eraseCredentials, type LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Actor } from '../api/caller.ts'
import { conflict } from '../api/problems.ts'
import { removePurgedFiles } from './purge-files.ts'
import { noteTables, rewriteNoted, tablesOf } from './rewrite.ts'

export const purgeAnswers: readonly Answer[] = [
  answer(organisations.purge, async ({ database, dataDir, log }, asked) => {
    const { organisation } = standingIn(asked)
    const { erased, tables } = await database.kysely.transaction().execute(async (trx) => {
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
      const { counts, users } = await erase(trx, organisation)
      // Of the organisation itself nothing is kept, its name included; that somebody erased one is the host's to know.
      await audit(trx, nameless(actorIn(asked), users), {
        organisation: null,
        action: 'organisation.purged',
        subject: { kind: 'organisation', id: organisation },
        after: counts,
      })
      const tables = await tablesOf(trx)
      // Known before it is done: where this process ends meanwhile, another goes on.
      await noteTables(trx, tables)
      return { erased: counts, tables }
    })
    const files = await removePurgedFiles(database.kysely, dataDir)
    return { erased, files, later: await rewriteNoted(database, tables, log) }
  }),
]

/** Who was erased with the organisation is not named by its last trace; a token's name is the organisation's own word. */
const nameless = (actor: Actor, erased: readonly string[]): Actor =>
  actor.kind === 'token' || erased.includes(actor.id) ? { ...actor, name: 'somebody of the organisation' } : actor

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
async function erase(
  trx: LedgerDb,
  organisation: string,
): Promise<{ counts: Record<string, number>; users: string[] }> {
  const counts: Record<string, number> = {}
  const count = async (table: string, rows: Promise<{ readonly rows: readonly unknown[] }>) => {
    counts[table] = (await rows).rows.length
  }
  await count('mailboxes', sql`delete from mailboxes where organisation_id = ${organisation} returning id`.execute(trx))
  await forgetJobs(trx, organisation)
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
  const users = left.map(({ id }) => id)
  await count('users', sql`delete from users where id = any(${users}) returning id`.execute(trx))
  // Begun sign-ins have no owner in their columns; a value names who began it.
  await sql`
    delete from verifications v where "expiresAt" < now()
      or exists (select from unnest(${users}::text[]) as u (id) where position(u.id in v.value) > 0)`.execute(trx)
  await sql`select set_config('caravan.purging', ${organisation}, true)`.execute(trx)
  await count('audit_log', sql`delete from audit_log where organisation_id = ${organisation} returning id`.execute(trx))
  return { counts, users }
}

/** Jobs carry ids of passes, and the queue keeps them for an hour; it is made by the first worker that starts. */
async function forgetJobs(trx: LedgerDb, organisation: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('caravan_queue.job') is not null as there`.execute(trx)
  if (rows[0]?.there === true)
    await sql`
      delete from caravan_queue.job where data->>'request' in (
        select id::text from pass_requests where organisation_id = ${organisation})`.execute(trx)
}
