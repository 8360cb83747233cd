import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CaravanError } from '../../model/index.ts'
import type { ServiceError } from '../../services/port.ts'
import { recordException } from '../../store/index.ts'
import { describe } from '../known.ts'
import type { Sending } from './sending.ts'

/** The folder that a message was refused in. */
type Place = Pick<Sending, 'context' | 'pair'>

/** Enough of a message to name it in the report. */
const HEADER_SHOWN = 64 * 1024

/** A message whose bytes are to be kept. */
interface Bytes {
  readonly uid: number
  readonly size: number
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>
}

/** Lists a message that was refused, with the server's words, and keeps its raw bytes. */
export async function recordRefused(sending: Place, message: Bytes, error: ServiceError): Promise<void> {
  const { context, pair } = sending
  const { file, head } = await keepRaw(sending, message)
  pair.refused.add(message.uid)
  await recordException(context.db, context.pass, {
    folder: pair.source.id,
    uid: message.uid,
    size: message.size,
    ...describe(head),
    code: error.code,
    serverReply: error.serverReply ?? null,
    remedy: error.remedy,
    rawFile: file,
  })
}

/**
 * Keeps a message's raw bytes in the folder for refused messages, so that nothing depends on the old mailbox to have
 * them. Returns the file and the message's beginning.
 */
export async function keepRaw({ context, pair }: Place, message: Bytes): Promise<{ file: string; head: Buffer }> {
  const head: Buffer[] = []
  let headLength = 0
  const digest = createHash('sha256')
  const partial = join(context.keepRefused, `${randomUUID()}.part`)
  let file: string
  try {
    await mkdir(context.keepRefused, { recursive: true, mode: 0o700 })
    await pipeline(
      message.body,
      async function* (chunks: Iterable<Buffer> | AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          digest.update(chunk)
          if (headLength < HEADER_SHOWN) {
            head.push(chunk)
            headLength += chunk.length
          }
          yield chunk
        }
      },
      createWriteStream(partial, { mode: 0o600 }),
    )
    // Named by content too: no other message's file is ever written over, and the same one again is the same file.
    const name = `${fileSafe(pair.title)}-${message.uid}-${digest.digest('hex').slice(0, 12)}.eml`
    file = join(context.keepRefused, name)
    await rename(partial, file)
  } catch (cause) {
    await rm(partial, { force: true })
    if (!isFileError(cause)) throw cause
    throw new CaravanError(
      'keep-refused-failed',
      `The raw bytes of a refused message could not be written to ${context.keepRefused} (${cause.code}).`,
      'Give a folder with room that can be written with --keep-refused, and run again: the pass goes on from here.',
      { cause },
    )
  }
  return { file, head: Buffer.concat(head) }
}

/** A folder's title as a part of a file name, whatever it holds. */
const fileSafe = (title: string): string =>
  title
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 80)

/** A disk that is full or broken while a file is written; Node names no path then. */
const DISK = /^(ENOSPC|EDQUOT|EFBIG|EIO|EROFS)$/

const isFileError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error &&
  'syscall' in error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ('path' in error || DISK.test(error.code))
