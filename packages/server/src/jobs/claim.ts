import type { PassOptionsAsked, RequestKind } from '@caravan/contract'
import { accountedFor, type PassReport, type ReportedError, type Rules } from '@caravan/core/engine'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { recordEvent } from '../events/write.ts'
import { countOpenExceptions } from '../moves/open-exceptions.ts'
import type { AddressReport, Report } from './report.ts'

/** A pass that this worker has taken, and what it needs to know of its mailbox. */
export interface Claim {
  readonly id: string
  readonly attempt: number
  readonly organisation: string
  readonly move: string
  readonly mailbox: string
  readonly kind: RequestKind
  readonly options: PassOptionsAsked
  /** The move's rules for folders. */
  readonly folders: Pick<Rules, 'exclude' | 'map'>
  readonly sourceService: string | null
  readonly targetService: string | null
  /** Its mail comes from files that were handed over. */
  readonly sourceFiles: boolean
  readonly sourceUser: string
  readonly targetUser: string | null
}

/** Exceptions and folders that a stored report lists. */
const MOST_LISTED = 1_000

/** What an event says of a pass. */
export const told = ({ id, move, mailbox, kind }: Claim) => ({ pass: id, move, mailbox, kind })

/** Takes a released pass; undefined where another has it, it is over, or it was paused meanwhile. */
export async function claim(db: LedgerDb, id: string, worker: string): Promise<Claim | undefined> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Claim>`
      update pass_requests p set state = 'running', worker = ${worker}, attempt = p.attempt + 1,
        started_at = coalesce(p.started_at, clock_timestamp()), progressed_at = clock_timestamp(), released_at = null, not_before = null
      from move_mailboxes b join moves m on m.id = b.move_id left join waves w on w.id = b.wave_id
      where p.id = ${id} and b.id = p.mailbox_id and p.state = 'queued' and p.released_at is not null
        and b.paused_at is null and m.paused_at is null and w.paused_at is null
        and stages_let_run(m.state, p.kind)
      returning p.id, p.attempt, p.organisation_id as organisation, p.move_id as move, p.mailbox_id as mailbox, p.kind,
        p.options, m.folder_rules as folders, b.source_service as "sourceService", b.target_service as "targetService",
        b.source_files as "sourceFiles",
        coalesce(b.source_user, b.source_address) as "sourceUser",
        coalesce(b.target_user, b.target_address) as "targetUser"`.execute(trx)
    const [found] = rows
    if (found === undefined) await letGo(trx, id)
    else await recordEvent(trx, found.organisation, 'pass.started', told(found))
    return found
  })
}

/** A pass that was released and is not taken waits for its next turn. */
export async function letGo(db: LedgerDb, id: string): Promise<void> {
  await sql`update pass_requests set released_at = null where id = ${id} and state = 'queued'`.execute(db)
}

export const OURS = (one: Pick<Claim, 'id' | 'attempt'>, worker: string) =>
  sql`id = ${one.id} and state = 'running' and worker = ${worker} and attempt = ${one.attempt}`

/** Hand-backs that are further apart are no row of them. */
const IN_A_ROW = sql`interval '6 hours'`

/** What `pass_requests` notes of a pass that came back although nobody wanted it to: `alerts/` judges by it. */
export const cameBack = (because: string): RawBuilder<unknown> => sql`
  hand_backs = case when handed_back_at > clock_timestamp() - ${IN_A_ROW} then hand_backs + 1 else 1 end,
  handed_back_since = case when handed_back_at > clock_timestamp() - ${IN_A_ROW} then handed_back_since
    else clock_timestamp() end,
  handed_back_at = clock_timestamp(), handed_back_because = ${because}`

/**
 * Gives a pass back, to go on later where it was; nothing where another has it by now.
 * @param why.wanted by a pause, the hours, or a worker that stops
 */
export async function handBack(
  db: LedgerDb,
  one: Claim,
  worker: string,
  why: { readonly because: string; readonly afterSeconds: number; readonly wanted: boolean },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update pass_requests set state = 'queued', worker = null, released_at = null,
        not_before = clock_timestamp() + ${why.afterSeconds}::int * interval '1 second'
        ${why.wanted ? sql`` : sql`, ${cameBack(why.because)}`}
      where ${OURS(one, worker)} returning id`.execute(trx)
    if (rows.length > 0)
      await recordEvent(trx, one.organisation, 'pass.handed-back', { ...told(one), because: why.because })
  })
}

/** Nothing is left to do but what is listed. */
const GOOD_ENDS: readonly string[] = ['green', 'exceptions']

/** What a pass came to: its report, or the error before there was one. */
export interface Ending {
  readonly status: string
  readonly report: Report | null
  readonly error: ReportedError | null
}

/** Notes the end of a pass with its mailbox; nothing where another worker has the pass by now. */
export async function endPass(
  db: LedgerDb,
  one: Claim,
  worker: string,
  state: 'ended' | 'cancelled',
  { status, report, error }: Ending,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update pass_requests set state = ${state}, ended_at = clock_timestamp(), status = ${status},
        report = ${json(report && shortened(report))}, error = ${json(error)}
      where ${OURS(one, worker)} returning id`.execute(trx)
    if (rows.length === 0) return
    const counts = report && countsOf(report)
    // Who only read has copied nothing: deltas and gates go by what was copied.
    if (state === 'ended' && !READING.has(one.kind))
      await sql`
        update move_mailboxes set last_kind = ${one.kind}, last_status = ${status}, last_pass_at = clock_timestamp(),
          last_counts = coalesce(${json(counts)}, last_counts), last_error = ${json(error)},
          inventoried = inventoried or ${report !== null && 'perFolder' in report && report.perFolder.length > 0 && one.kind !== 'reverse'},
          failures = case when ${GOOD_ENDS.includes(status)} then 0 else failures + 1 end,
          final_at = case when ${one.kind === 'final' && status === 'green'} then clock_timestamp() else final_at end
        where id = ${one.mailbox}`.execute(trx)
    if (state === 'ended' && one.kind === 'addresses') await noteReading(trx, one.mailbox, { status, report, error })
    if (state === 'ended' && WHOLE.has(one.kind))
      await noteWhole(trx, one, status, report !== null && 'perFolder' in report ? report : null)
    await recordEvent(trx, one.organisation, `pass.${state}`, { ...told(one), status, counts, error })
  })
}

/** Passes that change nothing on either side. */
export const READING: ReadonlySet<RequestKind> = new Set<RequestKind>(['addresses', 'verify'])

/** Passes over a whole mailbox. */
const WHOLE: ReadonlySet<RequestKind> = new Set<RequestKind>(['first', 'delta', 'final'])

/** Notes with the mailbox what the gates ask of it. A pass without a report has accounted for nothing. */
async function noteWhole(trx: LedgerDb, one: Claim, status: string, report: PassReport | null): Promise<void> {
  const balanced =
    report !== null &&
    report.pending === 0 &&
    report.perFolder.every(({ messages }) => accountedFor(messages) === messages.source)
  await sql`
    update move_mailboxes set whole_status = ${status}, whole_started_at = ${report?.startedAt ?? null},
      whole_balanced = ${balanced}, whole_exceptions = ${report?.exceptions.length ?? 0},
      copied_once = copied_once or ${status} in ('green', 'exceptions', 'mismatch')
    where id = ${one.mailbox}`.execute(trx)
  if (report !== null) await noteSize(trx, one.mailbox, report)
  await countOpenExceptions(trx, one, [one.mailbox])
}

/** Errors of a sign-in that only a person mends. */
const REFUSED: ReadonlySet<string | undefined> = new Set([
  'sign-in-refused',
  'sign-in-expired',
  'sign-in-unsupported',
  'web-sign-in-needed',
  'credential-missing',
  'administrator-refused',
  'token-refused',
  'consent-ended',
  'oauth-client-refused',
])

/**
 * A refused sign-in is told of before the first copy meets it; a reading that went well takes that back. Of a mailbox
 * that was copied its passes say it.
 */
async function noteReading(trx: LedgerDb, mailbox: string, { status, report, error }: Ending): Promise<void> {
  if (REFUSED.has(error?.code))
    await sql`
      update move_mailboxes set last_status = ${status}, last_pass_at = clock_timestamp(), last_error = ${json(error)},
        failures = failures + 1 where id = ${mailbox} and last_kind is null`.execute(trx)
  if (report === null) return
  await sql`
    update move_mailboxes set last_status = null, last_pass_at = null, last_error = null, failures = 0
    where id = ${mailbox} and last_kind is null and last_error is not null`.execute(trx)
  if ('held' in report) await noteRead(trx, mailbox, report.held)
}

/** Who has read every folder for its recipients knows what the mailbox holds, before a first pass counts it. */
async function noteRead(trx: LedgerDb, mailbox: string, { messages, octets }: AddressReport['held']): Promise<void> {
  await sql`
    update move_mailboxes m set inventoried = true,
      messages = case when m.whole_status is null then ${messages}::bigint else m.messages end,
      bytes = case when m.whole_status is null then ${octets}::bigint else m.bytes end
    where id = ${mailbox}
      and exists (select from seen_mailboxes b where b.mailbox_id = m.id and b.read_at is not null and b.unread = 0)`.execute(
    trx,
  )
}

/** What a list shows of a mailbox. The octets are the ledger's: the report has those that this pass sent. */
async function noteSize(trx: LedgerDb, mailbox: string, { messages, pending }: PassReport): Promise<void> {
  await sql`
    update move_mailboxes m set messages = ${messages.source + pending}, done = ${messages.source - messages.refused},
      bytes = (select coalesce(sum(g.size), 0) from source_folders f join messages g on g.folder_id = f.id
        where f.mailbox_id = m.ledger_id and not f.superseded and not g.gone)
    where id = ${mailbox}`.execute(trx)
}

const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`

const countsOf = (report: Report) =>
  'perFolder' in report
    ? { ...report.messages, pending: report.pending, bytes: report.bytes }
    : { messages: report.messages, addresses: report.addresses }

/** A report with 100,000 exceptions would be too long for who reads it; the ledger has them all. */
const shortened = (report: Report) =>
  'perFolder' in report
    ? {
        ...report,
        exceptions: report.exceptions.slice(0, MOST_LISTED),
        exceptionsInAll: report.exceptions.length,
        perFolder: report.perFolder.slice(0, MOST_LISTED),
        foldersInAll: report.perFolder.length,
      }
    : { ...report, unread: report.unread.slice(0, MOST_LISTED), unreadInAll: report.unread.length }
