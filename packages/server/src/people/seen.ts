import { people } from '@caravan/contract'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, readMoveRow } from '../moves/one-move.ts'

interface Row {
  readonly address: string
  readonly messages: number
  readonly firstSeen: Date | null
  readonly lastSeen: Date | null
  readonly inMove: boolean
  readonly decision: 'exists' | 'alias' | 'ends' | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

export const seenAnswers: readonly Answer[] = [
  answer(people.listSeenAddresses, async ({ database }, { params, query }) => {
    const { limit, after, show } = query
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<Row>`
      select * from (select s.address, s.messages, s.first_seen as "firstSeen", s.last_seen as "lastSeen", s.decision,
          s.decided_by as "decidedBy", s.decided_at as "decidedAt",
          exists (select from move_mailboxes m where m.move_id = s.move_id and lower(m.source_address) = s.address)
          or exists (select from move_mailboxes m where m.move_id = s.move_id and lower(m.target_address) = s.address)
            as "inMove"
        from seen_addresses s where s.organisation_id = ${params.organisation} and s.move_id = ${params.move}
          and s.address > ${after ?? ''}) as x
      where ${show} = 'all' or ${show} = 'decided' and decision is not null
        or ${show} = 'undecided' and decision is null and not "inMove"
      order by address limit ${limit + 1}`.execute(database.kysely)
    const next = rows.length > limit ? rows[limit - 1]?.address : undefined
    return {
      items: rows.slice(0, limit).map((row) => ({
        ...row,
        firstSeen: row.firstSeen?.toISOString() ?? null,
        lastSeen: row.lastSeen?.toISOString() ?? null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
      })),
      ...(next !== undefined && { next }),
    }
  }),

  answer(people.decideSeenAddresses, async ({ database }, asked) => {
    const { params, body } = asked
    const addresses = [...new Set(body.addresses.map((address) => address.trim().toLowerCase()))]
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, params)
      const { rows } = await sql`
        update seen_addresses set decision = ${body.decision},
          decided_by = case when ${body.decision}::text is null then null else ${actorIn(asked).name} end,
          decided_at = case when ${body.decision}::text is null then null else now() end
        where organisation_id = ${params.organisation} and move_id = ${move.id} and address = any(${addresses}::text[])
        returning address`.execute(trx)
      if (rows.length < addresses.length)
        throw conflict('address-not-seen', 'Some of these addresses were never seen.', 'Read the list again.')
      await audit(trx, actorIn(asked), {
        organisation: params.organisation,
        action: 'addresses.decided',
        subject: { kind: 'move', id: move.id },
        after: { addresses, decision: body.decision },
      })
      await recordEvent(trx, params.organisation, 'addresses.decided', { move: move.id, count: rows.length })
      return { changed: rows.length }
    })
  }),
]
