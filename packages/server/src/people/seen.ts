import { type BodyOf, people } from '@caravan/contract'
import { readAddress } from '@caravan/core/model'
import { type LedgerDb, seenTurn } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, type MovePath, readMoveRow } from '../moves/one-move.ts'

interface Row {
  readonly address: string
  readonly messages: number
  readonly delivered: number
  readonly junk: number
  readonly firstSeen: Date | null
  readonly lastSeen: Date | null
  readonly inMove: boolean
  readonly plus: boolean
  readonly decision: 'exists' | 'alias' | 'ends' | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

/** Sub-addressing (RFC 5233): anna+shop@… of a mailbox anna@… that is in the move. */
const PLUS = sql<boolean>`(s.address ~ '^[^"@+]+[+][^@]*@' and move_has(s.move_id, regexp_replace(s.address, '[+][^@]*@', '@')))`
const JUNK = sql<boolean>`(s.junk > 0 and s.junk = s.messages)`
const SORTS = { plus: PLUS, junk: JUNK } as const
const SHOWN = {
  undecided: sql<boolean>`s.decision is null and not s.in_move`,
  decided: sql<boolean>`s.decision is not null`,
  all: sql<boolean>`true`,
} as const

export const seenAnswers: readonly Answer[] = [
  answer(people.listSeenAddresses, async ({ database }, { params, query }) => {
    const { limit, after, show, sort } = query
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<Row>`
      select p.* from (select s.address, s.messages, s.delivered, s.junk, s.first_seen as "firstSeen",
          s.last_seen as "lastSeen", s.in_move as "inMove", ${PLUS} as plus, s.decision, s.decided_by as "decidedBy",
          s.decided_at as "decidedAt"
        from seen_addresses s where s.organisation_id = ${params.organisation} and s.move_id = ${params.move}
          and s.address > ${after ?? ''} and ${SHOWN[show]} and ${sort === undefined ? sql`true` : SORTS[sort]}
        order by s.address limit ${limit + 1}) as p order by p.address`.execute(database.kysely)
    const next = rows.length > limit ? rows[limit - 1]?.address : undefined
    return { items: rows.slice(0, limit).map(shown), ...(next !== undefined && { next }) }
  }),

  answer(people.decideSeenAddresses, async ({ database }, asked) => {
    const { params, body } = asked
    const { decision } = body
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, params)
      await seenTurn(trx, move.id)
      const addresses = await decide(trx, params, body, actorIn(asked).name)
      await audit(trx, actorIn(asked), {
        organisation: params.organisation,
        action: 'addresses.decided',
        subject: { kind: 'move', id: move.id },
        after: { addresses: addresses.slice(0, MOST_LOGGED), count: addresses.length, decision },
      })
      await recordEvent(trx, params.organisation, 'addresses.decided', { move: move.id, count: addresses.length })
      return { changed: addresses.length }
    })
  }),
]

/** Addresses that one line of the audit log names. */
const MOST_LOGGED = 10_000

const shown = ({ plus, ...row }: Row) => ({
  ...row,
  sorts: [
    ...(plus ? (['plus'] as const) : []),
    ...(row.junk > 0 && row.junk === row.messages ? (['junk'] as const) : []),
  ],
  firstSeen: row.firstSeen?.toISOString() ?? null,
  lastSeen: row.lastSeen?.toISOString() ?? null,
  decidedAt: row.decidedAt?.toISOString() ?? null,
})

/** Decides for those that are named, or for the undecided ones of a sort. Throws where one was never seen. */
async function decide(
  trx: LedgerDb,
  { organisation, move }: MovePath,
  body: BodyOf<typeof people.decideSeenAddresses>,
  decider: string,
): Promise<string[]> {
  const named = 'addresses' in body ? [...new Set(body.addresses.map(asSeen))] : undefined
  const which: RawBuilder<boolean> =
    'sort' in body
      ? sql<boolean>`${SHOWN.undecided} and ${SORTS[body.sort]}`
      : sql<boolean>`s.address = any(${named ?? []}::text[])`
  const open = body.decision === null
  const { rows } = await sql<{ address: string }>`
    update seen_addresses s set decision = ${body.decision}, decided_by = ${open ? null : decider},
      decided_at = ${open ? null : new Date()}
    where s.organisation_id = ${organisation} and s.move_id = ${move} and ${which} returning s.address`.execute(trx)
  if (named !== undefined && rows.length < named.length)
    throw conflict('address-not-seen', 'Some of these addresses were never seen.', 'Read the list again.')
  return rows.map(({ address }) => address)
}

/** As the table has it; what cannot be read as an address was never seen. */
const asSeen = (written: string): string => (readAddress(written).address?.text ?? written.trim()).toLowerCase()
