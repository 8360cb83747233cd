import type { LedgerDb } from '@caravan/core/store'

/**
 * Notes what happened, for live views and webhooks, in the transaction that makes it so; it is seen when that commits.
 * @param kind `subject.what`, such as `pass.ended`
 */
export async function recordEvent(
  trx: LedgerDb,
  organisation: string,
  kind: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await trx
    .insertInto('events')
    .values({ organisation_id: organisation, kind, data: JSON.stringify(data) })
    .execute()
}

/**
 * Rows of several organisations in the order in which their events have to be written: each takes its organisation's
 * lock at the commit, and two transactions that took them in another order would wait for each other.
 */
export const inLockOrder = <Row extends { readonly organisation: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.organisation < b.organisation ? -1 : Number(a.organisation > b.organisation)))
