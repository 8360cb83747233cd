import { passes, type RequestKind } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Actor } from '../api/caller.ts'
import { conflict, notFound, RequestError } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { readMoveRow } from '../moves/one-move.ts'
import { assertPassMayRun } from '../moves/standing.ts'
import { oneMailbox, taken } from '../people/mailbox-rows.ts'
import { type AskedFor, type Asking, askForPasses, wakeWorkers } from './ask.ts'

interface Row {
  readonly id: string
  readonly move: string
  readonly mailbox: string
  readonly sourceAddress: string
  readonly kind: RequestKind
  readonly state: 'queued' | 'running' | 'ended' | 'cancelled'
  readonly requestedBy: string
  readonly requested_at: Date
  readonly started_at: Date | null
  readonly ended_at: Date | null
  readonly status: string | null
  readonly error: { code: string; message: string; remedy: string; serverReply: string | null } | null
}

const shown = ({ requested_at, started_at, ended_at, ...row }: Row) => ({
  ...row,
  requestedAt: requested_at.toISOString(),
  startedAt: started_at?.toISOString() ?? null,
  endedAt: ended_at?.toISOString() ?? null,
})

const COLUMNS = sql`p.id, p.move_id as move, p.mailbox_id as mailbox, b.source_address as "sourceAddress", p.kind, p.state,
  p.requested_by as "requestedBy", p.requested_at, p.started_at, p.ended_at, p.status, p.error`

async function readOne<Extra = unknown>(
  db: LedgerDb,
  which: { organisation: string; move: string },
  condition: RawBuilder<unknown>,
  extra = sql``,
): Promise<(Row & Extra) | undefined> {
  const { rows } = await sql<Row & Extra>`
    select ${COLUMNS}${extra} from pass_requests p join move_mailboxes b on b.id = p.mailbox_id
    where p.organisation_id = ${which.organisation} and p.move_id = ${which.move} and ${condition} limit 1`.execute(db)
  return rows[0]
}

/** Throws 404 where the wave is not one of the move's. */
export async function assertWaveThere(
  trx: LedgerDb,
  { organisation, move, wave }: { organisation: string; move: string; wave: string },
): Promise<void> {
  const { rows } = await sql`
    select from waves where organisation_id = ${organisation} and move_id = ${move} and id = ${wave}`.execute(trx)
  if (rows.length === 0) throw notFound('wave')
}

/** Asks for passes, with its line in the audit log and its event. */
export async function askAudited(
  trx: LedgerDb,
  actor: Actor | 'system',
  subject: { kind: 'move' | 'wave' | 'mailbox'; id: string },
  which: RawBuilder<unknown>,
  asking: Asking,
): Promise<AskedFor> {
  const done = await askForPasses(trx, which, asking)
  const { organisation, kind } = asking
  const { deleteGone } = asking.options
  await audit(trx, actor, {
    ...{ organisation, action: 'passes.requested', subject },
    after: { kind, ...(deleteGone !== 'no' && { deleteGone }), ...done },
  })
  await recordEvent(trx, organisation, 'passes.requested', { [subject.kind]: subject.id, kind, ...done })
  return done
}

/** Throws `deletions-need-whole`. */
const askingOf = (asked: Pick<Asked<typeof passes.askPassesOfMove>, 'caller' | 'body'>): Asking => {
  assertDeletionsFit(asked.body)
  return {
    organisation: standingIn(asked).organisation,
    kind: asked.body.kind,
    options: asked.body.options,
    by: actorIn(asked).name,
  }
}

/** What a pass leaves out may be what seems to be gone: it may have been moved there. */
function assertDeletionsFit({ kind, options }: Pick<Asked<typeof passes.askPassesOfMove>['body'], 'kind' | 'options'>) {
  const { deleteGone, include, folders, since, before } = options
  if (deleteGone === 'no') return
  const partly =
    include.length > 0 || (folders?.exclude ?? []).length > 0 || since !== undefined || before !== undefined
  if ((kind === 'delta' || kind === 'final') && !partly) return
  throw new RequestError(
    422,
    'deletions-need-whole',
    'Only a delta or a final pass over whole mailboxes can delete at the new home what was deleted at the old one.',
    'Ask for such a pass without folders or dates that leave mail out.',
  )
}

export const passAnswers: readonly Answer[] = [
  answer(passes.askPassesOfMove, async ({ database }, asked) => {
    const { move } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      await assertPassMayRun(trx, asked.params, asked.body.kind)
      const which = sql`b.move_id = ${move}`
      return askAudited(trx, actorIn(asked), { kind: 'move', id: move }, which, askingOf(asked))
    })
  }),

  answer(passes.askPassesOfWave, async ({ database }, asked) => {
    const { move, wave } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      await assertWaveThere(trx, asked.params)
      await assertPassMayRun(trx, asked.params, asked.body.kind)
      const which = sql`b.move_id = ${move} and b.wave_id = ${wave}`
      return askAudited(trx, actorIn(asked), { kind: 'wave', id: wave }, which, askingOf(asked))
    })
  }),

  answer(passes.askPassesOfMailboxes, async ({ database }, asked) => {
    const { move } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      await assertPassMayRun(trx, asked.params, asked.body.kind)
      const which = sql`b.id in (select m.id from move_mailboxes m where ${taken(asked.params, asked.body.which)})`
      const done = await askAudited(trx, actorIn(asked), { kind: 'move', id: move }, which, askingOf(asked))
      const found = done.requested + done.open + done.notReady
      if ('ids' in asked.body.which && found < new Set(asked.body.which.ids).size)
        throw conflict('mailbox-missing', 'Some of these mailboxes are not in the move.', 'Read the list again.')
      return done
    })
  }),

  answer(passes.askPass, async ({ database }, asked) => {
    const { organisation, move, mailbox } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      await oneMailbox(trx, asked.params)
      await assertPassMayRun(trx, asked.params, asked.body.kind)
      const asking = askingOf(asked)
      const done = await askForPasses(trx, sql`b.move_id = ${move} and b.id = ${mailbox}`, asking)
      if (done.open > 0)
        throw conflict(
          'pass-open',
          'A pass over this mailbox waits or runs already.',
          'Wait for its end, or cancel it.',
        )
      if (done.notReady > 0)
        throw conflict(
          'mailbox-not-ready',
          'This mailbox lacks a service or an address, or nobody has decided that it moves.',
          'Name the source and the target, and decide what becomes of the mailbox.',
        )
      const row = await readOne(trx, { organisation, move }, sql`p.mailbox_id = ${mailbox} and p.state = 'queued'`)
      if (done.requested === 0 || row === undefined) throw notFound('mailbox')
      const { kind } = asking
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'pass.requested',
        subject: { kind: 'mailbox', id: mailbox },
        after: { pass: row.id, kind, options: asking.options },
      })
      await recordEvent(trx, organisation, 'pass.requested', { pass: row.id, move, mailbox, kind })
      return shown(row)
    })
  }),

  answer(passes.listPasses, async ({ database }, asked) => {
    const { organisation, move } = asked.params
    const { limit, after, mailbox, wave, state } = asked.query
    await readMoveRow(database.kysely, asked.params)
    const { rows } = await sql<Row>`
      select ${COLUMNS} from pass_requests p join move_mailboxes b on b.id = p.mailbox_id
      where p.organisation_id = ${organisation} and p.move_id = ${move}
        ${mailbox === undefined ? sql`` : sql`and p.mailbox_id = ${mailbox}`}
        ${wave === undefined ? sql`` : sql`and b.wave_id = ${wave}`}
        ${state === undefined ? sql`` : sql`and p.state = ${state}`}
        ${placeAfter(move, after)}
      order by p.requested_at desc, p.id desc limit ${limit + 1}`.execute(database.kysely)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = rows.length > limit && last !== undefined ? { next: last.id } : undefined
    return { items: items.map(shown), ...next }
  }),

  answer(passes.readPass, async ({ database }, asked) => {
    const row = await readOne<{ options: Record<string, unknown>; report: Record<string, unknown> | null }>(
      database.kysely,
      asked.params,
      sql`p.id = ${asked.params.pass}`,
      sql`, p.options, p.report`,
    )
    if (row === undefined) throw notFound('pass')
    return { ...shown(row), options: row.options, report: row.report }
  }),

  answer(passes.cancelPass, async ({ database }, asked) => {
    const { organisation, move, pass } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      const { rows } = await sql<{ state: string; mailbox: string }>`
        update pass_requests set
          cancel_asked_at = coalesce(cancel_asked_at, now()),
          state = case state when 'queued' then 'cancelled' else state end,
          ended_at = case state when 'queued' then now() end
        where id = ${pass} and move_id = ${move} and organisation_id = ${organisation}
          and state in ('queued', 'running')
        returning state, mailbox_id as mailbox`.execute(trx)
      const [changed] = rows
      const row = await readOne(trx, { organisation, move }, sql`p.id = ${pass}`)
      if (row === undefined) throw notFound('pass')
      if (changed === undefined) throw conflict('pass-over', 'This pass is over.', 'There is nothing to cancel.')
      await audit(trx, actorIn(asked), { organisation, action: 'pass.cancelled', subject: { kind: 'pass', id: pass } })
      if (changed.state === 'cancelled')
        await recordEvent(trx, organisation, 'pass.cancelled', { pass, move, mailbox: changed.mailbox })
      await wakeWorkers(trx)
      return shown(row)
    })
  }),
]

/** Behind the last row of the page before. */
function placeAfter(move: string, after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql``
  const id = /^[0-9a-f-]{36}$/i.test(after) ? after : '00000000-0000-4000-8000-000000000000'
  return sql`and (p.requested_at, p.id) < (select requested_at, id from pass_requests where id = ${id} and move_id = ${move})`
}
