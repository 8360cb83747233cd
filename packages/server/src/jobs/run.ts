import { join } from 'node:path'
import type { PassOptionsAsked } from '@caravan/contract'
import { compareMailboxes, type Rules, runPass } from '@caravan/core/engine'
import { type LedgerDb, mailboxId } from '@caravan/core/store'
import { sql } from 'kysely'
import { refusedFolder } from '../organisations/purge-files.ts'
import type { Running } from './accounts.ts'
import { readAddresses } from './addresses.ts'
import type { Claim } from './claim.ts'
import { LONGEST_WAIT_MS } from './pace.ts'
import { pacedEndpointOf } from './paced.ts'
import { ProgressTeller } from './progress.ts'
import { SESSIONS_PER_PASS } from './release.ts'
import type { Report } from './report.ts'

/**
 * How long a mailbox stays taken after the last sign of life of a worker: as long as it takes to see that the worker is
 * gone, so that its mailboxes go on elsewhere soon after.
 */
const LEASE_MS = 20_000

/** Runs a pass that was taken. Throws `CaravanError` where it did not come to a report. */
export async function runClaimed(running: Running, claim: Claim, signal: AbortSignal): Promise<Report> {
  const { db, log, dataDir } = running
  const { kind } = claim
  if (kind === 'addresses') return readAddresses(running, claim, signal)
  const source = await pacedEndpointOf(running, claim, 'source', signal)
  const target = await pacedEndpointOf(running, claim, 'target', signal)
  const { options, id, folders } = claim
  const progress = new ProgressTeller(db, claim, log)
  const both = {
    ...{ db, source, target, signal, organisation: claim.organisation, connections: SESSIONS_PER_PASS },
    // Names of the old home say nothing of the new one.
    rules: rulesOf(options, kind === 'reverse' ? NO_RULES : folders),
    onProgress: progress.tell,
  }
  try {
    // One that begins anew would never end: it waits here.
    if (kind === 'verify') return await compareMailboxes(both)
    await noteLedger(db, claim, source.identity, target.identity)
    return await runPass({
      ...both,
      kind,
      people: (names) => peopleOf(db, claim, names),
      ownLetters: await welcomeLetters(db, claim),
      verify: options.verify,
      dryRun: false,
      keepRefused: join(refusedFolder(dataDir, claim.organisation), claim.mailbox, id),
      accept: {
        shrunkenSource: options.acceptShrunkenSource,
        removedCopies: options.acceptRemoved,
        // Nobody sits before it: what fits is copied, and the rest goes on by itself once there is room.
        smallTarget: true,
      },
      // Passes that were asked for by an earlier version do not say.
      deleteGone: options.deleteGone === 'share' || options.deleteGone === 'all' ? options.deleteGone : undefined,
      leaseMs: LEASE_MS,
      longestWaitMs: LONGEST_WAIT_MS,
    })
  } finally {
    await progress.end()
  }
}

/** Which mailbox of the ledger is meant, whatever becomes of the pass. */
async function noteLedger(db: LedgerDb, claim: Claim, source: string, target: string): Promise<void> {
  const { kind, mailbox, organisation } = claim
  const back = kind === 'reverse'
  const [from, to] = back ? [target, source] : [source, target]
  const ledger = await mailboxId(db, from, to, organisation)
  await db
    .updateTable('move_mailboxes')
    .set(back ? { reverse_ledger_id: ledger } : { ledger_id: ledger })
    .where('id', '=', mailbox)
    .execute()
}

/** What this program laid into the new mailbox is no mail of its owner's, and stays there. */
async function welcomeLetters(db: LedgerDb, { mailbox }: Claim): Promise<string[]> {
  const rows = await db
    .selectFrom('welcome_letters')
    .select('message_id')
    .where('mailbox_id', '=', mailbox)
    .where('uid_floor', 'is not', null)
    .execute()
  return rows.map(({ message_id }) => message_id)
}

/** What those who move with this mailbox are called at the new home, by what the old one calls them. */
async function peopleOf(db: LedgerDb, claim: Claim, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ names: string[]; target: string }>`
    select array[lower(source_user), lower(source_address), split_part(lower(source_address), '@', 1)] as names,
      coalesce(target_user, target_address) as target
    from move_mailboxes where organisation_id = ${claim.organisation} and move_id = ${claim.move}
      and target_service is not null and coalesce(target_user, target_address) is not null
      and array[lower(source_user), lower(source_address), split_part(lower(source_address), '@', 1)]
        && ${names}::text[]`.execute(db)
  const known = new Map<string, string>()
  // Two people of one name in two domains: nobody knows which of them is meant.
  const meant = (name: string) => new Set(rows.filter((row) => row.names.includes(name)).map((row) => row.target))
  for (const name of names) {
    const [target, ...others] = meant(name)
    if (target !== undefined && others.length === 0) known.set(name, target)
  }
  return known
}

const NO_RULES = { exclude: [], map: [] }

const seconds = (moment: string | undefined): number | undefined =>
  moment === undefined ? undefined : Math.floor(Date.parse(moment) / 1000)

const rulesOf = ({ include, folders, since, before }: PassOptionsAsked, ofMove: Claim['folders']): Rules => ({
  include,
  exclude: folders?.exclude ?? ofMove.exclude,
  map: folders?.map ?? ofMove.map,
  since: seconds(since),
  before: seconds(before),
})
