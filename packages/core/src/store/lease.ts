import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import { CaravanError } from '../model/errors.ts'
import type { LedgerDb } from './ledger/handle.ts'

/** The right to write to one mailbox. A commit made under an epoch that is no longer the mailbox's own is refused. */
export interface Lease {
  readonly mailboxId: number
  readonly epoch: number
  readonly ttlMs: number
  /**
   * False where this process last renewed the lease so long ago that another may have it by now. Judged by this
   * process's own clocks, so that it can be asked before every piece that is sent.
   */
  isFresh(): boolean
  /** Puts the end off by the lease's time; `lease-lost` where somebody else has it by now. */
  renew(): Promise<void>
  /** Lets the next one in at once. A lease that was lost meanwhile is no error here. */
  release(): Promise<void>
}

export interface LeaseOptions {
  /** Who takes it, as `processName()` writes it; that is the default. */
  holder?: string
  ttlMs: number
}

/**
 * Takes the lease of a mailbox and raises its epoch, in one statement. Refused (`mailbox-in-use`) while another holds
 * it: unexpired, and not a process of this machine that has ended.
 */
export async function takeLease(db: LedgerDb, mailboxId: number, options: LeaseOptions): Promise<Lease> {
  const holder = options.holder ?? processName()
  const until = expiry(options.ttlMs)
  let dead = ''
  for (let attempt = 0; attempt < 5; attempt++) {
    const asked = moment()
    const epoch = await unlessLocked(db, async (trx) => {
      const { rows } = await sql<{ epoch: number }>`
        insert into leases as l (mailbox_id, epoch, holder, expires_at) values (${mailboxId}, 1, ${holder}, ${until})
        on conflict (mailbox_id) do update
          set epoch = l.epoch + 1, holder = excluded.holder, expires_at = excluded.expires_at
          where l.expires_at <= clock_timestamp() or l.holder = ${dead}
        returning epoch`.execute(trx)
      return rows[0]?.epoch
    })
    if (epoch === 'locked') break
    if (epoch !== undefined) return makeLease(db, mailboxId, epoch, options.ttlMs, asked)
    const holding = await heldBy(db, mailboxId)
    if (holding === undefined) continue
    if (!hasEnded(holding)) throw inUse(holding)
    dead = holding
  }
  throw inUse((await heldBy(db, mailboxId)) ?? 'one that stands still')
}

/** How long the holder's own look at its lease is waited for: one that stopped in its middle keeps the row. */
const LOCK_WAIT = '5s'

/** PostgreSQL's lock_not_available. */
const LOCK_NOT_AVAILABLE = '55P03'

async function unlessLocked<T>(db: LedgerDb, work: (trx: LedgerDb) => Promise<T>): Promise<T | 'locked'> {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select set_config('lock_timeout', ${LOCK_WAIT}, true)`.execute(trx)
      return work(trx)
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return 'locked'
    throw error
  }
}

function makeLease(db: LedgerDb, mailboxId: number, epoch: number, ttlMs: number, taken: Moment): Lease {
  let renewed = taken
  const set = async (until: ReturnType<typeof sql>) => {
    // A renewal that was on its way when the lease was given up, on another connection, must not bring it back.
    const done = await sql`
      update leases set expires_at = ${until}
      where mailbox_id = ${mailboxId} and epoch = ${epoch} and expires_at > '-infinity'`.execute(db)
    return done.numAffectedRows === 1n
  }
  return {
    mailboxId,
    epoch,
    ttlMs,
    isFresh: () => elapsed(renewed) < ttlMs,
    renew: async () => {
      // Counted from before the asking: the database's own end of the lease is never earlier.
      const asked = moment()
      if (!(await set(expiry(ttlMs)))) throw await lost(db, mailboxId)
      renewed = asked
    },
    release: async () => {
      // The row stays, for the epoch must never go back.
      await set(sql`'-infinity'`)
    },
  }
}

const expiry = (ttlMs: number) => sql`clock_timestamp() + ${ttlMs} * interval '1 millisecond'`

/** A moment by both clocks: the one stands still while the machine sleeps, the other may be set. */
interface Moment {
  readonly steady: number
  readonly wall: number
}

const moment = (): Moment => ({ steady: performance.now(), wall: Date.now() })

/** Milliseconds since then, the more of both: too early an end costs a moment, too late a one a doubled message. */
const elapsed = (since: Moment): number => Math.max(performance.now() - since.steady, Date.now() - since.wall)

async function heldBy(db: LedgerDb, mailboxId: number): Promise<string | undefined> {
  const { rows } = await sql<{ holder: string }>`
    select holder from leases where mailbox_id = ${mailboxId} and expires_at > clock_timestamp()`.execute(db)
  return rows[0]?.holder
}

/**
 * Called in the transaction that commits an intent: fails unless the epoch is the mailbox's own. The row stays locked
 * until that transaction ends, so that nobody takes the lease between this look and the commit.
 * @param idleMs how long the transaction may stand idle from now on: the database ends it then, or a process that was
 *   stopped within it would keep all others out for as long as it stands still
 */
export async function assertEpoch(trx: LedgerDb, mailboxId: number, epoch: number, idleMs = 60_000): Promise<void> {
  const { rows } = await sql<{ epoch: number }>`
    select epoch, set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true)
    from leases where mailbox_id = ${mailboxId} for share`.execute(trx)
  if (rows[0]?.epoch !== epoch) throw await lost(trx, mailboxId)
}

async function lost(db: LedgerDb, mailboxId: number): Promise<CaravanError> {
  const holder = await heldBy(db, mailboxId)
  const now = holder === undefined ? 'it has ended by now' : `${readable(holder)} has it now`
  return new CaravanError(
    'lease-lost',
    `Another pass has taken over this mailbox (${now}), so this one stops without sending anything further.`,
    'Nothing needs to be repaired: see that only one pass at a time runs over this mailbox.',
  )
}

function inUse(holder: string): CaravanError {
  return new CaravanError(
    'mailbox-in-use',
    `Another pass is working on this mailbox: ${readable(holder)}.`,
    'Wait until it has ended, or stop it and run again.',
  )
}

/** `host:process:start:namespace`: the last two tell a process from a later one, or one of another container. */
export function processName(): string {
  return `${hostname()}:${process.pid}:${startOf(process.pid) ?? ''}:${namespace()}`
}

function readable(holder: string): string {
  const [host, pid, start] = holder.split(':')
  return start === undefined ? holder : `process ${pid ?? ''} on ${host ?? ''}`
}

/** Only what surely ended counts: a process of this host and this process namespace that is gone, or is another. */
function hasEnded(holder: string): boolean {
  const [host, pid, start, space] = holder.split(':')
  if (host !== hostname() || space !== namespace() || !start) return false
  return startOf(Number(pid)) !== start
}

/** When the process started, in ticks since the machine did (proc_pid_stat(5), field 22). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in parentheses, may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return ''
  }
}
