import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { type Lease, takeLease } from '../lease.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import { insertCopies } from './bulk.ts'
import { sourceFolder, targetFolder } from './folders.ts'
import { confirmBatch, openIntent, openIntents } from './intents.ts'
import { lockTargetFolder } from './listing.ts'
import { mailboxId, startPass } from './mailbox.ts'

let server: TestServer
let db: Database
let mailbox = 0
let lease: Lease
let pass = 0
let folder = 0
let target = 0

beforeAll(async () => {
  server = await startTestServer()
  db = await server.database()
  mailbox = await mailboxId(db.kysely, 'old', 'new')
  lease = await takeLease(db.kysely, mailbox, { ttlMs: 60_000 })
  pass = await startPass(db.kysely, mailbox, 'first', lease.epoch)
  folder = (await sourceFolder(db.kysely, mailbox, 'INBOX', 1)).id
  target = (await targetFolder(db.kysely, mailbox, 'INBOX', 1)).id
})

afterAll(() => server.stop())

const digest = Buffer.alloc(32, 7)
const opened = (uids: readonly number[], epoch = lease.epoch) =>
  openIntent(db.kysely, mailbox, {
    ...{ pass, epoch, folder, targetFolder: target },
    ...{ uids, uidFrom: 1, oneCommand: true, digests: uids.map(() => digest) },
  })
const confirmed = (intent: number, places: readonly (readonly [uid: number, targetUid: number])[], over = {}) =>
  confirmBatch(db.kysely, {
    ...{ mailbox, epoch: lease.epoch, intent, whole: true, pass, folder, targetFolder: target },
    messages: places.map(([uid, targetUid]) => ({ uid, targetUid, digest, flags: String.raw`$Odd"{,} \Seen` })),
    ...over,
  })
const copies = async () => {
  const rows = await db.kysely.selectFrom('copies').selectAll().orderBy('uid').execute()
  return rows.map((row) => [row.uid, row.target_uid])
}
const open = async () => (await openIntents(db.kysely, [folder])).map(({ id }) => id)

test('a batch is announced and confirmed whole, in part, or not at all, and by nobody who has lost the mailbox', async () => {
  const first = (await opened([1, 2])) ?? 0
  expect(await open()).toEqual([first])
  expect(await confirmed(first, [[1, 11]], { whole: false })).toBe(true)
  expect(await open()).toEqual([first])
  expect(await confirmed(first, [[2, 12]])).toBe(true)
  expect(await open()).toEqual([])
  const [one] = await db.kysely.selectFrom('copies').selectAll().where('uid', '=', 1).execute()
  expect(one).toMatchObject({
    flags: String.raw`$Odd"{,} \Seen`,
    digest,
    recognised: false,
    merged: false,
    lost: false,
  })

  const second = (await opened([3, 4])) ?? 0
  const whole = [
    [3, 13],
    [4, 14],
  ] as const
  expect(await confirmed(second, whole, { epoch: lease.epoch - 1 })).toBe(false)
  // One UID is another's; the same one twice.
  expect(await confirmed(second, [[3, 13], [4, 12] as const])).toBe(false)
  expect(await confirmed(second, [[3, 13], [4, 13] as const])).toBe(false)
  expect(await copies()).toEqual([
    [1, 11],
    [2, 12],
  ])
  expect(await open()).toEqual([second])
  expect(await opened([5], lease.epoch - 1)).toBeUndefined()
  expect(await confirmed(second, whole)).toBe(true)
  expect(await open()).toEqual([])
})

test('a batch whose UID somebody is just claiming waits, and is not confirmed', async () => {
  const third = (await opened([5, 6])) ?? 0
  const other = await db.kysely.startTransaction().execute()
  await lockTargetFolder(other, target)
  await insertCopies(other, folder, [
    { uid: 9, targetUid: 15, targetFolderId: target, passId: pass, recognised: false, digest, flags: '' },
  ])
  const answer = confirmed(third, [
    [5, 15],
    [6, 16],
  ])
  await other.commit().execute()
  expect(await answer).toBe(false)
  expect(await open()).toEqual([third])
  expect((await copies()).at(-1)).toEqual([9, 15])
})
