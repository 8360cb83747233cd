import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../database.ts'
import { insertCopies, insertMessages } from '../ledger/bulk.ts'
import { sourceFolder, targetFolder } from '../ledger/folders.ts'
import { mailboxId, startPass } from '../ledger/mailbox.ts'
import { readMigrations } from '../migrate.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import { backup, restore } from './index.ts'

let server: TestServer
let folder = ''
let full: Database
let file = ''

beforeAll(async () => {
  server = await startTestServer()
  folder = await mkdtemp('/tmp/caravan-test-')
  full = await server.database()
  await fill(full)
  file = join(folder, 'full.backup')
  await backup(full, file)
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

async function fill(db: Database): Promise<void> {
  const mailbox = await mailboxId(db.kysely, 'old', 'new')
  const { id } = await sourceFolder(db.kysely, mailbox, 'INBOX', 1)
  const rows = Array.from({ length: 20_000 }, (_, index) => index + 1)
  await insertMessages(
    db.kysely,
    id,
    rows.map((uid) => ({ uid, size: uid, internalDate: uid % 2 ? null : uid, flags: '\\Seen' })),
  )
}

/** Everything in the tables, as the server writes it. */
async function everything(db: Database): Promise<unknown> {
  const found: Record<string, unknown> = {}
  for (const table of ['mailboxes', 'passes', 'source_folders', 'messages', 'copies', 'intents', 'exceptions']) {
    const { rows } = await db.pool.query<{ all: string }>(
      `select md5(string_agg(t::text, ',' order by t::text)) as all from ${table} t`,
    )
    found[table] = rows[0]?.all
  }
  return found
}

describe('a backup', () => {
  test('is one file that only its owner reads, and nothing is left beside it', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
    const [header] = zstdDecompressSync(await readFile(file))
      .toString()
      .split('\n')
    expect(JSON.parse(header!)).toMatchObject({
      format: 'caravan-backup',
      version: 1,
      migrations: (await readMigrations()).map(({ name, sha256 }) => ({ name, sha256 })),
    })
  })

  test('brings everything back, and new rows get numbers that were never given out', async () => {
    const extra = await mailboxId(full.kysely, 'given out', 'and deleted')
    await full.kysely.deleteFrom('mailboxes').where('id', '=', extra).execute()
    await backup(full, file)
    const db = await server.database()
    await restore(db, file)
    expect(await everything(db)).toEqual(await everything(full))
    expect(await mailboxId(db.kysely, 'another', 'one')).toBe(extra + 1)
    // Keys and references are back too.
    await expect(db.pool.query('insert into messages select * from messages limit 1')).rejects.toMatchObject({
      code: '23505',
    })
    await expect(db.pool.query(`insert into messages values (99, 1, 1, 1, '')`)).rejects.toMatchObject({
      code: '23503',
    })
  })

  test('shows one moment, whatever is written meanwhile', async () => {
    const db = await server.database()
    await fill(db)
    const before = await everything(db)
    const writing = (async () => {
      for (let round = 0; round < 50; round++) await mailboxId(db.kysely, `later ${round}`, 'x')
    })()
    const one = join(folder, 'moment.backup')
    await backup(db, one)
    await writing
    const copy = await server.database()
    await restore(copy, one)
    expect({ ...((await everything(copy)) as object), mailboxes: '' }).toEqual({ ...(before as object), mailboxes: '' })
  })

  test('keeps any value', async () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '').toWellFormed())
    const odd = fc.oneof(
      text,
      fc.constantFrom('\\.', '\\.\n', '\n\\.\n', '\\N', '\t', '\r\n', '\\', '', '\u2028', '💌'),
    )
    const bytes = fc.uint8Array({ maxLength: 100 }).map((value) => Buffer.from(value))
    const one = join(folder, 'odd.backup')
    const [db, copy] = [await server.database(), await server.database()]
    const mailbox = await mailboxId(db.kysely, 'old', 'new')
    const pass_id = await startPass(db.kysely, mailbox, 'first', 1)
    const folder_id = (await sourceFolder(db.kysely, mailbox, '\\.', 1)).id
    const target_folder_id = (await targetFolder(db.kysely, mailbox, '&AOk-\n', 1)).id
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(odd, fc.option(odd), bytes), { minLength: 1, maxLength: 20 }),
        fc.array(fc.maxSafeInteger(), { maxLength: 5 }),
        fc.json(),
        async (rows, uids, report) => {
          for (const table of ['exceptions', 'copies', 'intents'] as const) await db.kysely.deleteFrom(table).execute()
          const common = { pass_id, folder_id }
          await db.kysely
            .updateTable('passes')
            .set({ report: report.replaceAll('\\u0000', '') })
            .execute()
          await db.kysely
            .insertInto('exceptions')
            .values(rows.map(([code, subject], uid) => ({ ...common, uid, subject, code, remedy: code, size: uid })))
            .execute()
          await insertCopies(
            db.kysely,
            folder_id,
            rows.map(([flags, , digest], uid) => ({
              ...{ uid, flags, digest, targetFolderId: target_folder_id, targetUid: uid, passId: pass_id },
              recognised: uid % 2 === 0,
            })),
          )
          const intent = { ...common, target_folder_id, epoch: 1, uid_from: 1, uids }
          await db.kysely.insertInto('intents').values(intent).execute()
          await backup(db, one)
          await restore(copy, one, { replace: true })
          expect(await everything(copy)).toEqual(await everything(db))
        },
      ),
      { numRuns: 12 },
    )
  })

  test('into a database that holds data is refused, unless that is to be replaced', async () => {
    const db = await server.database()
    await mailboxId(db.kysely, 'here', 'before')
    await expect(restore(db, file)).rejects.toMatchObject({ code: 'database-not-empty' })
    expect(await db.kysely.selectFrom('mailboxes').select('source').execute()).toEqual([{ source: 'here' }])
    await restore(db, file, { replace: true })
    expect(await everything(db)).toEqual(await everything(full))
  })

  test('that cannot be written leaves the one that was there', async () => {
    await expect(backup(full, join(folder, 'none/x'))).rejects.toMatchObject({ code: 'backup-not-written' })
    const kept = join(folder, 'kept.backup')
    await copyFile(file, kept)
    const db = await server.database()
    await db.close()
    await expect(backup(db, kept)).rejects.toThrow()
    expect((await readFile(kept)).equals(await readFile(file))).toBe(true)
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
  })
})

test('nothing is restored under a Caravan that rests, and everything once it has gone', async () => {
  const url = await server.url()
  const db = await openDatabase({ url })
  const other = new Client({ connectionString: url, application_name: 'caravan elsewhere:7' })
  await other.connect()
  try {
    await expect(restore(db, file)).rejects.toMatchObject({ code: 'database-in-use' })
    await other.end()
    await vi.waitFor(() => restore(db, file), { timeout: 20_000 })
    expect(await everything(db)).toEqual(await everything(full))
  } finally {
    await db.close()
  }
})

describe('a damaged backup', () => {
  test('is refused wherever it is cut or altered, and the database stays as it was', async () => {
    const db = await server.database()
    await mailboxId(db.kysely, 'here', 'before')
    const before = await everything(db)
    const whole = await readFile(file)
    const hurt = join(folder, 'hurt.backup')
    for (const share of [0, 0.01, 0.3, 0.6, 0.999]) {
      const at = Math.floor(whole.length * share)
      const altered = Buffer.from(whole)
      altered[at] = altered[at]! ^ 0x55
      for (const bytes of [whole.subarray(0, at), altered]) {
        await writeFile(hurt, bytes)
        await expect(restore(db, hurt, { replace: true })).rejects.toMatchObject({
          code: expect.stringMatching(/^backup-(damaged|not-recognised)$/) as unknown,
        })
      }
    }
    expect(await everything(db)).toEqual(before)
  })

  test('is noticed by its checksum, its row counts and its end', async () => {
    const db = await server.database()
    const text = zstdDecompressSync(await readFile(file)).toString()
    const hurt = join(folder, 'hurt.backup')
    const lines = text.trimEnd().split('\n')
    for (const other of [
      text.replace('\t777\t', '\t778\t'),
      text.replace(/\n\d+\t777\t.*(?=\n)/, ''),
      `${text}more`,
      lines.slice(0, -1).join('\n'),
      text.replace('\t777\t', '\tx\t'),
    ]) {
      expect(other).not.toBe(text)
      await writeFile(hurt, zstdCompressSync(other))
      await expect(restore(db, hurt)).rejects.toMatchObject({ code: 'backup-damaged' })
    }
    for (const other of ['', 'hello\n', '{"format":"other"}\n', 'null\n']) {
      await writeFile(hurt, zstdCompressSync(other))
      await expect(restore(db, hurt)).rejects.toMatchObject({ code: 'backup-not-recognised' })
    }
    await writeFile(hurt, 'hello')
    await expect(restore(db, hurt)).rejects.toMatchObject({ code: 'backup-not-recognised' })
    await expect(restore(db, join(folder, 'none'))).rejects.toMatchObject({ code: 'backup-unreadable' })
    await restore(db, file)
  })
})

describe('between versions', () => {
  async function migrations(later: string): Promise<string> {
    const made = await mkdtemp(join(folder, 'migrations-'))
    for (const name of await readdir(ours)) await copyFile(join(ours, name), join(made, name))
    await writeFile(join(made, '9999-later.sql'), later)
    return made
  }
  const ours = fileURLToPath(new URL('../migrations', import.meta.url))
  const later = `alter table messages add column note text; update messages set note = 'moved up' where uid = 1`

  test('an older backup is loaded at its version and migrated up', async () => {
    const folderOfLater = await migrations(later)
    const db = await server.database({ migrations: folderOfLater })
    await restore(db, file, { migrations: folderOfLater })
    const { rows } = await db.pool.query('select note, count(*) as n from messages group by note order by n')
    expect(rows).toEqual([
      { note: 'moved up', n: 1 },
      { note: null, n: 19_999 },
    ])
  })

  test('a newer backup is refused', async () => {
    const db = await server.database({ migrations: await migrations(later) })
    const newer = join(folder, 'newer.backup')
    await backup(db, newer)
    await expect(restore(await server.database(), newer)).rejects.toMatchObject({ code: 'backup-newer' })
  })
})
