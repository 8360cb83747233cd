import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { RequestError } from '../api/problems.ts'

/** How much of a piece came to the disk, and what ended it too soon. */
export interface Written {
  readonly octets: number
  readonly error?: Error
}

/**
 * Writes what arrives into a file, from an octet on, and brings it to the disk. What came before the line broke counts.
 * @param most more than these octets are refused (413)
 */
export async function writePiece(
  path: string,
  from: number,
  octets: AsyncIterable<Buffer>,
  most: number,
): Promise<Written> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600)
  let written = 0
  let error: Error | undefined
  try {
    for await (const chunk of octets) {
      if (written + chunk.length > most) throw larger()
      for (let done = 0; done < chunk.length; )
        done += (await file.write(chunk, done, chunk.length - done, from + written + done)).bytesWritten
      written += chunk.length
    }
  } catch (cause) {
    error = explained(cause)
  }
  await file.datasync()
  await file.close()
  return error === undefined ? { octets: written } : { octets: written, error }
}

function explained(cause: unknown): Error {
  if (cause instanceof RequestError) return cause
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new RequestError(
      507,
      'disk-full',
      'The server’s disk is full.',
      'Ask the host administrator for more room; the file goes on where it was.',
    )
  // Who sent it is gone and reads no answer.
  return new RequestError(400, 'line-broken', 'The line broke.', 'Ask how far the file is, and go on from there.')
}

const larger = () =>
  new RequestError(
    413,
    'file-larger',
    'This is more than was announced.',
    'Send pieces of 16 MB at most, up to its size.',
  )
