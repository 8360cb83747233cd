import type { Session } from '../session.ts'
import { type AppendMessage, type AppendResult, append } from './append.ts'

export interface AppendPipelineOptions {
  /** Bytes of bodies that may be under way at once; 8 MiB unless told. One message may exceed it. */
  windowBytes?: number | undefined
}

const defaultWindow = 8 * 1024 * 1024
// What a command without its body counts for, so that a million empty messages are bounded too.
const overhead = 256

/** Single APPENDs, many in flight: at a long round trip the next message does not wait for the last one's answer. */
export class AppendPipeline {
  readonly #connection: Session
  readonly #rawName: string
  readonly #windowBytes: number
  #underWay = 0
  readonly #waiting: { bytes: number; go: () => void }[] = []

  constructor(connection: Session, rawName: string, options: AppendPipelineOptions) {
    this.#connection = connection
    this.#rawName = rawName
    this.#windowBytes = options.windowBytes ?? defaultWindow
  }

  /** Bytes given and not yet answered. */
  get bytesUnderWay(): number {
    return this.#underWay
  }

  /** Resolves when another message would leave at once: await it before you open the next body. */
  ready(): Promise<void> {
    return this.#enter(0)
  }

  /**
   * Appends a message as soon as the window has room for it. Messages leave in the order of the calls.
   *
   * @throws as append() does, for this message alone; a lost connection fails every message under way
   */
  async push(message: AppendMessage): Promise<AppendResult> {
    const bytes = message.size + overhead
    await this.#enter(bytes)
    try {
      return await append(this.#connection, this.#rawName, [message])
    } finally {
      this.#underWay -= bytes
      this.#admit()
    }
  }

  #enter(bytes: number): Promise<void> {
    if (this.#waiting.length === 0 && this.#fits(bytes)) {
      this.#underWay += bytes
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      this.#waiting.push({ bytes, go: resolve })
    })
  }

  #fits(bytes: number): boolean {
    return this.#underWay === 0 || this.#underWay + bytes <= this.#windowBytes
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#underWay += next.bytes
      next.go()
    }
  }
}
