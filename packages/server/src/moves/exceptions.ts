import { type AnswerOf, type BodyOf, exceptions, type QueryOf } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { isKeepable } from '../api/keepable.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { oneMailbox } from '../people/mailbox-rows.ts'
import { holdMove, readMoveRow } from './one-move.ts'
import { countOpenExceptions, listed } from './open-exceptions.ts'

type Listed = AnswerOf<typeof exceptions.listExceptions>['items'][number]
type Which = BodyOf<typeof exceptions.acceptExceptions>['which']

const named = ({ mailbox, code, keys }: Which) => sql`
  ${mailbox === undefined ? sql`true` : sql`m.id = ${mailbox}`}
  and ${code === undefined ? sql`true` : sql`e.value->>'code' = ${code}`}
  and ${keys === undefined ? sql`true` : sql`exception_key(e.value) = any(${keys})`}`

interface ListedRow {
  readonly key: string
  readonly e: Omit<Listed, 'key' | 'accepted'>
  readonly accepted_by: string | null
  readonly accepted_at: Date | null
  readonly reason: string | null
}

const shown = ({ key, e, accepted_by: by, accepted_at: at, reason }: ListedRow): Listed => ({
  ...e,
  key,
  accepted: by === null || at === null ? null : { by, at: at.toISOString(), reason: reason ?? '' },
})

/** Where a page of `listMoveExceptions` ended: an address and a key. Throws `page-unknown`. */
function readExceptionPlace(text: string | undefined): readonly [string, string] | undefined {
  if (text === undefined) return undefined
  try {
    const [address, key] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof address === 'string' && typeof key === 'string' && isKeepable(address) && isKeepable(key))
      return [address, key]
  } catch {
    // Told below.
  }
  throw new CaravanError('page-unknown', 'No page was given this name.', 'Begin with the first page.')
}

const shownBy = ({ code, accepted, search = '' }: QueryOf<typeof exceptions.listMoveExceptions>) => sql`
  ${code === undefined ? sql`true` : sql`e.value->>'code' = ${code}`}
  and ${accepted === undefined ? sql`true` : sql`(a.accepted_at is not null) = ${accepted === 'true'}`}
  and ${search === '' ? sql`true` : sql`strpos(lower(concat_ws(' ', e.value->>'subject', e.value->>'folder', m.source_address)), ${search.toLowerCase()}) > 0`}`

export const exceptionAnswers: readonly Answer[] = [
  answer(exceptions.listExceptions, async ({ database }, { params }) => {
    const { id, whole_exceptions: all } = await oneMailbox(database.kysely, params)
    const { rows } = await sql<ListedRow>`${listed(params, sql`m.id = ${id}`)}`.execute(database.kysely)
    const items = rows.map(shown)
    return { items, unlisted: Math.max(0, (all ?? 0) - items.length) }
  }),

  answer(exceptions.exceptionsByCode, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<AnswerOf<typeof exceptions.exceptionsByCode>['items'][number]>`
      select e->>'code' as code, min(e->>'remedy') as remedy, count(distinct mailbox) as mailboxes,
        count(*) filter (where accepted_at is null) as open, count(*) filter (where accepted_at is not null) as accepted
      from (${listed(params, sql`true`)}) as x group by 1 order by 1`.execute(database.kysely)
    return { items: rows }
  }),

  answer(exceptions.listMoveExceptions, async ({ database }, { params, query }) => {
    const { limit, after } = query
    await readMoveRow(database.kysely, params)
    const place = readExceptionPlace(after)
    const { rows } = await sql<ListedRow & { mailbox: string; address: string }>`
      select x.*, b.source_address as address from (${listed(params, shownBy(query))}) as x
        join move_mailboxes b on b.id = x.mailbox
      where ${place === undefined ? sql`true` : sql`(lower(b.source_address), x.key) > (${place[0]}, ${place[1]})`}
      order by lower(b.source_address), x.key limit ${limit + 1}`.execute(database.kysely)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const next = last && {
      next: Buffer.from(JSON.stringify([last.address.toLowerCase(), last.key])).toString('base64url'),
    }
    const items = rows
      .slice(0, limit)
      .map((row) => ({ ...shown(row), mailbox: row.mailbox, sourceAddress: row.address }))
    return { items, ...next }
  }),

  answer(exceptions.acceptExceptions, async ({ database }, asked) => {
    const { params, body } = asked
    const { which } = body
    const reason = body.reason.trim()
    const actor = actorIn(asked)
    return database.kysely.transaction().execute(async (trx) => {
      const { id: move, organisation_id: organisation } = await holdMove(trx, params)
      if (which.mailbox !== undefined) await oneMailbox(trx, { ...params, mailbox: which.mailbox })
      const { rows } = await sql<{ mailbox: string }>`
        insert into accepted_exceptions (organisation_id, move_id, mailbox_id, key, reason, accepted_by)
        select distinct ${organisation}::uuid, ${move}::uuid, mailbox, key, ${reason}, ${actor.name}
        from (${listed(params, named(which))}) as x where accepted_at is null
        on conflict do nothing returning mailbox_id as mailbox`.execute(trx)
      if (body.expected !== undefined && body.expected !== rows.length)
        throw conflict(
          'exceptions-changed',
          `There are ${rows.length} by now, not ${body.expected}.`,
          'Look at the list as it is now, then accept it.',
        )
      await countOpenExceptions(trx, params, [...new Set(rows.map(({ mailbox }) => mailbox))])
      const after = { which, accepted: rows.length }
      const subject = { kind: 'move', id: move }
      await audit(trx, actor, { organisation, action: 'exceptions.accepted', subject, after, reason })
      await recordEvent(trx, organisation, 'exceptions.accepted', { move, count: rows.length })
      return { accepted: rows.length }
    })
  }),

  answer(exceptions.withdrawAcceptance, async ({ database }, asked) => {
    const { params, body } = asked
    const { which } = body
    return database.kysely.transaction().execute(async (trx) => {
      const { id: move, organisation_id: organisation } = await holdMove(trx, params)
      if (which.mailbox !== undefined) await oneMailbox(trx, { ...params, mailbox: which.mailbox })
      const { rows } = await sql<{ mailbox: string }>`
        delete from accepted_exceptions a using (${listed(params, named(which))}) as x
        where a.mailbox_id = x.mailbox and a.key = x.key returning a.mailbox_id as mailbox`.execute(trx)
      await countOpenExceptions(trx, params, [...new Set(rows.map(({ mailbox }) => mailbox))])
      const after = { which, withdrawn: rows.length }
      const subject = { kind: 'move', id: move }
      await audit(trx, actorIn(asked), { organisation, action: 'exceptions.withdrawn', subject, after })
      await recordEvent(trx, organisation, 'exceptions.withdrawn', { move, count: rows.length })
      return { withdrawn: rows.length }
    })
  }),
]
