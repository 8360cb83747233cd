import { collectRecipients, reportedError } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { beginSeen, endSeen, type Kept, keepSeen, type LedgerDb, type SeenMailbox } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Running } from './accounts.ts'
import { type Claim, OURS } from './claim.ts'
import { LONGEST_WAIT_MS } from './pace.ts'
import { pacedEndpointOf } from './paced.ts'
import { ProgressTeller } from './progress.ts'
import type { AddressReport } from './report.ts'

/**
 * Reads who the messages of a mailbox were sent to, from their headers, and counts the own addresses for its move. What
 * was counted by an earlier pass, or before this one was given back, is not read again. Throws `own-domains-missing`,
 * `own-domains-changed`, `lease-lost`, and what the service said.
 */
export async function readAddresses(running: Running, claim: Claim, signal: AbortSignal): Promise<AddressReport> {
  const { db, log } = running
  const of = await seenMailboxOf(db, claim)
  const source = await pacedEndpointOf(running, claim, 'source', signal)
  const after = await whileOurs(running, claim, (trx) => beginSeen(trx, of))
  const progress = new ProgressTeller(db, claim, log)
  try {
    const collected = await collectRecipients(source, of, {
      ...{ after, signal, onProgress: progress.tell, longestWaitMs: LONGEST_WAIT_MS },
      async onPart(part) {
        assertKept(await whileOurs(running, claim, (trx) => keepSeen(trx, of, part)))
        progress.tell({ step: 'copied', folder: part.folder, messages: part.messages, bytes: 0 })
      },
    })
    const { folders, unread } = collected
    assertKept(await whileOurs(running, claim, (trx) => endSeen(trx, of, { folders, unread: unread.length })))
    const counts = await countsOf(db, claim.mailbox)
    return {
      status: unread.length > 0 || counts.beyond > 0 || collected.cut > 0 ? 'exceptions' : 'green',
      ...{ messages: collected.messages, cut: collected.cut, repeated: collected.repeated },
      held: collected.held,
      ...counts,
      unread: unread.map(({ folder, error }) => ({ folder, error: reportedError(error) })),
      error: null,
    }
  } finally {
    await progress.end()
  }
}

async function seenMailboxOf(db: LedgerDb, { organisation, move, mailbox }: Claim): Promise<SeenMailbox> {
  const { own_domains: domains } = await db
    .selectFrom('moves')
    .select('own_domains')
    .where('id', '=', move)
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow()
  if (domains.length === 0)
    throw new CaravanError(
      'own-domains-missing',
      'Nobody has said which domains are the organisation’s own.',
      'Name the own domains of the move, and ask again.',
    )
  return { organisation, move, mailbox, domains }
}

/** Writes only while the pass is this worker's: one that stood still and wakes up changes nothing. */
async function whileOurs<T>({ db, worker }: Running, claim: Claim, work: (trx: LedgerDb) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql`select id from pass_requests where ${OURS(claim, worker)} for update`.execute(trx)
    if (rows.length === 0)
      throw new CaravanError('lease-lost', 'Another worker has this mailbox by now.', 'It goes on there by itself.')
    return work(trx)
  })
}

function assertKept(kept: Kept): void {
  if (kept === 'kept') return
  throw new CaravanError(
    'own-domains-changed',
    'The own domains of the move were changed meanwhile.',
    'The mailbox is read again by itself.',
  )
}

async function countsOf(db: LedgerDb, mailbox: string): Promise<{ addresses: number; beyond: number }> {
  const { rows } = await sql<{ addresses: number; beyond: number }>`
    select beyond, (select count(distinct r.address) from seen_folders f join seen_recipients r on r.folder_id = f.id
      where f.mailbox_id = b.mailbox_id) as addresses
    from seen_mailboxes b where b.mailbox_id = ${mailbox}`.execute(db)
  return rows[0] ?? { addresses: 0, beyond: 0 }
}
