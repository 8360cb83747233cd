import { rm } from 'node:fs/promises'
import { people } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import {
  forgetCredential,
  forgetCredentials,
  forgetSeen,
  type LedgerDb,
  type Purpose,
  putCredential,
} from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notFound } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { shelfOf } from '../files/folder.ts'
import { wakeWorkers } from '../jobs/ask.ts'
import { holdMove, type MovePath } from '../moves/one-move.ts'
import { forgetOfMoved } from '../moves/own-passwords.ts'
import { oneMailbox, shown, taken } from './mailbox-rows.ts'
import { addressOf, assertFree, assertKnown, columnsOf, roleKeyOf } from './settings.ts'

export const mailboxAnswers: readonly Answer[] = [
  answer(people.addMailbox, async ({ database }, asked) => {
    const { sourceAddress, ...settings } = asked.body
    const source = addressOf(sourceAddress)
    const role = roleKeyOf(source)
    const kind = settings.kind ?? (role === null ? 'person' : 'role')
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      await assertKnown(trx, asked.params, settings)
      const columns = columnsOf(settings, actorIn(asked).name)
      await assertFree(trx, asked.params, { source: source.text, target: columns.target_address })
      const { id } = await trx
        .insertInto('move_mailboxes')
        .values({
          ...columns,
          ...{ organisation_id: move.organisation_id, move_id: move.id, source_address: source.text },
          ...{ kind, role_key: kind === 'role' ? role : null },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const after = shown(await oneMailbox(trx, { ...asked.params, mailbox: id }))
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'mailbox.added',
        subject: { kind: 'mailbox', id },
        after,
      })
      await recordEvent(trx, move.organisation_id, 'mailboxes.changed', { move: move.id, mailbox: id, count: 1 })
      return after
    })
  }),

  answer(people.changeMailbox, async ({ database }, asked) =>
    database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const row = await oneMailbox(trx, asked.params)
      const columns = columnsOf(asked.body, actorIn(asked).name)
      if (Object.keys(columns).length === 0) return shown(row)
      await assertKnown(trx, asked.params, asked.body)
      await assertFree(trx, asked.params, { target: columns.target_address, but: row.id })
      if (asked.body.kind !== undefined)
        columns.role_key = asked.body.kind === 'role' ? roleKeyOf(addressOf(row.source_address)) : null
      const { sourceService: source, targetService: target } = asked.body
      await forgetOfMoved(trx, asked.params, sql`m.id = ${row.id}`, { source, target })
      await trx.updateTable('move_mailboxes').set(columns).where('id', '=', row.id).execute()
      const after = shown(await oneMailbox(trx, asked.params))
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'mailbox.changed',
        subject: { kind: 'mailbox', id: row.id },
        before: shown(row),
        after,
      })
      await recordEvent(trx, move.organisation_id, 'mailboxes.changed', { move: move.id, mailbox: row.id, count: 1 })
      return after
    }),
  ),

  answer(people.removeMailbox, async ({ database, dataDir }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const row = await oneMailbox(trx, asked.params)
      await assertUntouched(trx, row)
      await forgetCredentials(trx, move.organisation_id, [row.id])
      await forgetSeen(trx, move.id, row.id)
      await trx.deleteFrom('move_mailboxes').where('id', '=', row.id).execute()
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'mailbox.removed',
        subject: { kind: 'mailbox', id: row.id },
        before: shown(row),
      })
      await recordEvent(trx, move.organisation_id, 'mailboxes.changed', { move: move.id, count: 1 })
    })
    const { organisation, mailbox } = asked.params
    await rm(shelfOf(dataDir, { organisation, mailbox }), { recursive: true, force: true })
  }),

  answer(people.changeMailboxes, async ({ database }, asked) => ({
    changed: await database.kysely.transaction().execute((trx) => changeMany(trx, asked)),
  })),

  answer(people.putMailboxCredential, async ({ database, vault }, asked) => {
    const secret = new Secret(asked.body.password)
    await database.kysely.transaction().execute(async (trx) => {
      const slot = await slotOf(trx, asked.params)
      await putCredential(trx, vault.keys, { ...slot, move: asked.params.move, secret })
      await auditCredential(trx, asked, 'credential.put')
    })
  }),

  answer(people.eraseMailboxCredential, async ({ database }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      if (await forgetCredential(trx, await slotOf(trx, asked.params)))
        await auditCredential(trx, asked, 'credential.erased')
    })
  }),
]

const PURPOSES = new Map<string, Purpose>([
  ['source', 'source-sign-in'],
  ['target', 'target-sign-in'],
])

type CredentialPath = MovePath & { readonly mailbox: string; readonly side: string }

/** The vault's place for a mailbox; the move is held, so that the mailbox stays. */
async function slotOf(trx: LedgerDb, path: CredentialPath) {
  await holdMove(trx, path)
  const { id } = await oneMailbox(trx, path)
  const purpose = PURPOSES.get(path.side)
  if (purpose === undefined) throw notFound('side of a move')
  return { organisation: path.organisation, purpose, subject: id }
}

async function auditCredential(
  trx: LedgerDb,
  asked: Pick<Asked<typeof people.eraseMailboxCredential>, 'caller' | 'params'>,
  action: string,
): Promise<void> {
  const { organisation, mailbox, side } = asked.params
  await audit(trx, actorIn(asked), { organisation, action, subject: { kind: 'mailbox', id: mailbox }, after: { side } })
}

/** What was copied has a ledger, and every message of it is accounted for: such a mailbox is left behind, not removed. */
async function assertUntouched(trx: LedgerDb, row: { readonly id: string; readonly ledger_id: number | null }) {
  // Held, so that a worker that reads its addresses stands still or finds itself without it.
  const { rows } = await sql<{ copies: boolean }>`
    select kind not in ('addresses', 'verify') and (state in ('queued', 'running') or ended_at is not null) as copies
    from pass_requests where mailbox_id = ${row.id} for update`.execute(trx)
  if (row.ledger_id !== null || rows.some(({ copies }) => copies))
    throw conflict('mailbox-copied', 'Passes have run over this mailbox.', 'Decide to leave it behind instead.')
}

/** One statement for all of them; the log keeps how many, and of those named which. */
async function changeMany(trx: LedgerDb, asked: Asked<typeof people.changeMailboxes>): Promise<number> {
  const { which, set } = asked.body
  const { id: move, organisation_id: organisation } = await holdMove(trx, asked.params)
  await assertKnown(trx, asked.params, set)
  const columns = columnsOf(set, actorIn(asked).name)
  if (set.kind === 'person') columns.role_key = null
  // Before: afterwards a filter by kind shows others.
  if (set.kind === 'role') await nameRoles(trx, taken(asked.params, which))
  const { sourceService: source, targetService: target } = set
  const erased = await forgetOfMoved(trx, asked.params, taken(asked.params, which), { source, target })
  const result = await trx
    .updateTable('move_mailboxes as m')
    .set(columns)
    .where(taken(asked.params, which))
    .executeTakeFirst()
  const changed = Number(result.numUpdatedRows)
  if ('ids' in which && changed < new Set(which.ids).size)
    throw conflict('mailbox-missing', 'Some of these mailboxes are not in the move.', 'Read the list again.')
  if (set.paused === false) await wakeWorkers(trx)
  await audit(trx, actorIn(asked), {
    organisation,
    action: 'mailboxes.changed',
    subject: { kind: 'move', id: move },
    after: { which, set, changed, ...(erased > 0 && { erased }) },
  })
  await recordEvent(trx, organisation, 'mailboxes.changed', { move, count: changed })
  return changed
}

/** Each address says for itself what it is for, where it says so at all. */
async function nameRoles(trx: LedgerDb, which: RawBuilder<boolean>): Promise<void> {
  const { rows } = await sql<{ id: string; address: string }>`
    select m.id, m.source_address as address from move_mailboxes m where ${which} for update`.execute(trx)
  const keys = rows.map(({ address }) => roleKeyOf(addressOf(address)))
  await sql`
    update move_mailboxes m set role_key = n.key
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${keys}::text[]) as n(id, key) where m.id = n.id`.execute(trx)
}
