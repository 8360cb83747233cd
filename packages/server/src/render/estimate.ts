/**
 * When a copy will end, judged by what the last stretch of it took: messages and bytes both cost time, so the later of
 * the two estimates counts. Says nothing until there is something to judge by.
 */
const STRETCH_MS = 30_000
const LEAST_MS = 2_000

interface Mark {
  readonly at: number
  readonly messages: number
  readonly bytes: number
}

export class Estimate {
  readonly #totalMessages: number
  readonly #totalBytes: number
  readonly #marks: Mark[]
  messages = 0
  bytes = 0

  constructor(totalMessages: number, totalBytes: number, now: number) {
    this.#totalMessages = totalMessages
    this.#totalBytes = totalBytes
    this.#marks = [{ at: now, messages: 0, bytes: 0 }]
  }

  add(messages: number, bytes: number, now: number): void {
    this.messages += messages
    this.bytes += bytes
    this.#marks.push({ at: now, messages: this.messages, bytes: this.bytes })
    while (this.#marks.length > 2 && now - (this.#marks[1]?.at ?? now) > STRETCH_MS) this.#marks.shift()
  }

  /** Messages and octets a second over the last stretch. */
  rate(now: number): { messages: number; bytes: number } {
    const from = this.#marks[0]
    const seconds = from === undefined ? 0 : (now - from.at) / 1000
    if (from === undefined || seconds <= 0) return { messages: 0, bytes: 0 }
    return { messages: (this.messages - from.messages) / seconds, bytes: (this.bytes - from.bytes) / seconds }
  }

  /** Seconds until the end; undefined while that would be a guess. */
  secondsLeft(now: number): number | undefined {
    const from = this.#marks[0]
    if (from === undefined || now - from.at < LEAST_MS) return undefined
    const rate = this.rate(now)
    if (rate.messages <= 0) return undefined
    const byMessages = (this.#totalMessages - this.messages) / rate.messages
    const byBytes = rate.bytes > 0 ? (this.#totalBytes - this.bytes) / rate.bytes : 0
    return Math.max(0, byMessages, byBytes)
  }
}
