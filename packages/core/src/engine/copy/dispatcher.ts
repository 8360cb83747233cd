import type { Session } from '../../services/port.ts'
import type { HeldMessage } from './outgoing.ts'
import { goesAlone, refuseCutting, sendBatch } from './send.ts'
import type { Sending } from './sending.ts'

/**
 * The bounds of a batch: what one command carries, and with the number of sessions what is held in memory at once.
 * bench/copy.ts measures them.
 */
const BATCH_MESSAGES = 100
/** Where each message costs a round trip of its session: few, so that every session gets some of a small folder. */
const BATCH_WHERE_EACH_WAITS = 10
const BATCH_BYTES = 2 * 1024 * 1024

/**
 * Gathers messages into batches and gives each to the next free session of the target. The first failure stops the
 * rest: what is in flight ends, nothing new begins.
 */
export class Dispatcher {
  readonly #sending: Sending
  readonly #most: number
  #batch: HeldMessage[] = []
  #bytes = 0
  readonly #inFlight = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined

  constructor(sending: Sending) {
    this.#sending = sending
    this.#most = sending.context.eachWaits ? BATCH_WHERE_EACH_WAITS : BATCH_MESSAGES
  }

  /** Takes a message; waits while every session is busy. */
  async add(message: HeldMessage): Promise<void> {
    if (goesAlone(this.#sending, message.uid)) {
      if (await refuseCutting(this.#sending, message)) return
      return this.alone((sending, session) => sendBatch(sending, session, [message]))
    }
    if (this.#bytes > 0 && this.#bytes + message.size > BATCH_BYTES) await this.#flush()
    this.#batch.push(message)
    this.#bytes += message.size
    if (this.#batch.length >= this.#most || this.#bytes >= BATCH_BYTES) await this.#flush()
  }

  /** Sends something that belongs in no batch, and waits for it. */
  async alone(send: (sending: Sending, session: Session) => Promise<void>): Promise<void> {
    await this.#flush()
    this.#check()
    await this.#sending.context.targets.use((session) => send(this.#sending, session))
  }

  /** Sends what is left and waits for all; throws the first failure. */
  async finish(): Promise<void> {
    await this.#flush()
    await this.settle()
    this.#check()
  }

  /** Waits for what is in flight; throws nothing. */
  async settle(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight)
  }

  async #flush(): Promise<void> {
    this.#check()
    const batch = this.#batch
    if (batch.length === 0) return
    this.#batch = []
    this.#bytes = 0
    const { targets } = this.#sending.context
    const session = await targets.take()
    const sent = this.#send(session, batch)
    this.#inFlight.add(sent)
    void sent.then(() => this.#inFlight.delete(sent))
  }

  async #send(session: Session, batch: readonly HeldMessage[]): Promise<void> {
    const { targets } = this.#sending.context
    let healthy = false
    try {
      await sendBatch(this.#sending, session, batch)
      healthy = true
    } catch (error) {
      this.#failure ??= { error }
    } finally {
      await targets.give(session, healthy)
    }
  }

  #check(): void {
    this.#sending.context.signal?.throwIfAborted()
    if (this.#failure !== undefined) throw this.#failure.error
  }
}
