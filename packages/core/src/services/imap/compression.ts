import type { ImapConnection, Traffic } from '@caravan/imap'

/** Whether lines to a service are compressed (RFC 4978): where that is worth it, wherever it is offered, or nowhere. */
export type CompressionWish = 'auto' | 'always' | 'never'

/**
 * A line that carries less than this, in bytes a second, is slow. At that rate compressing takes 3 % of a core, here or at
 * the server, and more than half of the lab's mail need not be sent: docs/decisions/0035-reach.md has the figures.
 */
const SLOW = 2_000_000
/** Before so much has moved, and for so long, nobody knows how fast a line is: the first bytes are round trips. */
const ENOUGH_BYTES = 2_000_000
const ENOUGH_MS = 1_000

/** Whether this traffic is that of a slow line. */
export const isSlow = ({ bytes, ms }: Traffic): boolean =>
  bytes >= ENOUGH_BYTES && ms >= ENOUGH_MS && bytes / ms < SLOW / 1_000

/** What is known of the lines to one mailbox: once one of them was slow, the next begin compressed. */
export class Compression {
  readonly #wish: CompressionWish
  #slow = false

  constructor(wish: CompressionWish) {
    this.#wish = wish
  }

  /** Whether a line is to be compressed from now on. Loopback is never slow: a server that is, is busy. */
  wantedOn(line: Pick<ImapConnection, 'loopback' | 'traffic'>): boolean {
    if (this.#wish !== 'auto') return this.#wish === 'always'
    if (line.loopback) return false
    this.#slow ||= isSlow(line.traffic)
    return this.#slow
  }
}

/** Compresses one line, once. */
export class Squeezer {
  readonly #connection: ImapConnection
  readonly #compression: Compression
  #settled: boolean

  constructor(connection: ImapConnection, compression: Compression) {
    this.#connection = connection
    this.#compression = compression
    this.#settled = !connection.has('COMPRESS=DEFLATE')
  }

  /** To be called where the line has something to carry; a refusal is no error, and the last word. */
  async attend(): Promise<void> {
    if (this.#settled || !this.#compression.wantedOn(this.#connection)) return
    this.#settled = true
    await this.#connection.compress()
  }
}
