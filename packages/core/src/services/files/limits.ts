import { CaravanError } from '../../model/index.ts'

/** Bounds of what is read out of files that somebody hands over. */
export interface FileLimits {
  /** Messages of one mailbox, over all of its files. */
  readonly messages: number
  /** Octets of one message; a larger one is listed, not read. */
  readonly messageOctets: number
  readonly folders: number
  /** Files within an archive. */
  readonly entries: number
  /** What all files of an archive inflate to, in octets: a full disk is a bound of its own. */
  readonly unpackedOctets: number
  /** How many times larger than its packed form a file of an archive may be, once it is larger than `ratioFrom`. */
  readonly ratio: number
  readonly ratioFrom: number
  /** How long `readpst` may take, in milliseconds. */
  readonly pstMs: number
}

/**
 * Gmail takes mail of 50 MB at most and Exchange of 150 MB (their help pages, 2026-11), so that half a gigabyte is no
 * message. Deflate makes mail 1.3 to 10 times smaller (base64, text) and never anything more than 1,032 times.
 */
export const FILE_LIMITS: FileLimits = {
  messages: 1_000_000,
  messageOctets: 512 * 1024 ** 2,
  folders: 5_000,
  entries: 200_000,
  unpackedOctets: 500 * 1024 ** 3,
  ratio: 200,
  ratioFrom: 10 * 1024 ** 2,
  pstMs: 6 * 3_600_000,
}

/** A file that cannot be read as a whole, said to whoever handed it over. */
export const fileError = (code: string, message: string, remedy: string, cause?: unknown): CaravanError =>
  new CaravanError(code, message, remedy, { cause })

export const tooManyMessages = (most: number): CaravanError =>
  fileError(
    'file-too-many-messages',
    `The files of this mailbox hold more than ${most} messages.`,
    'Export it in parts, and hand over the parts as mailboxes of their own.',
  )
