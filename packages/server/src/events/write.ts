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
