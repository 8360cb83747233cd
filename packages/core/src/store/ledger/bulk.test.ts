import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import { insertChecks, insertCopies, insertMessages, insertStrangers } from './bulk.ts'
import { sourceFolder, targetFolder } from './folders.ts'
import { mailboxId, startPass } from './mailbox.ts'
import { insertPrints } from './prints.ts'

let server: TestServer
let db: Database
let source = 0
let target = 0
let pass = 0

beforeAll(async () => {
  server = await startTestServer()
  db = await server.database()
  const mailbox = await mailboxId(db.kysely, 'old', 'new')
  pass = await startPass(db.kysely, mailbox, 'first', 1)
  source = (await sourceFolder(db.kysely, mailbox, 'INBOX', 1)).id
  target = (await targetFolder(db.kysely, mailbox, 'INBOX', 1)).id
})

afterAll(() => server.stop())

const digest = Buffer.from([0, 255, 39, 92, 10])
const copy = (uid: number, targetUid: number) => ({
  ...{ uid, targetUid, digest, targetFolderId: target, passId: pass, recognised: false },
  flags: String.raw`$Odd"{,} \Seen`,
})

test('messages keep odd flags and missing dates, and known ones stay as they were', async () => {
  const flags = String.raw`$It's,{"odd"} \Seen NULL`
  await insertMessages(db.kysely, source, [
    { uid: 1, size: 10, internalDate: null, flags },
    { uid: 4_294_967_295, size: 5_000_000_000, internalDate: -1, flags: '', modSeq: 9_007n, providerId: 'M1' },
  ])
  await insertMessages(db.kysely, source, [{ uid: 1, size: 99, internalDate: 1, flags: 'other' }])
  await insertMessages(db.kysely, source, [])
  const rows = await db.kysely.selectFrom('messages').selectAll().orderBy('uid').execute()
  expect(rows).toMatchObject([
    { folder_id: source, uid: 1, size: 10, internal_date: null, flags, gone: false, modseq: null, provider_id: null },
    {
      folder_id: source,
      uid: 4_294_967_295,
      size: 5_000_000_000,
      internal_date: -1,
      flags: '',
      modseq: 9_007,
      provider_id: 'M1',
    },
  ])
})

test('copies keep their digests, and a second claim is an error that leaves nothing behind', async () => {
  await insertCopies(db.kysely, source, [copy(1, 11), copy(2, 12)])
  await expect(insertCopies(db.kysely, source, [copy(3, 13), copy(2, 14)])).rejects.toMatchObject({ code: '23505' })
  await expect(insertCopies(db.kysely, source, [copy(3, 12)])).rejects.toMatchObject({ code: '23505' })
  const rows = await db.kysely.selectFrom('copies').selectAll().orderBy('uid').execute()
  expect(rows.map((row) => [row.uid, row.target_uid, row.digest, row.flags, row.lost])).toEqual([
    [1, 11, digest, copy(1, 11).flags, false],
    [2, 12, digest, copy(1, 11).flags, false],
  ])
})

test('a later check replaces an earlier one', async () => {
  const check = { uid: 1, passId: pass, level: 1, rung: 1, changes: 0 }
  await insertChecks(db.kysely, source, [check, { ...check, uid: 2 }])
  await insertChecks(db.kysely, source, [{ ...check, level: 2, rung: 2, changes: 5 }])
  const rows = await db.kysely.selectFrom('checks').select(['uid', 'level', 'rung', 'changes']).orderBy('uid').execute()
  expect(rows).toEqual([
    { uid: 1, level: 2, rung: 2, changes: 5 },
    { uid: 2, level: 1, rung: 1, changes: 0 },
  ])
})

test('known strangers get the flags they have now', async () => {
  const stranger = { uid: 7, size: 1, internalDate: null, flags: '' }
  await insertStrangers(db.kysely, target, [stranger])
  await insertStrangers(db.kysely, target, [{ ...stranger, flags: '\\Seen' }])
  expect(await db.kysely.selectFrom('strangers').select(['uid', 'flags']).execute()).toEqual([
    { uid: 7, flags: '\\Seen' },
  ])
})

test('prints are completed once the body was read', async () => {
  for (const [side, folder] of [
    ['source', source],
    ['target', target],
  ] as const) {
    await insertPrints(db.kysely, side, folder, [{ uid: 1, headerKey: digest }])
    await insertPrints(db.kysely, side, folder, [
      { uid: 1, exact: digest, normal: digest, identity: digest, oddities: 3 },
    ])
    await insertPrints(db.kysely, side, folder, [{ uid: 1, headerKey: digest }])
    expect(await db.kysely.selectFrom(`${side}_prints`).selectAll().execute()).toEqual([
      { folder_id: folder, uid: 1, header_key: digest, exact: digest, normal: digest, identity: digest, oddities: 3 },
    ])
  }
})
