import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { assertEpoch, processName, takeLease } from './lease.ts'
import { mailboxId } from './ledger/mailbox.ts'
import { startTestServer, type TestServer } from './testing/database.ts'

let server: TestServer
let db: Database
let made = 0

beforeAll(async () => {
  server = await startTestServer()
  db = await server.database()
})

afterAll(() => server.stop())

const mailbox = () => mailboxId(db.kysely, `old-${made++}`, 'new')
const ttlMs = 60_000

/** Lets a lease be older than it is, as the database sees it. */
const age = (id: number, byMs: number) =>
  sql`update leases set expires_at = expires_at - ${byMs} * interval '1 millisecond' where mailbox_id = ${id}`.execute(
    db.kysely,
  )

describe('the lease of a mailbox', () => {
  test('is refused while another process has it, whom the error names', async () => {
    const id = await mailbox()
    const lease = await takeLease(db.kysely, id, { ttlMs })
    const second = takeLease(db.kysely, id, { ttlMs })
    await expect(second).rejects.toMatchObject({ code: 'mailbox-in-use' })
    await expect(second).rejects.toThrow(`process ${process.pid} on ${hostname()}`)
    await lease.release()
    expect((await takeLease(db.kysely, id, { ttlMs })).epoch).toBe(lease.epoch + 1)
  })

  test('is refused in good time while its holder stands still in the middle of looking at it', async () => {
    const id = await mailbox()
    const lease = await takeLease(db.kysely, id, { ttlMs: 1, holder: 'elsewhere:1:1:1' })
    const still = await db.kysely.startTransaction().execute()
    await assertEpoch(still, id, lease.epoch)
    await expect(takeLease(db.kysely, id, { ttlMs })).rejects.toMatchObject({ code: 'mailbox-in-use' })
    await still.rollback().execute()
    expect((await takeLease(db.kysely, id, { ttlMs })).epoch).toBe(lease.epoch + 1)
  })

  test('is free again when its holder stands still in a commit for longer than the lease lasts', async () => {
    const id = await mailbox()
    const lease = await takeLease(db.kysely, id, { ttlMs: 300, holder: 'elsewhere:1:1:1' })
    const still = await db.kysely.startTransaction().execute()
    await assertEpoch(still, id, lease.epoch, lease.ttlMs)
    await expect.poll(() => takeLease(db.kysely, id, { ttlMs }), { timeout: 10_000 }).toMatchObject({ epoch: 2 })
    await expect(assertEpoch(still, id, lease.epoch)).rejects.toMatchObject({ code: 'database-connection-lost' })
    await still
      .rollback()
      .execute()
      .catch(() => undefined)
  })

  test('is no longer fresh when its time has gone by, until it is renewed', async () => {
    const lease = await takeLease(db.kysely, await mailbox(), { ttlMs: 1_000 })
    expect(lease.isFresh()).toBe(true)
    await expect.poll(() => lease.isFresh(), { timeout: 10_000 }).toBe(false)
    await lease.renew()
    expect(lease.isFresh()).toBe(true)
  })

  test('goes to one of many that ask at once', async () => {
    const id = await mailbox()
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => takeLease(db.kysely, id, { ttlMs })))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is taken at once from a process of this machine that has ended', async () => {
    const id = await mailbox()
    const child = spawn(process.execPath, [
      '-e',
      `import('${new URL('./lease.ts', import.meta.url).href}').then((lease) => console.log(lease.processName()))`,
    ])
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    await once(child, 'exit')
    await takeLease(db.kysely, id, { holder: said.toString().trim(), ttlMs })
    expect((await takeLease(db.kysely, id, { ttlMs })).epoch).toBe(2)
  })

  test('is not taken from another machine, or another container, before its time', async () => {
    const id = await mailbox()
    await takeLease(db.kysely, id, { holder: 'elsewhere:1:1:1', ttlMs })
    await expect(takeLease(db.kysely, id, { ttlMs })).rejects.toThrow('process 1 on elsewhere')
    await age(id, ttlMs)
    const container = processName().replace(/\d+$/, '1').replace(String(process.pid), '999999')
    await takeLease(db.kysely, id, { holder: container, ttlMs })
    await expect(takeLease(db.kysely, id, { ttlMs })).rejects.toMatchObject({ code: 'mailbox-in-use' })
  })

  test('lives on by renewing, and a stalled holder notices that it is lost', async () => {
    const id = await mailbox()
    const stalled = await takeLease(db.kysely, id, { ttlMs })
    await age(id, ttlMs - 1_000)
    await stalled.renew()
    await age(id, ttlMs / 2)
    await expect(takeLease(db.kysely, id, { ttlMs })).rejects.toMatchObject({ code: 'mailbox-in-use' })
    await age(id, ttlMs / 2)
    const next = await takeLease(db.kysely, id, { ttlMs })
    await expect(stalled.renew()).rejects.toMatchObject({ code: 'lease-lost' })
    // Its late good-bye does not open the mailbox for a third.
    await stalled.release()
    await expect(takeLease(db.kysely, id, { ttlMs })).rejects.toMatchObject({ code: 'mailbox-in-use' })
    await next.renew()
  })

  test('is not brought back by a renewal that comes to the database after it was given up', async () => {
    const id = await mailbox()
    const lease = await takeLease(db.kysely, id, { ttlMs })
    await lease.release()
    await expect(lease.renew()).rejects.toMatchObject({ code: 'lease-lost' })
    expect((await takeLease(db.kysely, id, { ttlMs })).epoch).toBe(lease.epoch + 1)
  })

  test('a commit under an earlier epoch is refused, and taking waits for a commit under way', async () => {
    const id = await mailbox()
    const first = await takeLease(db.kysely, id, { ttlMs: 1 })
    await sleep(5)
    let taken = false
    const { promise: asserted, resolve: isAsserted } = Promise.withResolvers<undefined>()
    const committing = db.kysely.transaction().execute(async (trx) => {
      await assertEpoch(trx, id, first.epoch)
      isAsserted(undefined)
      await sleep(150)
      expect(taken).toBe(false)
    })
    await asserted
    const second = await takeLease(db.kysely, id, { ttlMs })
    taken = true
    await committing
    await expect(db.kysely.transaction().execute((trx) => assertEpoch(trx, id, first.epoch))).rejects.toMatchObject({
      code: 'lease-lost',
    })
    await db.kysely.transaction().execute((trx) => assertEpoch(trx, id, second.epoch))
  })
})
