import { copyFile, open, rename, stat, truncate } from 'node:fs/promises'

/** The log never takes more than twice this: the log and one older part. */
const LARGEST = 4 * 1024 * 1024

/** Cuts a log that has grown: the server keeps its end open for appending, so the file is emptied, not replaced. */
export async function boundLog(log: string): Promise<void> {
  try {
    if ((await stat(log)).size < LARGEST) return
    await copyFile(log, `${log}.new`)
    await rename(`${log}.new`, `${log}.1`)
    await truncate(log)
  } catch {
    // No log yet, or another process cuts it now: either way there is nothing to do, and nothing worth failing for.
  }
}

/** The last lines since the position, for the reader of an error. */
export async function tailOf(log: string, from: number): Promise<string> {
  const file = await open(log)
  try {
    const { size } = await file.stat()
    const start = Math.max(Math.min(from, size), size - 4096)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, start)
    return buffer.toString('utf8', 0, bytesRead).trim()
  } finally {
    await file.close()
  }
}
