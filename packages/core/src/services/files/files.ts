import type { Endpoint, Session } from '../port.ts'
import { ServiceError } from '../port.ts'
import { type FilesFolder, FilesSession } from './session.ts'
import { readHead, type ShelfHead } from './shelf.ts'

export interface FilesOptions {
  /** Whose mail it is, for the ledger: of one mailbox always the same, and of no other. */
  readonly identity: string
  /** Where its files were read to. */
  readonly shelf: string
  /** The readings, in the order in which they came. */
  readonly readings: readonly string[]
}

/** A mailbox whose mail came as files. It is read, and never written. */
export class FilesEndpoint implements Endpoint {
  readonly identity: string
  readonly #options: FilesOptions

  constructor(options: FilesOptions) {
    this.identity = options.identity
    this.#options = options
  }

  /** Throws `ServiceError` `files-not-here` (scope `service`). */
  async connect(): Promise<Session> {
    const { shelf, readings } = this.#options
    const heads: { name: string; head: ShelfHead }[] = []
    for (const name of readings) heads.push({ name, head: await headOf(shelf, name) })
    return new FilesSession(shelf, foldersOf(heads))
  }
}

/** One list of folders over all files: a folder that several of them have is one. */
function foldersOf(heads: readonly { readonly name: string; readonly head: ShelfHead }[]): Map<string, FilesFolder> {
  const folders = new Map<string, FilesFolder>([['INBOX', { path: ['INBOX'], messages: 0, uidNext: 1, parts: [] }]])
  for (const { name, head } of heads) {
    for (const [number, folder] of head.folders.entries()) {
      const key = folder.path.join('/')
      const { messages, parts } = folders.get(key) ?? { messages: 0, parts: [] }
      folders.set(key, {
        path: folder.path,
        messages: messages + folder.messages,
        uidNext: head.uidFrom + folder.last + 1,
        parts: [...parts, { name, head, folder: number, first: folder.first, last: folder.last }],
      })
    }
  }
  return folders
}

async function headOf(shelf: string, name: string): Promise<ShelfHead> {
  try {
    return await readHead(shelf, name)
  } catch (cause) {
    throw new ServiceError(
      'service',
      'files-not-here',
      'The files of this mailbox are not on this machine.',
      'Give all workers the same data folder, or run the workers on the machine of the server; if the files were removed, hand them over again.',
      { cause },
    )
  }
}
