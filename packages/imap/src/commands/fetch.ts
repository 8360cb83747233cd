import { bareArgument, type SequenceSet, setArgument } from '../arguments.ts'
import type { FetchResponse } from '../fetch-response.ts'
import type { UntaggedResponse } from '../response.ts'
import type { NumberRange } from '../sequence-set.ts'
import type { Session } from '../session.ts'

export interface FetchOptions {
  /** The set holds UIDs; the default. */
  uid?: boolean | undefined
  /** Only what changed behind this mod-sequence (RFC 7162 §3.1.4.1). */
  changedSince?: bigint | undefined
  /** Receives UIDs that are gone since `changedSince` (VANISHED, RFC 7162 §3.2.6); needs QRESYNC enabled. */
  onVanished?: ((uids: NumberRange[]) => void) | undefined
}

type Step = IteratorResult<FetchResponse, undefined>
const DONE: Step = { done: true, value: undefined }

/**
 * The responses of one FETCH, as they come. A response that the server volunteers meanwhile, such as a changed flag,
 * comes along: look at `uid` and at what you asked for. Going on to the next one gives up a streamed body that nobody
 * began to read. Ends by throwing where the server refuses, or the connection is lost.
 */
export class FetchStream implements AsyncIterableIterator<FetchResponse, undefined> {
  readonly #connection: Session
  readonly #onVanished: FetchOptions['onVanished']
  #queue: { response: FetchResponse; held: number }[] = []
  #head = 0
  #last: FetchResponse | undefined
  #waiter: PromiseWithResolvers<Step> | undefined
  #ended = false
  #error: Error | undefined
  #left = false

  constructor(connection: Session, set: SequenceSet, items: string | readonly string[], options: FetchOptions) {
    this.#connection = connection
    this.#onVanished = options.onVanished
    const name = options.uid === false ? 'FETCH' : 'UID FETCH'
    const list = typeof items === 'string' ? items : items.join(' ')
    connection
      .run({
        name,
        parts: [`${name} ${setArgument(set)} (${bareArgument(list)})${modifiers(options)}`],
        accept: (response) => this.#accept(response),
      })
      .then(
        () => this.#end(undefined),
        (error: unknown) => this.#end(error instanceof Error ? error : new Error(String(error))),
      )
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<Step> {
    this.#last?.discardUnread()
    this.#last = undefined
    const entry = this.#queue[this.#head]
    if (entry !== undefined) {
      this.#head++
      if (this.#head === this.#queue.length) {
        this.#queue = []
        this.#head = 0
      }
      this.#last = entry.response
      this.#connection.gate.release(entry.held)
      return Promise.resolve({ done: false, value: entry.response })
    }
    if (this.#error !== undefined && !this.#left) {
      const error = this.#error
      this.#error = undefined
      return Promise.reject(error)
    }
    if (this.#ended || this.#left) return Promise.resolve(DONE)
    this.#waiter ??= Promise.withResolvers()
    return this.#waiter.promise
  }

  /** Leaves the loop: what is still to come is drained and dropped. */
  return(): Promise<Step> {
    this.#left = true
    this.#last?.discardUnread()
    for (const { response, held } of this.#queue.splice(0).slice(this.#head)) {
      response.discardUnread()
      this.#connection.gate.release(held)
    }
    this.#head = 0
    this.#waiter?.resolve(DONE)
    this.#waiter = undefined
    return Promise.resolve(DONE)
  }

  #accept(response: UntaggedResponse): boolean {
    if (response.type === 'vanished' && response.earlier) {
      this.#onVanished?.(response.uids)
      return true
    }
    if (response.type !== 'fetch') return false
    if (this.#left) response.discardUnread()
    else if (this.#waiter !== undefined) {
      this.#last = response
      this.#waiter.resolve({ done: false, value: response })
      this.#waiter = undefined
    } else {
      const held = response.heldBytes
      this.#queue.push({ response, held })
      this.#connection.gate.hold(held)
    }
    return true
  }

  #end(error: Error | undefined): void {
    this.#ended = true
    this.#error = error
    if (this.#waiter === undefined) return
    if (error === undefined) this.#waiter.resolve(DONE)
    else {
      this.#error = undefined
      this.#waiter.reject(error)
    }
    this.#waiter = undefined
  }
}

function modifiers({ changedSince, onVanished }: FetchOptions): string {
  if (changedSince === undefined) return ''
  return ` (CHANGEDSINCE ${changedSince}${onVanished === undefined ? '' : ' VANISHED'})`
}
