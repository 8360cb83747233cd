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
import { hasSecret, keptOf, registrationOf } from '../oauth/registration.ts'
import { consentsOf, withdraw } from '../oauth/withdraw.ts'
import { goOnByAdministrator } from './administrator.ts'
import { holdMove, readMoveRow } from './one-move.ts'
import { assertWhole, oneService, type ServiceRow, serviceRows } from './one-service.ts'
import { forgetOfService, isOtherProxy, liesElsewhere } from './own-passwords.ts'
import { goOnByPace, limitsAt, paceColumns, paceOf } from './pace.ts'

type Row = ServiceRow
type Service = AnswerOf<typeof moves.changeService>

/** What is kept of it, for the audit log. */
const kept = (row: Row): Omit<Service, 'signIn' | 'administrator' | 'oauth' | 'knownLimits'> => ({
  id: row.id,
  side: row.side,
  name: row.name,
  host: row.host,
  port: row.port,
  tls: row.tls,
  unverified: row.unverified,
  proxy: proxyOf(row),
  sharedFolders: row.shared_folders,
  labels: row.labels,
  compress: row.compress,
  auth: row.auth,
  masterUser: row.master_user,
  masterSeparator: row.master_separator,
  passwordsFrom: row.passwords_from,
  connections: row.connections,
  pace: paceOf(row),
  hasPassword: row.hasPassword,
  hasProxyPassword: row.hasProxyPassword,
})

const proxyOf = (row: Row): Service['proxy'] =>
  row.proxy_kind === null || row.proxy_host === null || row.proxy_port === null
    ? null
    : { kind: row.proxy_kind, host: row.proxy_host, port: row.proxy_port, user: row.proxy_user }

const shown = ({ publicUrl }: Pick<ServerContext, 'publicUrl'>, row: Row): Service => ({
  ...kept(row),
  oauth: registered(row, publicUrl),
  administrator: {
    opened: row.master_opened !== null,
    refusedAt: row.master_refused_at?.toISOString() ?? null,
  },
  signIn: signInAt(row.host),
  knownLimits: limitsAt(row.host),
})

function registered(row: Row, publicUrl: string): Service['oauth'] {
  const settings = keptOf(row)
  return settings === undefined ? null : registrationOf(settings, hasSecret(row), publicUrl)
}

/** How people sign in at the service of a host, as the contract has it. */
export function signInAt(host: string): Service['signIn'] {
  const { provider, way, steps, page } = employeeSignIn(host)
  return { provider, way, steps: steps.map(({ key, text }) => ({ key, text })), page }
}

type Settings = BodyOf<typeof moves.changeService>

/** A proxy is judged as a host is: refused with 422 `host-refused`. */
async function proxyColumns({ guard }: ServerContext, proxy: Service['proxy']) {
  if (proxy === null) return { proxy_kind: null, proxy_host: null, proxy_port: null, proxy_user: null }
  const { name } = await guard.resolve(proxy.host)
  return { proxy_kind: proxy.kind, proxy_host: name, proxy_port: proxy.port, proxy_user: proxy.user }
}

/** Columns of what is named. The host is judged before it is stored: refused with 422 `host-refused`. */
async function columnsOf(context: ServerContext, body: Settings) {
  const { guard } = context
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.host !== undefined && { host: (await guard.resolve(body.host)).name }),
    ...(body.port !== undefined && { port: body.port }),
    ...(body.tls !== undefined && { tls: body.tls }),
    ...(body.unverified !== undefined && { unverified: body.unverified }),
    ...(body.proxy !== undefined && (await proxyColumns(context, body.proxy))),
    ...(body.sharedFolders !== undefined && { shared_folders: body.sharedFolders }),
    ...(body.labels !== undefined && { labels: body.labels }),
    ...(body.compress !== undefined && { compress: body.compress }),
    // Whoever signs in otherwise needs no application.
    ...(body.auth !== undefined && { auth: body.auth, oauth: null }),
    ...(body.masterUser !== undefined && { master_user: body.masterUser }),
    ...(body.masterSeparator !== undefined && { master_separator: body.masterSeparator }),
    ...(body.passwordsFrom !== undefined && { passwords_from: body.passwordsFrom }),
    ...(body.connections !== undefined && { connections: body.connections }),
    ...(body.pace !== undefined && paceColumns(body.pace)),
  }
}

/** A password is given for one place and one user; sent anywhere else it would be given away. */
const goesElsewhere = (before: Row, after: Row): boolean =>
  liesElsewhere(before, after) || before.master_user !== after.master_user || before.auth !== after.auth

/** What owners agreed to is no password, and a password no consent. */
const agreedOtherwise = (before: Row, after: Row): boolean =>
  before.auth !== after.auth && (before.auth === 'oauth' || after.auth === 'oauth')

export const serviceAnswers: readonly Answer[] = [
  answer(moves.listServices, async (context, { params }) => {
    const { kysely } = context.database
    await readMoveRow(kysely, params)
    return { items: (await serviceRows(kysely, params)).map((row) => shown(context, row)) }
  }),

  answer(moves.makeService, async (context, asked) => {
    const { side, ...settings } = asked.body
    const { name: host } = await context.guard.resolve(settings.host)
    const proxy = await proxyColumns(context, settings.proxy)
    const { name, port, tls, unverified, sharedFolders: shared_folders, labels, compress, auth, connections } = settings
    const { masterUser: master_user, masterSeparator: master_separator, passwordsFrom: passwords_from, pace } = settings
    assertWhole({ auth, master_user })
    return context.database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const { id } = await trx
        .insertInto('services')
        .values({
          ...{ organisation_id: move.organisation_id, move_id: move.id, side, name, host, port, tls },
          ...{
            unverified,
            ...proxy,
            shared_folders,
            labels,
            compress,
            auth,
            master_user,
            master_separator,
            passwords_from,
            connections,
          },
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
      return shown(context, row)
    })
  }),

  answer(moves.changeService, async (context, asked) => {
    const columns = await columnsOf(context, asked.body)
    return context.database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const before = await oneService(trx, asked.params)
      if (Object.keys(columns).length === 0) return shown(context, before)
      await trx.updateTable('services').set(columns).where('id', '=', before.id).execute()
      const changed = await oneService(trx, asked.params)
      assertWhole(changed)
      if (goesElsewhere(before, changed))
        for (const purpose of ['service-sign-in', 'oauth-client'] as const)
          await forgetCredentials(trx, before.organisation_id, [before.id], purpose)
      // A password of a proxy is sent to that proxy, and as that user.
      if (isOtherProxy(before, changed) || before.proxy_user !== changed.proxy_user)
        await forgetCredentials(trx, before.organisation_id, [before.id], 'proxy-sign-in')
      // Who signs in otherwise may be let in where the other way was refused.
      if (goesElsewhere(before, changed) || before.master_separator !== changed.master_separator)
        await goOnByAdministrator(trx, asked.params, before, { opened: null, by: actorIn(asked).name })
      if (asked.body.pace !== undefined) await goOnByPace(trx, before.id)
      const erased =
        liesElsewhere(before, changed) || agreedOtherwise(before, changed)
          ? await forgetOfService(trx, asked.params, before)
          : 0
      const after = await oneService(trx, asked.params)
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.changed',
        subject: { kind: 'service', id: before.id },
        before: kept(before),
        after: { ...kept(after), ...(erased > 0 && { erased }) },
      })
      return shown(context, after)
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
      if (service.auth === 'oauth')
        throw conflict(
          'service-by-tokens',
          'This service is signed in to by tokens.',
          'Change the application’s secret instead, or choose another way to sign in first.',
        )
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

  answer(moves.putProxyPassword, async ({ database, vault }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const { id, organisation_id: organisation, move_id: move, proxy_user } = await oneService(trx, asked.params)
      if (proxy_user === null)
        throw conflict(
          'proxy-without-user',
          'No user signs in at a proxy of this service.',
          'Name the proxy and its user first.',
        )
      const secret = new Secret(asked.body.password)
      await putCredential(trx, vault.keys, { organisation, move, purpose: 'proxy-sign-in', subject: id, secret })
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'credential.put',
        subject: { kind: 'service', id },
        after: { of: 'proxy' },
      })
    })
  }),

  answer(moves.eraseCredentials, async (context, asked) => {
    const { kysely } = context.database
    const { consents, ...done } = await kysely.transaction().execute(async (trx) => {
      const { id, organisation_id: organisation } = await holdMove(trx, asked.params)
      const { rows } = await sql`
        select from pass_requests where move_id = ${id} and state in ('queued', 'running') limit 1`.execute(trx)
      if (rows.length > 0)
        throw conflict('passes-running', 'Passes of this move wait or run.', 'Cancel them, or wait for their end.')
      const consents = await consentsOf(trx, context, asked.params)
      const erased = await eraseCredentials(trx, { organisation, move: id })
      const subject = { kind: 'move', id }
      await audit(trx, actorIn(asked), { organisation, action: 'credentials.erased', subject, after: { erased } })
      await recordEvent(trx, organisation, 'credentials.erased', { move: id, erased })
      return { consents, organisation, subject, erased }
    })
    if (consents.open.length + consents.kept === 0) return { erased: done.erased, withdrawn: 0, kept: 0 }
    // Only now: whatever a provider says, nothing of them is in the vault.
    const { withdrawn, kept, why } = await withdraw(consents)
    await kysely.transaction().execute((trx) =>
      audit(trx, actorIn(asked), {
        ...{ organisation: done.organisation, action: 'consents.withdrawn', subject: done.subject },
        after: { withdrawn, kept, why },
      }),
    )
    return { erased: done.erased, withdrawn, kept }
  }),
]

async function assertIdle(trx: LedgerDb, { id, move_id }: Row): Promise<void> {
  const { rows } = await sql`
    select from pass_requests p join move_mailboxes m on m.id = p.mailbox_id
    where p.move_id = ${move_id} and p.state = 'running' and ${id} in (m.source_service, m.target_service)
    limit 1`.execute(trx)
  if (rows.length > 0)
    throw conflict('passes-running', 'Passes run over mailboxes of this service.', 'Pause the move and wait for them.')
}
