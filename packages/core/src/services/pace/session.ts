import type { FetchedMessage, OutgoingMessage, Session } from '../port.ts'
import { ServiceError } from '../port.ts'
import { note, type PaceOfAccount, reserve } from './pace.ts'

/** Messages asked for at once where a day has its limit: what was guessed of their sizes is seen soon. */
const AT_ONCE = 200
/** The first few show how large messages are here. */
const FIRST_FEW = 20
const AT_FIRST = 10
/** What a message costs beside its octets: its line of the answer, flags and date. */
const BESIDE = 150
/** What a header is guessed at before it has come. */
const HEADER = 2_000
/** How much the latest message weighs in the average, once there were some. */
const WEIGHT = 0.05

/** A session that keeps to what its service allows: a day's octets, a bandwidth, hours of the day. */
export class PacedSession implements Session {
  readonly #inner: Session
  readonly #pace: PaceOfAccount
  readonly #onClose: () => void

  constructor(inner: Session, pace: PaceOfAccount, onClose: () => void) {
    this.#inner = inner
    this.#pace = pace
    this.#onClose = onClose
  }

  get profile() {
    return this.#inner.profile
  }
  get appendMany() {
    return this.#inner.appendMany
  }
  get appendLimit() {
    return this.#inner.appendLimit
  }
  get takesBinary() {
    return this.#inner.takesBinary
  }
  get delimiter() {
    return this.#inner.delimiter
  }
  get removesExactly() {
    return this.#inner.removesExactly
  }
  get tellsChanges() {
    return this.#inner.tellsChanges
  }
  get labels() {
    return this.#inner.labels
  }
  get waitsForEach() {
    return this.#inner.waitsForEach
  }
  get roundTripMs() {
    return this.#inner.roundTripMs
  }
  get leftOut() {
    return this.#inner.leftOut
  }

  room: Session['room'] = () => this.#inner.room()
  folders: Session['folders'] = () => this.#inner.folders()
  isForeign: Session['isForeign'] = (name) => this.#inner.isForeign(name)
  nameOf: Session['nameOf'] = (path) => this.#inner.nameOf(path)
  impossibleNames: Session['impossibleNames'] = (names) => this.#inner.impossibleNames(names)
  counts: Session['counts'] = (names) => this.#inner.counts(names)
  holdings: Session['holdings'] = (names) => this.#inner.holdings(names)
  sampleSizes: Session['sampleSizes'] = (most) => this.#inner.sampleSizes(most)
  standings: Session['standings'] = (names) => this.#inner.standings(names)
  open: Session['open'] = (name, mode) => this.#inner.open(name, mode)
  existing: Session['existing'] = (uids) => this.#inner.existing(uids)
  byMessageId: Session['byMessageId'] = (id) => this.#inner.byMessageId(id)
  pulse: Session['pulse'] = (name) => this.#inner.pulse(name)
  extras: Session['extras'] = (names) => this.#inner.extras(names)
  grant: Session['grant'] = (name, who, rights) => this.#inner.grant(name, who, rights)
  annotate: Session['annotate'] = (name, entry, value) => this.#inner.annotate(name, entry, value)
  createFolder: Session['createFolder'] = (name, use) => this.#inner.createFolder(name, use)
  subscribe: Session['subscribe'] = (name) => this.#inner.subscribe(name)
  changeFlags: Session['changeFlags'] = (uids, change) => this.#inner.changeFlags(uids, change)
  remove: Session['remove'] = (uids, mayGoOn) => this.#inner.remove(uids, mayGoOn)

  list: Session['list'] = (sliceSize) => this.#lines(this.#inner.list(sliceSize), (slice) => slice.length)
  changes: Session['changes'] = (since, sliceSize) =>
    this.#lines(this.#inner.changes(since, sliceSize), ({ messages }) => messages.length)

  /** A list broken off is begun again: it may begin once there is room, and is counted as it comes. */
  async *#lines<T>(slices: AsyncIterable<T>, countOf: (slice: T) => number): AsyncGenerator<T, void, undefined> {
    const begun = await reserve(this.#pace, 'out', { wanted: BESIDE, least: BESIDE })
    await begun.settle(0)
    for await (const slice of slices) {
      await note(this.#pace, 'out', countOf(slice) * BESIDE)
      yield slice
    }
  }

  headers(uids: readonly number[], fields?: readonly string[]): AsyncIterable<{ uid: number; header: Buffer }> {
    return this.#inParts(
      uids,
      () => HEADER,
      (part) => this.#inner.headers(part, fields),
      ({ header }) => header.length + BESIDE,
    )
  }

  async *messages(uids: readonly number[]): AsyncIterable<FetchedMessage> {
    const pace = this.#pace
    const parts = this.#inParts(
      uids,
      () => pace.average,
      (part) => this.#inner.messages(part),
      ({ size }) => {
        pace.average += (size + BESIDE - pace.average) * Math.max(WEIGHT, 1 / ++pace.seen)
        return size + BESIDE
      },
    )
    for await (const message of parts) yield { ...message, body: await this.#slowed(message.body) }
  }

  /** Asks part by part, each as large as what is left of the day lets guess. */
  async *#inParts<T>(
    uids: readonly number[],
    guess: () => number,
    ask: (part: readonly number[]) => AsyncIterable<T>,
    sizeOf: (item: T) => number,
  ): AsyncGenerator<T, void, undefined> {
    let refusal: ServiceError | undefined
    for (let from = 0; from < uids.length; ) {
      const left = uids.length - from
      const each = guess()
      // Room for all of it is asked for before the first: what breaks off in the middle is in part read again.
      const room = from === 0 ? Math.min(left * each, 0.9 * (this.#pace.terms.out?.octets ?? 0)) : 0
      const most = this.#pace.seen < FIRST_FEW ? AT_FIRST : AT_ONCE
      const wanted = Math.ceil(Math.min(left, most) * each)
      const reserved = await reserve(this.#pace, 'out', { wanted, least: Math.ceil(each), room })
      const part = uids.slice(from, from + Math.max(1, Math.floor(reserved.octets / each)))
      from += part.length
      let octets = 0
      try {
        for await (const item of ask(part)) {
          octets += sizeOf(item)
          yield item
        }
      } catch (error) {
        // The others are handed out first, as the port has it.
        if (!(error instanceof ServiceError) || error.scope !== 'message') throw error
        refusal ??= error
      } finally {
        await reserved.settle(octets)
      }
    }
    if (refusal !== undefined) throw refusal
  }

  async #slowed(body: FetchedMessage['body']): Promise<FetchedMessage['body']> {
    const { bandwidth, signal } = this.#pace
    if (bandwidth === undefined) return body
    if (!(Symbol.iterator in body)) return slowly(body, (octets) => bandwidth.take(octets, signal))
    let octets = 0
    for (const part of body) octets += part.length
    await bandwidth.take(octets, signal)
    return body
  }

  async append(name: string, messages: readonly OutgoingMessage[]) {
    const { bandwidth, signal } = this.#pace
    const octets = messages.reduce((sum, { size }) => sum + size + BESIDE, 0)
    // What becomes of it is not given back: a batch whose answer is lost has gone over the line.
    await reserve(this.#pace, 'in', { wanted: octets, least: octets })
    if (bandwidth === undefined) return this.#inner.append(name, messages)
    const held = messages.reduce((sum, { body, size }) => (Symbol.iterator in body ? sum + size : sum), 0)
    if (held > 0) await bandwidth.take(held, signal)
    const take = (some: number) => bandwidth.take(some, signal)
    return this.#inner.append(
      name,
      messages.map((one) => (Symbol.iterator in one.body ? one : { ...one, body: slowly(one.body, take) })),
    )
  }

  async close(): Promise<void> {
    this.#onClose()
    await this.#inner.close()
  }
}

async function* slowly(
  body: Iterable<Buffer> | AsyncIterable<Buffer>,
  take: (octets: number) => Promise<void>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of body) {
    await take(chunk.length)
    yield chunk
  }
}
