import { statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Whose files. */
export interface OfMailbox {
  readonly organisation: string
  readonly mailbox: string
}

/** Where files of mail of an organisation lie on this machine. */
export const filesFolder = (dataDir: string, organisation: string): string => join(dataDir, 'files', organisation)

/** The folder of one mailbox: nothing of another's is in it, and no name that a person gave. */
export const shelfOf = (dataDir: string, { organisation, mailbox }: OfMailbox): string =>
  join(filesFolder(dataDir, organisation), mailbox)

/** A file as it was sent, until it was read. */
export const uploadOf = (shelf: string, file: string): string => join(shelf, `${file}.part`)

/** What the disk keeps for everything else: the database stops where it is full. */
const RESERVED = 2 * 1024 ** 3

/** Octets that files may take of the disk that holds this folder. */
export async function roomIn(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir)
  return Math.max(0, bavail * bsize - RESERVED)
}

/** What it takes to receive a file and to lay out what is read of it; an archive may take more, and is stopped then. */
export const roomFor = (size: number): number => 2 * size
