import { sql } from 'kysely'
import type { LedgerDb } from './ledger/handle.ts'

/** An address of the own domains, as the headers of one mailbox have it. */
export interface SeenAddress {
  readonly address: string
  /** Messages that were sent to it and not counted before. */
  readonly messages: number
  readonly firstSeen: Date | null
  readonly lastSeen: Date | null
}

/** Rows of one statement. */
const MOST_AT_ONCE = 5_000

/**
 * Adds what was seen to the addresses of a move: counts are added up, the earliest and the latest day kept, decisions
 * untouched. The caller gives each message once; two that count at once wait for each other and not in a circle.
 */
export async function tallySeen(
  trx: LedgerDb,
  organisation: string,
  move: string,
  rows: readonly SeenAddress[],
): Promise<void> {
  const merged = new Map<string, SeenAddress>()
  for (const row of rows) {
    const address = row.address.toLowerCase()
    const other = merged.get(address)
    merged.set(address, other === undefined ? { ...row, address } : sum(other, row))
  }
  const sorted = [...merged.values()].sort((one, other) => (one.address < other.address ? -1 : 1))
  for (let at = 0; at < sorted.length; at += MOST_AT_ONCE) {
    const part = sorted.slice(at, at + MOST_AT_ONCE)
    await sql`
      insert into seen_addresses as s (organisation_id, move_id, address, messages, first_seen, last_seen)
      select ${organisation}, ${move}, n.* from unnest(${part.map((row) => row.address)}::text[],
        ${part.map((row) => row.messages)}::bigint[], ${part.map((row) => row.firstSeen)}::timestamptz[],
        ${part.map((row) => row.lastSeen)}::timestamptz[]) as n
      on conflict (move_id, address) do update set messages = s.messages + excluded.messages,
        first_seen = least(s.first_seen, excluded.first_seen), last_seen = greatest(s.last_seen, excluded.last_seen)
      where s.organisation_id = excluded.organisation_id`.execute(trx)
  }
}

const sum = (one: SeenAddress, other: SeenAddress): SeenAddress => ({
  address: one.address,
  messages: one.messages + other.messages,
  firstSeen: outermost(Math.min, one.firstSeen, other.firstSeen),
  lastSeen: outermost(Math.max, one.lastSeen, other.lastSeen),
})

function outermost(choose: (...times: number[]) => number, ...dates: (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date === null ? [] : [date.getTime()]))
  return times.length === 0 ? null : new Date(choose(...times))
}
