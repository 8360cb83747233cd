import { type AnswerOf, type BodyOf, moves } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { employeeSignIn } from '@caravan/core/services'
import { eraseCredentials, forgetCredentials, type LedgerDb, putCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { goOnByAdministrator } from './administrator.ts'
import { holdMove, readMoveRow } from './one-move.ts'
import { assertWhole, oneService, type ServiceRow, serviceRows } from './one-service.ts'
import { forgetOfService, liesElsewhere } from './own-passwords.ts'

type Row = ServiceRow
type Service = AnswerOf<typeof moves.changeService>

/** What is kept of it, for the audit log. */
const kept = (row: Row): Omit<Service, 'signIn' | 'administrator'> => ({
  id: row.id,
  side: row.side,
  name: row.name,
  host: row.host,
  port: row.port,
  tls: row.tls,
  unverified: row.unverified,
  auth: row.auth,
  masterUser: row.master_user,
  passwordsFrom: row.passwords_from,
  connections: row.connections,
  pace: { outPerDay: row.out_per_day, inPerDay: row.in_per_day, bandwidth: row.bandwidth },
  hasPassword: row.hasPassword,
})

const shown = (row: Row): Service => ({
  ...kept(row),
  administrator: {
    opened: row.master_opened !== null,
    refusedAt: row.master_refused_at?.toISOString() ?? null,
  },
  signIn: signInAt(row.host),
})

/** How people sign in at the service of a host, as the contract has it. */
export function signInAt(host: string): Service['signIn'] {
  const { provider, way, steps, page } = employeeSignIn(host)
  return { provider, way, steps: steps.map(({ key, text }) => ({ key, text })), page }
}

type Settings = BodyOf<typeof moves.changeService>

const paceColumns = ({ outPerDay, inPerDay, bandwidth }: Service['pace']) => ({
  out_per_day: outPerDay,
  in_per_day: inPerDay,
  bandwidth,
})

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
    ...(body.passwordsFrom !== undefined && { passwords_from: body.passwordsFrom }),
    ...(body.connections !== undefined && { connections: body.connections }),
    ...(body.pace !== undefined && paceColumns(body.pace)),
  }
}

/** A password is given for one place and one user; sent anywhere else it would be given away. */
const goesElsewhere = (before: Row, after: Row): boolean =>
  liesElsewhere(before, after) || before.master_user !== after.master_user || before.auth !== after.auth

export const serviceAnswers: readonly Answer[] = [
  answer(moves.listServices, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return { items: (await serviceRows(database.kysely, params)).map(shown) }
  }),

  answer(moves.makeService, async (context, asked) => {
    const { side, ...settings } = asked.body
    const { name: host } = await context.guard.resolve(settings.host)
    const { name, port, tls, unverified, auth, connections, pace } = settings
    const { masterUser: master_user, passwordsFrom: passwords_from } = settings
    assertWhole({ auth, master_user })
    return context.database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const { id } = await trx
        .insertInto('services')
        .values({
          ...{ organisation_id: move.organisation_id, move_id: move.id, side, name, host, port, tls },
          ...{ unverified, auth, master_user, passwords_from, connections },
          ...paceColumns(pace),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const row = await oneService(trx, { ...asked.params, service: id })
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'service.made',
        subject: { kind: 'service', id },
        after: kept(row),
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
      if (goesElsewhere(before, changed))
        await goOnByAdministrator(trx, asked.params, before, { opened: null, by: actorIn(asked).name })
      const erased = liesElsewhere(before, changed) ? await forgetOfService(trx, asked.params, before) : 0
      const after = await oneService(trx, asked.params)
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.changed',
        subject: { kind: 'service', id: before.id },
        before: kept(before),
        after: { ...kept(after), ...(erased > 0 && { erased }) },
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
      await forgetOfService(trx, asked.params, before)
      await trx.deleteFrom('services').where('id', '=', before.id).execute()
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.removed',
        subject: { kind: 'service', id: before.id },
        before: kept(before),
      })
    })
  }),

  answer(moves.putServicePassword, async ({ database, vault }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const service = await oneService(trx, asked.params)
      const { id, organisation_id: organisation, move_id: move } = service
      const secret = new Secret(asked.body.password)
      await putCredential(trx, vault.keys, { organisation, move, purpose: 'service-sign-in', subject: id, secret })
      await goOnByAdministrator(trx, asked.params, service, { opened: null, by: actorIn(asked).name })
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
