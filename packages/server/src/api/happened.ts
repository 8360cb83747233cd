import type { LedgerDb } from '@caravan/core/store'

/** Writes a live event, in the transaction that makes it true. No secret and no mail goes into `data`. */
export async function happened(
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
