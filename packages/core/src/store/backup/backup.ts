import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { type ClientBase, escapeIdentifier } from 'pg'
import { CaravanError } from '../../model/errors.ts'
import type { Database } from '../database.ts'
import { explainDatabaseError } from '../explain.ts'
import { TABLES } from '../generated.ts'
import { applied } from '../migrate.ts'
import { readSchema, type Table } from '../schema/read.ts'
import { copyOut } from './copy.ts'
import { type BackupHeader, type BackupTable, END_OF_TABLE, FORMAT, FORMAT_VERSION } from './format.ts'

/** Digests do not pack: of 300 MB of ledger rows level 1 made 80 MB at 531 MB/s, level 3 89 at 264, level 9 91 at 60. */
const LEVEL = 1

/**
 * Writes the whole database, as it was at one moment, to a file that only its owner can read. The file appears under
 * its name when it is complete and on the disk, and replaces one that was there.
 */
export async function backup(db: Database, file: string): Promise<void> {
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  try {
    const target = await open(partial, 'wx', 0o600)
    try {
      await inSnapshot(db, (client) =>
        pipeline(Readable.from(contents(client), { objectMode: false }), packer(), writer(target)),
      )
      await target.sync()
    } finally {
      await target.close()
    }
    await rename(partial, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(partial, { force: true })
    throw explainFile(file, error)
  }
}

const packer = () =>
  createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 },
  })

/** Leaves the file open, since it has to be put on the disk after the last byte. */
function writer(file: FileHandle): Writable {
  return new Writable({
    write: (chunk: Buffer, _, done) => {
      file.writeFile(chunk).then(() => done(), done)
    },
  })
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function inSnapshot(db: Database, work: (client: ClientBase) => Promise<void>): Promise<void> {
  const client = await db.pool.connect()
  let broken = true
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query(COPY_SETTINGS)
    await work(client)
    await client.query('commit')
    broken = false
  } finally {
    // A copy that was broken off is still on its way over the connection.
    client.release(broken)
  }
}

/** What the text of a value depends on. */
export const COPY_SETTINGS = `
  set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 3; set local statement_timeout = 0`

async function* contents(client: ClientBase): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  const hashed = (bytes: Buffer) => {
    hash.update(bytes)
    return bytes
  }
  const header = await makeHeader(client)
  yield hashed(Buffer.from(`${JSON.stringify(header)}\n`))
  for (const { name, columns } of header.tables) {
    for await (const block of copyOut(client, copyStatement(name, columns, 'to stdout'))) yield hashed(block as Buffer)
    yield hashed(END_OF_TABLE)
  }
  yield Buffer.from(`${JSON.stringify({ sha256: hash.digest('hex') })}\n`)
}

export function copyStatement(
  table: string,
  columns: readonly string[],
  direction: 'to stdout' | 'from stdin',
): string {
  return `copy ${escapeIdentifier(table)} (${columns.map((name) => escapeIdentifier(name)).join(', ')}) ${direction}`
}

async function makeHeader(client: ClientBase): Promise<BackupHeader> {
  // The migrations are in the header itself: restoring applies them, which records them.
  const ours = new Set<string>(TABLES.filter((name) => name !== 'migrations'))
  const tables: BackupTable[] = []
  for (const table of await readSchema(client)) if (ours.has(table.name)) tables.push(await describe(client, table))
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    program: await programVersion(),
    createdAt: new Date().toISOString(),
    migrations: await applied(client),
    tables,
  }
}

async function describe(client: ClientBase, { name, columns }: Table): Promise<BackupTable> {
  const count = await client.query<{ rows: string }>(`select count(*)::text as rows from ${escapeIdentifier(name)}`)
  const sequences: BackupTable['sequences'] = []
  for (const column of columns.filter(({ identity }) => identity)) {
    const { rows } = await client.query<{ last: string | null }>(
      'select pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass)::text as last',
      [name, column.name],
    )
    sequences.push({ column: column.name, last: rows[0]?.last ?? null })
  }
  return { name, columns: columns.map((column) => column.name), rows: Number(count.rows[0]?.rows), sequences }
}

async function programVersion(): Promise<string> {
  const about = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return about.version
}

/** Those of a file, none of which a broken connection gives. */
const FILE_ERRORS = new Set('EACCES EDQUOT EFBIG EIO EISDIR ENAMETOOLONG ENOENT ENOSPC ENOTDIR EPERM EROFS'.split(' '))

function explainFile(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && FILE_ERRORS.has(String(error.code))))
    return explainDatabaseError(error)
  return new CaravanError(
    'backup-not-written',
    `The backup could not be written to ${file} (${String(error.code)}).`,
    'Choose a folder that this user can write, with room enough; a backup that was there before is kept.',
    { cause: error },
  )
}
