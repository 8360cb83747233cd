import { hostname } from 'node:os'
import { type ReportedError, reportedError } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { sql } from 'kysely'
import type { Running } from './accounts.ts'
import { type Claim, claim, endPass, handBack, letGo } from './claim.ts'
import { laterByPace } from './pace.ts'
import { runClaimed } from './run.ts'

/** Why a pass is stopped before its end. */
type Why = 'paused' | 'night-over' | 'cancelled' | 'taken-over' | 'worker-stops'

/** Codes after which the pass goes on later by itself, and how much later. */
const LATER: Readonly<Record<string, number>> = {
  'mailbox-in-use': 5,
  'lease-lost': 5,
  'own-domains-changed': 1,
  // It is released again once somebody has mended the sign-in.
  'administrator-held': 1,
  'database-connection-lost': 5,
  'database-unreachable': 5,
}

interface Own {
  readonly attempt: number
  readonly controller: AbortController
  why: Why | undefined
}

interface Seen {
  readonly id: string
  readonly attempt: number
  readonly cancel: boolean
  readonly paused: boolean
  readonly hours: boolean
}

/** The passes that one worker runs, held against the tables again and again. */
export class Passes {
  readonly #running: Running
  readonly #limit: number
  readonly #own = new Map<string, Own | undefined>()
  readonly #ends = new Set<Promise<void>>()
  #stopping = false

  constructor(running: Running, limit: number) {
    this.#running = running
    this.#limit = limit
  }

  /** Takes a pass and runs it to its end; whoever finds it taken leaves it. Throws only what nobody foresaw. */
  async run(id: string): Promise<void> {
    if (this.#own.has(id)) return
    if (this.#stopping || this.#own.size >= this.#limit) return letGo(this.#running.db, id)
    // Known before it is taken: what is running in the tables and not known here is given back.
    this.#own.set(id, undefined)
    const end = this.#take(id).finally(() => {
      this.#own.delete(id)
      this.#ends.delete(end)
    })
    this.#ends.add(end)
    return end
  }

  async #take(id: string): Promise<void> {
    const found = await claim(this.#running.db, id, this.#running.worker)
    if (found === undefined) return
    const own: Own = { attempt: found.attempt, controller: new AbortController(), why: undefined }
    this.#own.set(id, own)
    if (this.#stopping) abort(own, 'worker-stops')
    this.#running.log.info({ pass: id, kind: found.kind }, 'a pass begins')
    await this.#work(found, own)
  }

  async #work(found: Claim, own: Own): Promise<void> {
    const { db, log } = this.#running
    try {
      const report = await runClaimed(this.#running, found, own.controller.signal)
      if (report.status === 'interrupted' && (await this.#stopped(found, own, report.error))) return
      const cancelled = report.status === 'interrupted' && own.why === 'cancelled'
      const ending = { status: report.status, report, error: report.error }
      await endPass(db, found, this.#running.worker, cancelled ? 'cancelled' : 'ended', ending)
    } catch (error) {
      if (await this.#stopped(found, own, error instanceof CaravanError ? reportedError(error) : null)) return
      if (!(error instanceof CaravanError)) log.error({ err: error, pass: found.id }, 'a pass failed')
      const state = own.why === 'cancelled' ? 'cancelled' : 'ended'
      const ending = { status: 'interrupted', report: null, error: reportedError(named(error)) }
      await endPass(db, found, this.#running.worker, state, ending)
    }
  }

  /** Whether a pass that was interrupted waits for its next turn, or is another's by now. */
  async #stopped(found: Claim, { why }: Own, error: ReportedError | null): Promise<boolean> {
    if (why === 'cancelled') return false
    const code = error?.code ?? ''
    const inSeconds = LATER[code]
    const later = inSeconds === undefined ? laterByPace(error) : { afterSeconds: inSeconds, wanted: false }
    if (why === undefined && later === undefined) return false
    if (why !== 'taken-over')
      await handBack(this.#running.db, found, this.#running.worker, {
        because: why ?? code,
        afterSeconds: why === undefined ? (later?.afterSeconds ?? 0) : 0,
        wanted: why !== undefined || later?.wanted === true,
      })
    return true
  }

  /** Says that the worker lives, and holds what it runs against the tables: they are right. */
  async watch(): Promise<void> {
    const { db } = this.#running
    await sql`
      insert into workers (id, host, passes) values (${this.#running.worker}, ${hostname()}, ${this.#limit})
      on conflict (id) do update set seen_at = clock_timestamp()
        where workers.seen_at < clock_timestamp() - interval '2 seconds'`.execute(db)
    const known = [...this.#own].flatMap(([id, own]) => (own === undefined ? [] : [{ id, own }]))
    const { rows } = await sql<Seen>`
      select p.id, p.attempt, p.cancel_asked_at is not null as cancel,
        coalesce(b.paused_at, m.paused_at, w.paused_at) is not null or not stages_let_run(m.state, p.kind) as paused,
        p.kind = 'trial' or may_run_now(m.time_zone, m.night_from, m.night_to) as hours
      from pass_requests p join move_mailboxes b on b.id = p.mailbox_id join moves m on m.id = p.move_id
        left join waves w on w.id = b.wave_id
      where p.state = 'running' and p.worker = ${this.#running.worker}`.execute(db)
    const seen = new Map(rows.map((row) => [row.id, row]))
    for (const { id, own } of known) {
      const why = whyStop(own, seen.get(id))
      if (why !== undefined) abort(own, why)
    }
    const forgotten = rows.filter(({ id }) => !this.#own.has(id)).map(({ id }) => id)
    // Its end could not be written, the database being away.
    if (forgotten.length > 0)
      await sql`
        update pass_requests set state = 'queued', worker = null, released_at = null
        where id = any(${forgotten}) and state = 'running' and worker = ${this.#running.worker}`.execute(db)
  }

  /** Begins nothing more; resolves once everything has ended or was given back. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const own of this.#own.values()) if (own !== undefined) abort(own, 'worker-stops')
    await Promise.allSettled(this.#ends)
  }

  /** Takes the worker off the list. */
  async leave(): Promise<void> {
    await sql`delete from workers where id = ${this.#running.worker}`.execute(this.#running.db)
  }
}

function whyStop(own: Own, row: Seen | undefined): Why | undefined {
  if (row === undefined || row.attempt !== own.attempt) return 'taken-over'
  if (row.cancel) return 'cancelled'
  if (row.paused) return 'paused'
  return row.hours ? undefined : 'night-over'
}

function abort(own: Own, why: Why): void {
  // That another has it overrides every other reason: then nothing is written any more.
  if (own.why === undefined || why === 'taken-over') own.why = why
  if (own.controller.signal.aborted) return
  own.controller.abort(
    new CaravanError('stopped', `The pass was stopped (${why}).`, 'It goes on where it was with the next pass.'),
  )
}

const named = (error: unknown): CaravanError =>
  error instanceof CaravanError
    ? error
    : new CaravanError(
        'internal',
        'Something went wrong that nobody foresaw.',
        'Run the pass again; if it stays so, tell the host administrator, whose log has the details.',
      )
