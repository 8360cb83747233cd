import type { Progress } from '@caravan/core/engine'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { recordEvent } from '../events/write.ts'
import { type Claim, READING, told } from './claim.ts'

/** How often the tables say how far a pass is: `alerts/` counts in tens of minutes, charts in minutes. */
const NOTED_MS = 15_000
/** No mailbox writes more often: a thousand of them at once are a thousand small rows a second. */
const EVERY_MS = 1_000

/** Writes how far a pass is, at most once a second and only where something moved. */
export class ProgressTeller {
  readonly #timer: NodeJS.Timeout
  #state: Record<string, unknown> = {}
  #messages = 0
  #bytes = 0
  /** Messages to be copied and to be read again, as far as the pass knows them; and those that were before this step. */
  #work: { readonly before: number; readonly all: number } | undefined
  #minute = { copied: 0, bytes: 0, verified: 0 }
  #changed = false
  #notedAt = Number.NEGATIVE_INFINITY
  /** Until when a service is waited for: that nothing moves meanwhile is no standstill. */
  #waitsUntil = Number.NEGATIVE_INFINITY
  #writing: Promise<void> = Promise.resolve()
  readonly #db: LedgerDb
  readonly #claim: Claim
  readonly #log: Logger

  constructor(db: LedgerDb, claim: Claim, log: Logger) {
    this.#db = db
    this.#claim = claim
    this.#log = log
    this.#timer = setInterval(() => {
      if (!this.#changed) return
      this.#changed = false
      const data = { ...told(claim), ...this.#state, messages: this.#messages, bytes: this.#bytes }
      // What could not be written is told a second later; the pass does not depend on it.
      this.#writing = this.#write(db, claim, data).catch((error: unknown) => {
        log.warn({ err: error }, 'progress could not be written')
      })
    }, EVERY_MS)
  }

  async #write(db: LedgerDb, claim: Claim, data: Readonly<Record<string, unknown>>): Promise<void> {
    await recordEvent(db, claim.organisation, 'pass.progress', data)
    const now = performance.now()
    if (now < this.#notedAt + NOTED_MS) return
    this.#notedAt = now
    await this.#note()
  }

  async #note(): Promise<void> {
    const { id, attempt } = this.#claim
    const work = this.#work
    const waits = Math.max(0, this.#waitsUntil - performance.now()) / 1_000
    await sql`
      update pass_requests set progressed_at = clock_timestamp() + ${waits}::float8 * interval '1 second', work_all = ${work?.all ?? null},
        work_done = ${work === undefined ? null : work.before + this.#messages}
      where id = ${id} and state = 'running' and attempt = ${attempt}`.execute(this.#db)
    await this.#addMinute()
  }

  /** What was done since the last time, to the minute of now. Throws where it could not be written, and counts it again. */
  async #addMinute(): Promise<void> {
    const { copied, bytes, verified } = this.#minute
    if (copied + verified === 0) return
    this.#minute = { copied: 0, bytes: 0, verified: 0 }
    const { organisation, move } = this.#claim
    try {
      await sql`
        insert into move_minutes as m (organisation_id, move_id, minute, copied, bytes, verified)
        values (${organisation}, ${move}, date_trunc('minute', clock_timestamp()), ${copied}, ${bytes}, ${verified})
        on conflict (move_id, minute) do update set copied = m.copied + excluded.copied,
          bytes = m.bytes + excluded.bytes, verified = m.verified + excluded.verified`.execute(this.#db)
    } catch (error) {
      this.#minute.copied += copied
      this.#minute.bytes += bytes
      this.#minute.verified += verified
      throw error
    }
  }

  readonly tell = (progress: Progress): void => {
    this.#changed = true
    this.#waitsUntil = Number.NEGATIVE_INFINITY
    switch (progress.step) {
      case 'copied':
      case 'verified':
        this.#messages += progress.messages
        this.#bytes += progress.bytes
        // What was only read was not copied: the pace of the move does not know it.
        if (READING.has(this.#claim.kind)) return
        this.#minute[progress.step] += progress.messages
        if (progress.step === 'copied') this.#minute.bytes += progress.bytes
        return
      case 'copy-begins':
      case 'verify-begins':
        this.#work = this.#workOf(progress)
        this.#messages = 0
        this.#bytes = 0
        this.#state = { step: progress.step, ofMessages: progress.messages, ofBytes: progress.bytes }
        return
      case 'folder-begins':
      case 'inventory':
        this.#state = { ...this.#state, folder: progress.folder }
        return
      case 'waiting':
        this.#state = { ...this.#state, waiting: progress.because }
        this.#waitsUntil = performance.now() + progress.seconds * 1_000
        // Nothing else may be told for long.
        if (progress.seconds * 1_000 > NOTED_MS) this.#notedAt = Number.NEGATIVE_INFINITY
        return
      // It stands in the report.
      case 'notice':
        return
      default:
        this.#state = { step: progress.step }
    }
  }

  /** What is copied is read again, unless nobody asked for it. */
  #workOf({ step, messages }: { readonly step: 'copy-begins' | 'verify-begins'; readonly messages: number }) {
    if (step === 'verify-begins') {
      const before = (this.#work?.before ?? 0) + this.#messages
      return { before, all: before + messages }
    }
    return { before: 0, all: this.#claim.options.verify === 'none' ? messages : 2 * messages }
  }

  /** After this nothing more is written. */
  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    // The pass has ended whether this is written or not.
    await this.#addMinute().catch((error: unknown) => {
      this.#log.warn({ err: error }, 'the last minute of a pass could not be written')
    })
  }
}
