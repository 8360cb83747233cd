import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBytes } from './bytes.ts'
import { type MessageRecord, RECORD, readRecord } from './record.ts'

/** A folder of a file that was read. */
export interface ShelfFolder {
  readonly path: readonly string[]
  readonly messages: number
  /** Numbers of its first and its last record; others may lie between. */
  readonly first: number
  readonly last: number
}

/** What of a message could not be read, by the octet at which it begins. */
export interface ShelfProblem {
  /** The file, or the one within it. */
  readonly where: string
  readonly at: number
  readonly octets: number
  readonly why: string
}

/**
 * A file that was read: its messages, one after the other and with CR LF (`NAME.mail`), a record of each (`NAME.index`),
 * and this, which is written last (`NAME.json`).
 */
export interface ShelfHead {
  /** The UID of its first message; the others follow. */
  readonly uidFrom: number
  readonly messages: number
  readonly octets: number
  /** Of these, those that an earlier file had as well, which are not here. */
  readonly repeated: number
  /** Marked as deleted by the program that wrote them, and left out. */
  readonly deleted: number
  readonly folders: readonly ShelfFolder[]
  readonly flags: readonly string[]
  readonly problems: readonly ShelfProblem[]
}

/** The files of one reading. */
export const shelfFiles = (folder: string, name: string) => ({
  mail: join(folder, `${name}.mail`),
  index: join(folder, `${name}.index`),
  head: join(folder, `${name}.json`),
  scratch: join(folder, `${name}.tmp`),
})

export async function readHead(folder: string, name: string): Promise<ShelfHead> {
  return JSON.parse(await readFile(shelfFiles(folder, name).head, 'utf8')) as ShelfHead
}

/** Once it is there, everything else is. */
export async function writeHead(folder: string, name: string, head: ShelfHead): Promise<void> {
  const { head: path } = shelfFiles(folder, name)
  await writeFile(`${path}.new`, JSON.stringify(head))
  await rename(`${path}.new`, path)
}

/** Leaves nothing of a reading. */
export async function removeShelf(folder: string, name: string): Promise<void> {
  const { head, mail, index, scratch } = shelfFiles(folder, name)
  for (const path of [head, `${head}.new`, mail, index, scratch]) await rm(path, { recursive: true, force: true })
}

const AT_ONCE = 10_000

/** The records of a reading from one to another, in slices. */
export async function* recordsOf(
  folder: string,
  name: string,
  first: number,
  last: number,
): AsyncGenerator<{ readonly number: number; readonly record: MessageRecord }[]> {
  const index = await openBytes(shelfFiles(folder, name).index)
  try {
    for (let at = first; at <= last; at += AT_ONCE) {
      const bytes = await index.read(at * RECORD, Math.min(AT_ONCE, last - at + 1) * RECORD)
      yield Array.from({ length: Math.floor(bytes.length / RECORD) }, (_, one) => ({
        number: at + one,
        record: readRecord(bytes, one),
      }))
    }
  } finally {
    await index.close()
  }
}
