import { CaravanError } from '@caravan/core/model'
import { FilesEndpoint } from '@caravan/core/services'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type OfMailbox, shelfOf } from './folder.ts'

/** The mailbox that files make up, for a pass. Throws `mailbox-not-ready` where none was read. */
export async function filesOf(
  { db, dataDir }: { readonly db: LedgerDb; readonly dataDir: string },
  { organisation, mailbox }: OfMailbox,
): Promise<FilesEndpoint> {
  const { rows } = await sql<{ id: string }>`
    select id from mail_files where mailbox_id = ${mailbox} and organisation_id = ${organisation} and state = 'read'
    order by uid_from`.execute(db)
  if (rows.length === 0)
    throw new CaravanError(
      'mailbox-not-ready',
      'No file of mail was handed over for this mailbox, or none is read yet.',
      'Hand over its export, and ask for the pass again once it is read.',
    )
  return new FilesEndpoint({
    // The mailbox, and not an address that somebody may correct: to the ledger it has to stay the same.
    identity: `${mailbox}@files:0`,
    shelf: shelfOf(dataDir, { organisation, mailbox }),
    readings: rows.map(({ id }) => id),
  })
}
