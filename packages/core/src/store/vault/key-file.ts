import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CaravanError } from '../../model/errors.ts'
import { makeDataFolder } from '../launcher/index.ts'
import { KEY_BYTES, type Keyring, parseMasterKeys } from './master-key.ts'

/** Sixteen keys and a few words of comment; what is larger is another file. */
const LARGEST_FILE = 16 * 1024

/**
 * Reads the master keys of a file. Errors: `master-key-unreadable`, `master-key-exposed` (others than its owner may
 * read or write it, or it belongs to another user), `master-key-invalid`.
 */
export async function readKeyFile(file: string): Promise<Keyring> {
  // Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw unreadable(file, codeOf(error), error)
  })
  try {
    return parseMasterKeys(await readPrivate(handle, file), file)
  } finally {
    await handle.close()
  }
}

/** Asks the open file, not its name: what is judged is what is read. */
async function readPrivate(handle: FileHandle, file: string): Promise<string> {
  const about = await handle.stat()
  if (!about.isFile()) throw unreadable(file, 'it is no regular file')
  if (about.size > LARGEST_FILE) throw unreadable(file, 'it is too large for a key file')
  const mode = about.mode & 0o777
  if (mode & 0o077) throw exposed(file, `its mode is ${mode.toString(8)}, so others may read or write it`)
  const self = process.geteuid?.()
  if (self !== undefined && about.uid !== self && about.uid !== 0) throw exposed(file, 'it belongs to another user')
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LARGEST_FILE), 0, LARGEST_FILE, 0)
  return buffer.toString('utf8', 0, bytesRead)
}

/**
 * Makes a master key in a new file that only its owner reads, and puts it on the disk before anything can be sealed
 * under it. A file that is already there is never touched: then that one is read. Errors: `master-key-not-written`, and
 * those of `readKeyFile`.
 */
export async function makeKeyFile(file: string): Promise<{ keys: Keyring; made: boolean }> {
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  let made = true
  try {
    await makeDataFolder(dirname(file))
    await writeThrough(partial, fileText(randomBytes(KEY_BYTES).toString('base64')))
    // Unlike a rename, a link fails where the name is taken; and the file appears whole.
    await link(partial, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
      made = false
    })
    await rm(partial)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw notWritten(file, error)
  }
  return { keys: await readKeyFile(file), made }
}

const fileText = (
  key: string,
) => `# The master key of this Caravan. It opens the stored passwords and tokens, and no backup holds it.
# Keep a copy apart from the database and its backups. Without it every credential has to be asked for again.
${key}
`

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

const unreadable = (file: string, why: string, cause?: unknown) =>
  new CaravanError(
    'master-key-unreadable',
    `The master key file ${file} cannot be read: ${why}.`,
    'Name a file in CARAVAN_MASTER_KEY_FILE that is there and that this user may read.',
    { cause },
  )

const exposed = (file: string, why: string) =>
  new CaravanError(
    'master-key-exposed',
    `The master key file ${file} is not kept to its owner: ${why}.`,
    `Run "chmod 600 ${file}" and let it belong to the user that Caravan runs as, or to root.`,
  )

const notWritten = (file: string, cause: unknown) =>
  new CaravanError(
    'master-key-not-written',
    `A new master key could not be written to ${file} (${codeOf(cause)}).`,
    'Make the folder writable for this user, on a local disk, or name an existing key in CARAVAN_MASTER_KEY_FILE.',
    { cause },
  )
