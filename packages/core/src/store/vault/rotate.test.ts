import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../../model/secret.ts'
import { openDatabase } from '../database.ts'
import { until } from '../launcher/testing/processes.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import { type CredentialSlot, forgetCredentials, openCredential, putCredential, putCredentials } from './credentials.ts'
import { type Keyring, MasterKey } from './master-key.ts'
import { rotate } from './rotate.ts'
import { newKey, ring } from './testing/keys.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(() => server.stop())

const organisation = randomUUID()
const slot = (): CredentialSlot => ({ organisation, purpose: 'source-sign-in', subject: randomUUID() })

async function filled(db: LedgerDb, keys: Keyring, count: number): Promise<CredentialSlot[]> {
  const slots = Array.from({ length: count }, slot)
  await putCredentials(
    db,
    keys,
    slots.map((where) => ({ ...where, secret: new Secret(`of ${where.subject}`) })),
  )
  return slots
}

async function expectAll(db: LedgerDb, keys: Keyring, slots: readonly CredentialSlot[]): Promise<void> {
  for (const where of slots) expect((await openCredential(db, keys, where)).reveal()).toBe(`of ${where.subject}`)
}

async function under(db: LedgerDb, key: MasterKey): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from credentials where key_id = ${key.id}`.execute(db)
  return rows[0]!.n
}

test('a change of key seals every credential anew, and the old key opens none of them any more', async () => {
  const { kysely: db } = await server.database()
  const [from, to] = [newKey(), newKey()]
  const slots = await filled(db, ring(from), 25)
  const steps: number[] = []
  const rotation = await rotate(db, from, to, { batch: 10, onBatch: (n) => void steps.push(n) })
  expect(rotation).toEqual({ resealed: 25, damaged: [], left: 0 })
  expect(steps).toEqual([10, 20, 25])
  await expectAll(db, ring(to), slots)
  await expect(openCredential(db, ring(from), slots[0]!)).rejects.toMatchObject({ code: 'master-key-lost' })
  expect(await rotate(db, from, to)).toEqual({ resealed: 0, damaged: [], left: 0 })
  expect(await rotate(db, to, to)).toEqual({ resealed: 0, damaged: [], left: 0 })
})

test('what does not open is named and left, and keeps no other from being sealed anew', async () => {
  const { kysely: db } = await server.database()
  const [from, to] = [newKey(), newKey()]
  const slots = await filled(db, ring(from), 9)
  await sql`update credentials set sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1)
    where subject = ${slots[4]!.subject}`.execute(db)
  const rotation = await rotate(db, from, to, { batch: 2 })
  expect(rotation).toMatchObject({ resealed: 8, left: 1, damaged: [expect.any(String)] })
  await expectAll(db, ring(to), slots.toSpliced(4, 1))
  await expect(openCredential(db, ring(from, to), slots[4]!)).rejects.toMatchObject({ code: 'credential-damaged' })
})

test('a change of key that was told to stop goes on later, and both keys together open everything between', async () => {
  const { kysely: db } = await server.database()
  const [from, to] = [newKey(), newKey()]
  const slots = await filled(db, ring(from), 10)
  const stop = new AbortController()
  const half = await rotate(db, from, to, { batch: 3, signal: stop.signal, onBatch: () => stop.abort() })
  expect(half).toEqual({ resealed: 3, damaged: [], left: 7 })
  await expectAll(db, ring(from, to), slots)
  expect(await rotate(db, from, to)).toEqual({ resealed: 7, damaged: [], left: 0 })
  await expectAll(db, ring(to), slots)
})

test('who writes while the key changes writes under the new one, or is refused', async () => {
  const { kysely: db } = await server.database()
  const [from, to] = [newKey(), newKey()]
  const slots = await filled(db, ring(from), 40)
  const [both, old] = [ring(from, to), ring(from)]
  // One writer is in its transaction when the change begins: the change waits for it, and its row is sealed anew.
  const early = await db.startTransaction().execute()
  slots.push(...(await filled(early, old, 1)))
  const later: CredentialSlot[] = []
  let refused = 0
  const changing = rotate(db, from, to, {
    batch: 5,
    onBatch: async () => {
      later.push(...(await filled(db, both, 3)))
      const renewed = slots[later.length]!
      await putCredential(db, both, { ...renewed, secret: new Secret(`of ${renewed.subject}`) })
      await filled(db, old, 1).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'master-key-differs' })
        refused++
      })
    },
  })
  await until(() => waiting(db))
  await early.commit().execute()
  const { left, damaged } = await changing
  expect([left, damaged]).toEqual([0, []])
  expect(refused).toBeGreaterThan(0)
  expect(await under(db, from)).toBe(0)
  await expectAll(db, ring(to), [...slots, ...later])
})

async function waiting(db: LedgerDb): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length > 0
}

test('writers, erasers and changes of key never wait for each other in a circle', async () => {
  const { kysely: db } = await server.database()
  const all = [newKey(), newKey(), newKey(), newKey()]
  const [first, ...later] = all as [MasterKey, ...MasterKey[]]
  const keys = ring(...all)
  const slots = await filled(db, keys, 60)
  const renewed = slots.map((where) => ({ ...where, secret: new Secret(`of ${where.subject}`) }))
  let changing = true
  const writer = async (order: (typeof renewed)[number][]) => {
    while (changing) await putCredentials(db, keys, order)
  }
  const eraser = async () => {
    while (changing) {
      await forgetCredentials(
        db,
        organisation,
        slots.slice(0, 20).map(({ subject }) => subject!),
      )
      await putCredentials(db, keys, renewed.slice(0, 20))
    }
  }
  const work = Promise.all([writer(renewed), writer([...renewed].reverse()), eraser()])
  let from = first
  for (const to of later) {
    expect(await rotate(db, from, to, { batch: 4 })).toMatchObject({ damaged: [], left: 0 })
    from = to
  }
  changing = false
  await work
  await putCredentials(db, ring(from), renewed)
  await expectAll(db, ring(from), slots)
})

test('a change of key that another one has overtaken stops', async () => {
  const { kysely: db } = await server.database()
  const [from, to, newest] = [newKey(), newKey(), newKey()]
  const slots = await filled(db, ring(from), 9)
  const overtake = async () => {
    await rotate(db, to, newest, { batch: 2 })
  }
  await expect(rotate(db, from, to, { batch: 2, onBatch: overtake })).rejects.toMatchObject({
    code: 'master-key-differs',
  })
  expect(await rotate(db, from, newest)).toMatchObject({ left: 0 })
  await expectAll(db, ring(newest), slots)
})

test('killed in the middle of a batch, it leaves nothing half done and goes on when it is run again', async () => {
  const url = await server.url()
  const database = await openDatabase({ url })
  const db = database.kysely
  const [old, young] = [randomBytes(32), randomBytes(32)]
  const [from, to] = [new MasterKey(old), new MasterKey(young)]
  const slots = await filled(db, ring(from), 60)
  // The 35th row is held, so that the fourth batch of ten has read some of its rows and waits when it is killed.
  const holder = await db.startTransaction().execute()
  await sql`select 1 from credentials
    where id = (select id from credentials order by id offset 34 limit 1) for update`.execute(holder)

  const child = changeKey(url, old, young)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  for (const line of ['batch 1', 'batch 2', 'batch 3']) expect((await lines.next()).value).toBe(line)
  expect(await until(() => waiting(db))).toBe(true)
  child.kill('SIGKILL')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  await holder.rollback().execute()

  expect(await under(db, from)).toBe(30)
  await expectAll(db, ring(from, to), slots)
  const [rest, again] = [changeKey(url, old, young), rotate(db, from, to, { batch: 7 })]
  const said = createInterface({ input: rest.stdout! })
  let last = ''
  for await (const line of said) last = line
  const counts = [(JSON.parse(last) as { resealed: number }).resealed, (await again).resealed]
  expect(counts[0]! + counts[1]!).toBe(30)
  expect(await under(db, from)).toBe(0)
  await expectAll(db, ring(to), slots)
  await database.close()
})

function changeKey(url: string, from: Buffer, to: Buffer): ChildProcess {
  const program = fileURLToPath(new URL('./testing/rotate-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url, '10'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(`${from.toString('base64')}\n${to.toString('base64')}\n`)
  return child
}
