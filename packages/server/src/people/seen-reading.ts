import { type AnswerOf, passes, people } from '@caravan/contract'
import { isClosed } from '@caravan/core/move'
import { forgetAllSeen, type LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import type { Actor } from '../api/caller.ts'
import { conflict } from '../api/problems.ts'
import { askAudited, assertWaveThere } from '../jobs/answers.ts'
import { askForPasses } from '../jobs/ask.ts'
import { type MovePath, readMoveRow } from '../moves/one-move.ts'
import { stateOf } from '../moves/standing.ts'
import { oneMailbox } from './mailbox-rows.ts'

const asking = (organisation: string, by: string) =>
  ({ organisation, kind: 'addresses', options: passes.passOptions.parse({}), by }) as const

export const seenReadingAnswers: readonly Answer[] = [
  answer(people.readSeenAddresses, async ({ database }, asked) => {
    const { params, body } = asked
    const { organisation, move } = params
    const actor = actorIn(asked)
    return database.kysely.transaction().execute(async (trx) => {
      const row = await readMoveRow(trx, params)
      if (isClosed(stateOf(row)))
        throw conflict('move-closed', 'The move is closed.', 'Begin its last stage again, if something is left to do.')
      const { own_domains: domains } = row
      if (domains.length === 0)
        throw conflict(
          'own-domains-missing',
          'Nobody has said which domains are the organisation’s own.',
          'Name the own domains of the move, and ask again.',
        )
      const { wave, mailbox } = body
      const ask = (kind: 'move' | 'wave' | 'mailbox', id: string, which: RawBuilder<unknown>) =>
        askAudited(trx, actor, { kind, id }, sql`b.move_id = ${move} and ${which}`, asking(organisation, actor.name))
      if (mailbox !== undefined) {
        await oneMailbox(trx, { ...params, mailbox })
        return ask('mailbox', mailbox, sql`b.id = ${mailbox}`)
      }
      if (wave === undefined) return ask('move', move, sql`true`)
      await assertWaveThere(trx, { organisation, move, wave })
      return ask('wave', wave, sql`b.wave_id = ${wave}`)
    })
  }),

  answer(people.seenAddressesProgress, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return progressOf(database.kysely, params)
  }),
]

async function progressOf(
  db: LedgerDb,
  { organisation, move }: MovePath,
): Promise<AnswerOf<typeof people.seenAddressesProgress>> {
  const { rows } = await sql<Omit<AnswerOf<typeof people.seenAddressesProgress>, 'lastReadAt'> & { lastReadAt: Date }>`
    select
      (select count(*) from move_mailboxes m where m.move_id = ${move}
        and m.decision in ('move', 'archive-only', 'undecided')) as mailboxes,
      r.*, q.*,
      (select count(*) from seen_addresses s where s.move_id = ${move}) as addresses,
      (select count(*) from seen_addresses s where s.move_id = ${move} and s.decision is null and not s.in_move)
        as undecided
    from (select count(*) filter (where whole) as read,
        count(*) filter (where whole and (unread > 0 or beyond > 0)) as incomplete,
        coalesce(sum(messages), 0)::bigint as messages, max(read_at) as "lastReadAt"
      from (select b.*, b.read_at is not null
            and b.domains = (select own_domains from moves where id = ${move}) as whole
          from seen_mailboxes b where b.organisation_id = ${organisation} and b.move_id = ${move}) as b) as r,
      (select count(*) filter (where state = 'queued') as waiting, count(*) filter (where state = 'running') as running
        from pass_requests where organisation_id = ${organisation} and move_id = ${move} and kind = 'addresses'
          and state in ('queued', 'running')) as q`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a count has a row')
  return { ...row, lastReadAt: (row.lastReadAt as Date | null)?.toISOString() ?? null }
}

/** Other domains are the organisation's own now: what was read is counted again for these. */
export async function readSeenAgain(trx: LedgerDb, { organisation, move }: MovePath, by: Actor): Promise<void> {
  const mailboxes = await forgetAllSeen(trx, move)
  if (mailboxes.length > 0)
    await askForPasses(
      trx,
      sql`b.move_id = ${move} and b.id = any(${mailboxes}::uuid[])`,
      asking(organisation, by.name),
    )
}
