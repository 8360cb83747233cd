import { rm } from 'node:fs/promises'
import { removeShelf } from '@caravan/core/services'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import { inLockOrder } from '../events/write.ts'
import { shelfOf, uploadOf } from './folder.ts'

/** Files that are erased by one look; the rest follows with the next. */
const MOST = 500

interface Erased {
  readonly id: string
  readonly organisation: string
  readonly mailbox: string
}

/** Takes from this machine's disk what was removed or refused: it is tried again until it is gone. */
export async function eraseFromDisk(db: LedgerDb, dataDir: string): Promise<void> {
  const { rows } = await sql<Erased>`
    select id, organisation_id as organisation, mailbox_id as mailbox from mail_files
    where state in ('removed', 'refused') and on_disk limit ${MOST}`.execute(db)
  for (const { id, ...of } of rows) {
    const shelf = shelfOf(dataDir, of)
    await rm(uploadOf(shelf, id), { force: true })
    await removeShelf(shelf, id)
    await sql`update mail_files set on_disk = false where id = ${id}`.execute(db)
  }
}

/** Once a move is closed nothing of its files is needed any more. */
export async function removeOfClosed(db: LedgerDb): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<Erased & { readonly name: string }>`
      update mail_files f set state = 'removed', removed_at = clock_timestamp()
      where f.id in (
        select o.id from mail_files o join moves v on v.id = o.move_id
        where o.state not in ('removed', 'refused') and v.state #>> '{stages,close,status}' = 'left'
        limit ${MOST} for update of o skip locked)
      returning f.id, f.organisation_id as organisation, f.mailbox_id as mailbox, f.name`.execute(trx)
    for (const { id, organisation, mailbox, name } of inLockOrder(rows))
      await audit(trx, 'system', {
        organisation,
        action: 'mail-file.removed',
        subject: { kind: 'mailbox', id: mailbox },
        after: { file: id, name },
        reason: 'the move is closed',
      })
  })
}
