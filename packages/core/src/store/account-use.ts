import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { LedgerDb } from './ledger/handle.ts'

/** `out`: read from the service; `in`: written to it. */
export type UseDirection = 'in' | 'out'

/** What went through an account in a span of ten minutes, counted since 1970. */
export interface SpanUse {
  readonly span: number
  readonly octets: number
}

/** One direction of an account, whose name (`user@host:port`) is stored as a digest only. */
export interface AccountSide {
  readonly account: string
  readonly direction: UseDirection
}

const keyOf = (account: string): Buffer => createHash('sha256').update(account).digest()

/** Ten-minute spans that are kept. */
const KEPT_SPANS = 2 * 24 * 6

/**
 * Notes what `decide` grants, having seen what went through in the last two days; whoever asks for the same account
 * meanwhile waits. Nothing is noted where it grants nothing.
 */
export async function reserveUse(
  db: LedgerDb,
  { account, direction }: AccountSide,
  span: number,
  decide: (uses: readonly SpanUse[]) => number,
): Promise<number> {
  const key = keyOf(account)
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`use ${key.toString('hex')} ${direction}`}, 0))`.execute(
      trx,
    )
    await sql`delete from account_use where span < ${span - KEPT_SPANS}`.execute(trx)
    const { rows } = await sql<{ span: string; octets: string }>`
      select span, octets from account_use where account = ${key} and direction = ${direction}`.execute(trx)
    const granted = decide(rows.map((row) => ({ span: Number(row.span), octets: Number(row.octets) })))
    if (granted > 0) await addUse(trx, { account, direction }, span, granted)
    return granted
  })
}

/** Notes octets that went through; fewer than zero gives back what was reserved and not needed. */
export async function addUse(
  db: LedgerDb,
  { account, direction }: AccountSide,
  span: number,
  octets: number,
): Promise<void> {
  await sql`
    insert into account_use as u (account, direction, span, octets)
    values (${keyOf(account)}, ${direction}, ${span}, ${Math.round(octets)})
    on conflict (account, direction, span) do update set octets = greatest(0, u.octets + excluded.octets)`.execute(db)
}
