import type { Progress } from '@caravan/core/engine'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { recordEvent } from '../events/write.ts'
import { type Claim, told } from './claim.ts'

/** How often the pass's own row says that something moved; `alerts/` counts in tens of minutes. */
const NOTED_MS = 15_000
/** No mailbox writes more often: a thousand of them at once are a thousand small rows a second. */
const EVERY_MS = 1_000

/** Writes how far a pass is, at most once a second and only where something moved. */
export class ProgressTeller {
  readonly #timer: NodeJS.Timeout
  #state: Record<string, unknown> = {}
  #messages = 0
  #bytes = 0
  #changed = false
  #notedAt = Number.NEGATIVE_INFINITY
  #writing: Promise<void> = Promise.resolve()

  constructor(db: LedgerDb, claim: Claim, log: Logger) {
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
    await sql`
      update pass_requests set progressed_at = clock_timestamp()
      where id = ${claim.id} and state = 'running' and attempt = ${claim.attempt}`.execute(db)
  }

  readonly tell = (progress: Progress): void => {
    this.#changed = true
    switch (progress.step) {
      case 'copied':
      case 'verified':
        this.#messages += progress.messages
        this.#bytes += progress.bytes
        return
      case 'copy-begins':
      case 'verify-begins':
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
        return
      default:
        this.#state = { step: progress.step }
    }
  }

  /** After this nothing more is written. */
  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
  }
}
