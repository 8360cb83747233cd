import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '../../model/secret.ts'
import { backup, restore } from '../backup/index.ts'
import type { Database } from '../database.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import {
  type CredentialSlot,
  countCredentials,
  countLost,
  eraseCredentials,
  forgetCredential,
  forgetCredentials,
  listCredentials,
  openCredential,
  putCredential,
  putCredentials,
} from './credentials.ts'
import { makeKeyFile } from './key-file.ts'
import { newKey, ring } from './testing/keys.ts'
import { openVault } from './vault.ts'

let server: TestServer
let folder = ''
let db: Database

beforeAll(async () => {
  server = await startTestServer()
  folder = await mkdtemp('/tmp/caravan-test-')
  db = await server.database()
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const slot = (of: Partial<CredentialSlot> = {}): CredentialSlot => ({
  organisation: randomUUID(),
  purpose: 'source-sign-in',
  subject: randomUUID(),
  ...of,
})

const hush = new Secret('canary-5d1c')

async function fresh() {
  const keys = ring()
  return { keys, db: (await server.database()).kysely }
}

describe('opening the vault', () => {
  const start = (
    database: Database,
    dataDir: string,
    options: { env?: Record<string, string>; replace?: boolean } = {},
  ) =>
    openVault(database.kysely, {
      dataDir,
      env: options.env ?? {},
      ...(options.replace === undefined ? {} : { replaceLostKey: options.replace }),
    })
  const dataFolder = () => mkdtemp(join(folder, 'data-'))

  test('makes a key at the first start, says so once, and finds it at the next', async () => {
    const [database, data] = [await server.database(), await dataFolder()]
    const first = await start(database, data)
    expect(first.made).toEqual({
      file: join(data, 'master.key'),
      notice: expect.stringMatching(/Keep a copy[^]*every credential has to be asked for again/) as string,
    })
    const line = (await readFile(join(data, 'master.key'), 'utf8')).split('\n')[2]!
    expect(first.made?.notice).not.toContain(line)
    const next = await start(database, data)
    expect(next).toMatchObject({ made: undefined, lost: 0 })
    expect(next.keys.ids).toEqual(first.keys.ids)
  })

  test('takes the key of the named file, or of the variable, and makes none', async () => {
    const [data, named] = [await dataFolder(), join(folder, 'named.key')]
    const { keys } = await makeKeyFile(named)
    const key = randomBytes(32).toString('base64')
    const both = { CARAVAN_MASTER_KEY_FILE: named, CARAVAN_MASTER_KEY: key }
    expect((await start(await server.database(), data, { env: both })).keys.ids).toEqual(keys.ids)
    const given = await start(await server.database(), data, { env: { CARAVAN_MASTER_KEY: key } })
    expect(given.made).toBeUndefined()
    await expect(readFile(join(data, 'master.key'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(
      start(await server.database(), data, { env: { CARAVAN_MASTER_KEY_FILE: join(data, 'none') } }),
    ).rejects.toMatchObject({ code: 'master-key-unreadable' })
  })

  test('a broken key in the data folder is an error, not a reason to make another', async () => {
    const data = await dataFolder()
    await writeFile(join(data, 'master.key'), 'broken', { mode: 0o600 })
    await expect(start(await server.database(), data)).rejects.toMatchObject({ code: 'master-key-invalid' })
  })

  test('a second machine without the key, or with one of its own, is refused', async () => {
    const database = await server.database()
    await start(database, await dataFolder())
    const bare = await dataFolder()
    await expect(start(database, bare)).rejects.toMatchObject({ code: 'master-key-missing' })
    await expect(readFile(join(bare, 'master.key'))).rejects.toMatchObject({ code: 'ENOENT' })
    const own = { CARAVAN_MASTER_KEY: randomBytes(32).toString('hex') }
    await expect(start(database, bare, { env: own })).rejects.toMatchObject({ code: 'master-key-differs' })
  })

  test('of many machines that start at once with keys of their own, one is let in', async () => {
    const database = await server.database()
    const starts = await Promise.allSettled(Array.from({ length: 6 }, async () => start(database, await dataFolder())))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of starts)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          code: expect.stringMatching(/^master-key-(differs|missing)$/) as string,
        })
  })

  test('a lost key costs the credentials and nothing else', async () => {
    const database = await server.database()
    const lost = await start(database, await dataFolder())
    const [one, two] = [slot(), slot()]
    await putCredentials(database.kysely, lost.keys, [
      { ...one, secret: hush },
      { ...two, secret: hush },
    ])
    const data = await dataFolder()
    await expect(start(database, data)).rejects.toMatchObject({ code: 'master-key-missing' })
    const { keys, lost: count, made } = await start(database, data, { replace: true })
    expect([count, made?.file]).toEqual([2, join(data, 'master.key')])
    await expect(openCredential(database.kysely, keys, one)).rejects.toMatchObject({ code: 'master-key-lost' })
    expect(await listCredentials(database.kysely, keys, one.organisation, { after: null, limit: 9 })).toMatchObject([
      { subject: one.subject, opens: false },
    ])
    // Asked for again, it is in its place.
    await putCredential(database.kysely, keys, { ...one, secret: new Secret('again') })
    expect((await openCredential(database.kysely, keys, one)).reveal()).toBe('again')
    expect(await countLost(database.kysely, keys)).toBe(1)
    expect(await start(database, data)).toMatchObject({ lost: 1 })
  })
})

describe('a credential', () => {
  test('is found by its slot, replaced by a later one, and gone when it is forgotten', async () => {
    const { db, keys } = await fresh()
    for (const where of [slot(), slot({ subject: null }), slot({ purpose: 'webhook' })]) {
      await expect(openCredential(db, keys, where)).rejects.toMatchObject({ code: 'credential-missing' })
      for (const value of ['first', 'second']) {
        await putCredential(db, keys, { ...where, secret: new Secret(value) })
        expect((await openCredential(db, keys, where)).reveal()).toBe(value)
      }
      expect(await listCredentials(db, keys, where.organisation, { after: null, limit: 9 })).toHaveLength(1)
      expect(await forgetCredential(db, where)).toBe(true)
      expect(await forgetCredential(db, where)).toBe(false)
      await expect(openCredential(db, keys, where)).rejects.toMatchObject({ code: 'credential-missing' })
    }
  })

  test('is not opened for another organisation, purpose or subject', async () => {
    const { db, keys } = await fresh()
    const where = slot()
    await putCredential(db, keys, { ...where, secret: hush })
    for (const other of [{ organisation: randomUUID() }, { purpose: 'webhook' as const }, { subject: null }])
      await expect(openCredential(db, keys, { ...where, ...other })).rejects.toMatchObject({
        code: 'credential-missing',
      })
  })

  test('that somebody with access to the database moves, swaps, edits or puts back does not open', async () => {
    const { db, keys } = await fresh()
    const [mine, theirs] = [slot(), slot()]
    await putCredentials(db, keys, [
      { ...mine, secret: new Secret('mine') },
      { ...theirs, secret: new Secret('theirs') },
    ])
    const sealedOf = async ({ subject }: CredentialSlot) =>
      (await sql<{ sealed: Buffer }>`select sealed from credentials where subject = ${subject}`.execute(db)).rows[0]!
        .sealed
    const damaged = { code: 'credential-damaged' }
    const attempt = async (edit: ReturnType<typeof sql>, where: CredentialSlot) => {
      const trx = await db.startTransaction().execute()
      await edit.execute(trx)
      await expect(openCredential(trx, keys, where)).rejects.toMatchObject(damaged)
      await trx.rollback().execute()
    }
    for (const [one, other] of [
      [mine, theirs],
      [theirs, mine],
    ] as const)
      await attempt(sql`update credentials set sealed = ${await sealedOf(other)} where subject = ${one.subject}`, one)
    const target = slot()
    await attempt(
      sql`update credentials set organisation_id = ${target.organisation}, subject = ${target.subject} where subject = ${theirs.subject}`,
      target,
    )
    await attempt(sql`update credentials set sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1)`, mine)
    await attempt(sql`update credentials set sealed = ''`, mine)
    await sql`insert into vault_keys values ('0000000000000000', false)`.execute(db)
    await attempt(sql`update credentials set key_id = '0000000000000000'`, mine)
    // What was sealed before it was replaced is of another row.
    const before = await sealedOf(mine)
    await putCredential(db, keys, { ...mine, secret: new Secret('newer') })
    await attempt(sql`update credentials set sealed = ${before} where subject = ${mine.subject}`, mine)
  })

  test('of two that are put into one slot at once, one stays and opens', async () => {
    const { db, keys } = await fresh()
    const where = slot()
    const values = Array.from({ length: 20 }, (_, n) => `value ${n}`)
    await Promise.all(values.map((value) => putCredential(db, keys, { ...where, secret: new Secret(value) })))
    expect(values).toContain((await openCredential(db, keys, where)).reveal())
    const { rows } = await sql`select 1 from credentials where organisation_id = ${where.organisation}`.execute(db)
    expect(rows).toHaveLength(1)
  })

  test('many are put at once, in any order beside others, and listed in pages', async () => {
    const { db, keys } = await fresh()
    const organisation = randomUUID()
    const many = Array.from({ length: 2_500 }, (_, n) => ({ ...slot({ organisation }), secret: new Secret(`${n}`) }))
    await Promise.all([putCredentials(db, keys, many), putCredentials(db, keys, [...many].reverse())])
    await putCredentials(db, keys, [])
    const seen = new Set<string>()
    for (let after: string | null = null; ; ) {
      const page = await listCredentials(db, keys, organisation, { after, limit: 1_000 })
      for (const { id } of page) seen.add(id)
      after = page.at(-1)?.id ?? null
      if (after === null) break
    }
    expect(seen.size).toBe(2_500)
    for (const one of [many[0]!, many[1_234]!, many.at(-1)!])
      expect((await openCredential(db, keys, one)).reveal()).toBe(one.secret.reveal())
  })

  test('is put within the transaction of the caller, and goes with it', async () => {
    const { db, keys } = await fresh()
    const where = slot()
    const trx = await db.startTransaction().execute()
    await putCredential(trx, keys, { ...where, secret: hush })
    expect((await openCredential(trx, keys, where)).reveal()).toBe(hush.reveal())
    await trx.rollback().execute()
    await expect(openCredential(db, keys, where)).rejects.toMatchObject({ code: 'credential-missing' })
  })

  test('is erased with its move, its subject or its organisation, and no other with it', async () => {
    const { db, keys } = await fresh()
    const [organisation, other, move] = [randomUUID(), randomUUID(), randomUUID()]
    const [a, b, c, d] = [
      slot({ organisation }),
      slot({ organisation }),
      slot({ organisation }),
      slot({ organisation: other }),
    ]
    await putCredentials(db, keys, [
      { ...a, secret: hush, move },
      { ...b, secret: hush, move },
      { ...c, secret: hush },
      { ...d, secret: hush, move },
    ])
    expect(await countCredentials(db, organisation, move)).toBe(2)
    expect(await forgetCredentials(db, organisation, [a.subject!, d.subject!])).toBe(1)
    expect(await eraseCredentials(db, { organisation, move })).toBe(1)
    expect(await countCredentials(db, organisation, move)).toBe(0)
    expect((await openCredential(db, keys, c)).reveal()).toBe(hush.reveal())
    expect(await eraseCredentials(db, { organisation })).toBe(1)
    expect((await openCredential(db, keys, d)).reveal()).toBe(hush.reveal())
  })
})

describe('a backup', () => {
  test('holds the sealed values and nothing that opens them', async () => {
    const keys = ring()
    const where = slot()
    await putCredential(db.kysely, keys, { ...where, secret: hush })
    const file = join(folder, 'vault.backup')
    await backup(db, file)
    const text = zstdDecompressSync(await readFile(file)).toString('latin1')
    expect(text).toContain(where.organisation)
    for (const word of [hush.reveal(), Buffer.from(hush.reveal()).toString('hex')]) expect(text).not.toContain(word)

    const copy = await server.database()
    await restore(copy, file)
    expect((await openCredential(copy.kysely, keys, where)).reveal()).toBe(hush.reveal())
    await expect(openCredential(copy.kysely, ring(newKey()), where)).rejects.toMatchObject({ code: 'master-key-lost' })
    await expect(putCredential(copy.kysely, ring(), { ...where, secret: hush })).rejects.toMatchObject({
      code: 'master-key-differs',
    })
  })
})
