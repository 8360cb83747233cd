import { open } from 'node:fs/promises'

/** Bytes that can be read at any place: a file, or memory. */
export interface Bytes {
  readonly size: number
  /** From `at` on, up to `length` octets; fewer only where the end is reached. */
  read(at: number, length: number): Promise<Buffer>
}

/** A file as bytes; closed by whoever opened it. */
export async function openBytes(path: string): Promise<Bytes & { close(): Promise<void> }> {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  return {
    size,
    async read(at, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - at)))
      let filled = 0
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled)
        // Shorter by now than it was when it was opened.
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return buffer.subarray(0, filled)
    },
    close: () => file.close(),
  }
}

/** Memory as bytes. */
export const inMemory = (buffer: Buffer): Bytes => ({
  size: buffer.length,
  read: async (at, length) => buffer.subarray(at, at + length),
})

/** Octets read at once where something is looked for. */
const BLOCK = 256 * 1024

/** Where some octets stand first between two places; undefined: nowhere. */
export async function find(bytes: Bytes, wanted: Buffer, from: number, to: number): Promise<number | undefined> {
  for (let at = from; at < to; at += BLOCK) {
    // What lies across two blocks is in the longer one.
    const block = await bytes.read(at, Math.min(BLOCK + wanted.length - 1, to - at))
    const found = block.indexOf(wanted)
    if (found !== -1) return at + found
  }
  return undefined
}
