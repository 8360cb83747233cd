/** Bounds on what a server may make this client hold; all sizes in bytes. */
export interface Limits {
  /** Text of one line between literals. Real ones stay under 100 KiB; a SEARCH of a million UIDs is 7 MiB. */
  lineBytes: number
  /** One logical line with its buffered literals. */
  responseBytes: number
  /** The largest literal that may be announced; RFC 3501 numbers are 32 bit. */
  literalBytes: number
  /** Literals in one logical line. */
  literals: number
  /** Untagged responses to one command: a larger folder than this is listed in slices. */
  responses: number
  /** Nesting of parenthesised lists; a BODYSTRUCTURE nests once a MIME level. */
  depth: number
  /** Values of all lists of one response, and attributes of a FETCH. */
  values: number
  /** Body literals up to this size are delivered whole, larger ones are streamed. */
  bufferLiteral: number
  /** Undelivered bytes at which the socket is paused; it resumes at half of it. */
  highWaterMark: number
}

export const defaultLimits: Readonly<Limits> = {
  lineBytes: 8 * 1024 * 1024,
  responseBytes: 32 * 1024 * 1024,
  literalBytes: 2 ** 32 - 1,
  literals: 10_000,
  responses: 1_000_000,
  depth: 100,
  values: 1_000_000,
  bufferLiteral: 1024 * 1024,
  highWaterMark: 1024 * 1024,
}
