import { type AnswerOf, type BodyOf, moves } from '@caravan/contract'
import { CaravanError, Secret } from '@caravan/core/model'
import { eraseCredentials, forgetCredentials, type LedgerDb, putCredential, type Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notFound } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, type MovePath, readMoveRow } from './one-move.ts'

type Row = Selectable<Services> & { hasPassword: boolean }
type Service = AnswerOf<typeof moves.changeService>

async function rowsOf(db: LedgerDb, { organisation, move }: MovePath, service?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select s.*, exists (select from credentials c where c.organisation_id = s.organisation_id
      and c.purpose = 'service-sign-in' and c.subject = s.id) as "hasPassword"
    from services s where s.organisation_id = ${organisation} and s.move_id = ${move}
      and (${service ?? null}::uuid is null or s.id = ${service ?? null})
    order by s.side, s.created_at, s.id`.execute(db)
  return rows
}

async function oneService(db: LedgerDb, path: MovePath & { readonly service: string }): Promise<Row> {
  const [row] = await rowsOf(db, path, path.service)
  if (row === undefined) throw notFound('service')
  return row
}

const shown = (row: Row): Service => ({
  id: row.id,
  side: row.side,
  name: row.name,
  host: row.host,
  port: row.port,
  tls: row.tls,
  unverified: row.unverified,
  auth: row.auth,
  masterUser: row.master_user,
  connections: row.connections,
  hasPassword: row.hasPassword,
})

type Settings = BodyOf<typeof moves.changeService>

/** Columns of what is named. The host is judged before it is stored: refused with 422 `host-refused`. */
async function columnsOf({ guard }: ServerContext, body: Settings) {
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.host !== undefined && { host: (await guard.resolve(body.host)).name }),
    ...(body.port !== undefined && { port: body.port }),
    ...(body.tls !== undefined && { tls: body.tls }),
    ...(body.unverified !== undefined && { unverified: body.unverified }),
    ...(body.auth !== undefined && { auth: body.auth }),
    ...(body.masterUser !== undefined && { master_user: body.masterUser }),
    ...(body.connections !== undefined && { connections: body.connections }),
  }
}

function assertWhole({ auth, master_user }: Pick<Row, 'auth' | 'master_user'>): void {
  if (auth === 'master' && master_user === null)
    throw new CaravanError(
      'master-user-missing',
      'No master user is named.',
      'Name the one who signs in for everybody.',
    )
}

/** A password is given for one place and one user; sent anywhere else it would be given away. */
const goesElsewhere = (before: Row, after: Row): boolean =>
  before.host !== after.host ||
  before.port !== after.port ||
  before.master_user !== after.master_user ||
  before.auth !== after.auth ||
  (before.tls !== 'none' && after.tls === 'none') ||
  (!before.unverified && after.unverified)

export const serviceAnswers: readonly Answer[] = [
  answer(moves.listServices, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return { items: (await rowsOf(database.kysely, params)).map(shown) }
  }),

  answer(moves.makeService, async (context, asked) => {
    const { side, ...settings } = asked.body
    const { name: host } = await context.guard.resolve(settings.host)
    const { name, port, tls, unverified, auth, masterUser: master_user, connections } = settings
    assertWhole({ auth, master_user })
    return context.database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const { id } = await trx
        .insertInto('services')
        .values({
          ...{ organisation_id: move.organisation_id, move_id: move.id, side, name, host, port, tls },
          ...{ unverified, auth, master_user, connections },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const row = await oneService(trx, { ...asked.params, service: id })
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'service.made',
        subject: { kind: 'service', id },
        after: shown(row),
      })
      return shown(row)
    })
  }),

  answer(moves.changeService, async (context, asked) => {
    const columns = await columnsOf(context, asked.body)
    return context.database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const before = await oneService(trx, asked.params)
      if (Object.keys(columns).length === 0) return shown(before)
      await trx.updateTable('services').set(columns).where('id', '=', before.id).execute()
      const changed = await oneService(trx, asked.params)
      assertWhole(changed)
      if (goesElsewhere(before, changed)) await forgetCredentials(trx, before.organisation_id, [before.id])
      const after = await oneService(trx, asked.params)
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.changed',
        subject: { kind: 'service', id: before.id },
        before: shown(before),
        after: shown(after),
      })
      return shown(after)
    })
  }),

  answer(moves.removeService, async ({ database }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const before = await oneService(trx, asked.params)
      await assertIdle(trx, before)
      await forgetCredentials(trx, before.organisation_id, [before.id])
      await trx.deleteFrom('services').where('id', '=', before.id).execute()
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.removed',
        subject: { kind: 'service', id: before.id },
        before: shown(before),
      })
    })
  }),

  answer(moves.putServicePassword, async ({ database, vault }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const { id, organisation_id: organisation, move_id: move } = await oneService(trx, asked.params)
      const secret = new Secret(asked.body.password)
      await putCredential(trx, vault.keys, { organisation, move, purpose: 'service-sign-in', subject: id, secret })
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'credential.put',
        subject: { kind: 'service', id },
      })
    })
  }),

  answer(moves.eraseCredentials, async ({ database }, asked) =>
    database.kysely.transaction().execute(async (trx) => {
      const { id, organisation_id: organisation } = await holdMove(trx, asked.params)
      const { rows } = await sql`
        select from pass_requests where move_id = ${id} and state in ('queued', 'running') limit 1`.execute(trx)
      if (rows.length > 0)
        throw conflict('passes-running', 'Passes of this move wait or run.', 'Cancel them, or wait for their end.')
      const erased = await eraseCredentials(trx, { organisation, move: id })
      const subject = { kind: 'move', id }
      await audit(trx, actorIn(asked), { organisation, action: 'credentials.erased', subject, after: { erased } })
      await recordEvent(trx, organisation, 'credentials.erased', { move: id, erased })
      return { erased }
    }),
  ),
]

async function assertIdle(trx: LedgerDb, { id, move_id }: Row): Promise<void> {
  const { rows } = await sql`
    select from pass_requests p join move_mailboxes m on m.id = p.mailbox_id
    where p.move_id = ${move_id} and p.state = 'running' and ${id} in (m.source_service, m.target_service)
    limit 1`.execute(trx)
  if (rows.length > 0)
    throw conflict('passes-running', 'Passes run over mailboxes of this service.', 'Pause the move and wait for them.')
}
