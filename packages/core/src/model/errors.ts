/**
 * The error base. Every error a user can meet has a stable `code`, a human sentence, the next step,
 * and the server's own words where a server spoke. Secrets never enter any of them.
 */
export class CaravanError extends Error {
  /** Stable, machine-readable, kebab-case: `sign-in-refused`. Documented in docs/errors.md. */
  readonly code: string
  /** What the reader should do next, one sentence. */
  readonly remedy: string
  /** The server's own words, verbatim apart from control characters. */
  readonly serverReply: string | undefined

  constructor(
    code: string,
    message: string,
    remedy: string,
    options: { serverReply?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'CaravanError'
    this.code = code
    this.remedy = remedy
    this.serverReply = options.serverReply
  }
}
