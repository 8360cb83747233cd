import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { passes } from '@caravan/contract'
import { compareMailboxes } from '@caravan/lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { makeWave } from './testing/wave.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/caravan.mjs', import.meta.url))
const USERS = ['anna', 'boris', 'chen', 'dina', 'emil', 'farah']
const MESSAGES = 2_000

let running: TestServer
const workers: ChildProcess[] = []
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await running.stop()
})

/** A worker of its own process, on the server's PostgreSQL; resolves once it takes passes. */
async function startWorkerProcess(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [PROGRAM, 'worker', '--passes', '2', '--data', running.dataDir], {
    env: { ...process.env, DATABASE_URL: '', CARAVAN_ALLOW_HOSTS: '127.0.0.1', CARAVAN_LOG: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  workers.push(worker)
  await once(worker.stderr, 'data')
  return worker
}

const db = () => running.server.context.database.kysely

/** The passes that run, by the worker process that has them. */
async function runningBy(): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ pid: number; ids: string[] }>`
    select split_part(worker, ':', 2)::int as pid, array_agg(id::text) as ids
    from pass_requests where state = 'running' group by 1`.execute(db())
  return new Map(rows.map(({ pid, ids }) => [pid, ids]))
}

const copiesBy = async (ids: readonly string[]): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from events where kind = 'pass.progress' and data->>'pass' = any(${ids})
      and data->>'step' = 'copy-begins' limit 1`.execute(db())
  return rows.length > 0
}

test('one worker killed and one stopped and woken within a wave: nothing lost, nothing doubled, green within a minute', async () => {
  await using wave = await makeWave(running, { users: USERS, messages: MESSAGES, connections: 16 })
  const started = await Promise.all([startWorkerProcess(), startWorkerProcess(), startWorkerProcess()])
  const params = { organisation: running.organisation, move: wave.move, wave: wave.wave }
  expect((await running.owner.call(passes.startWave, { params })).requested).toBe(USERS.length)
  let taken = new Map<number, string[]>()
  await expect
    .poll(
      async () => {
        taken = await runningBy()
        const busy = started.filter(({ pid }) => taken.has(pid ?? 0))
        const copying = await Promise.all(busy.map(({ pid }) => copiesBy(taken.get(pid ?? 0) ?? [])))
        return copying.filter(Boolean).length
      },
      { timeout: 120_000, interval: 100 },
    )
    .toBeGreaterThanOrEqual(2)
  const [killed, stopped] = started.filter(({ pid }) => taken.has(pid ?? 0))
  killed?.kill('SIGKILL')
  stopped?.kill('SIGSTOP')
  const orphans = [killed, stopped].flatMap((one) => taken.get(one?.pid ?? 0) ?? [])
  expect(orphans.length).toBeGreaterThanOrEqual(2)
  const fault = Date.now()
  // It is woken when another worker has what it had.
  await expect
    .poll(
      async () => {
        const { rows } = await sql<{ n: number }>`
          select count(*) as n from pass_requests where id = any(${orphans}::uuid[]) and attempt > 1`.execute(db())
        return rows[0]?.n
      },
      { timeout: 120_000, interval: 200 },
    )
    .toBeGreaterThanOrEqual(1)
  const noticed = Date.now() - fault
  stopped?.kill('SIGCONT')
  const woken = Date.now()
  await expect
    .poll(
      async () => {
        const { items } = await running.owner.call(passes.listPasses, { params, query: {} })
        return items.map(({ state, status }) => `${state} ${status ?? ''}`)
      },
      { timeout: 300_000, interval: 500 },
    )
    .toEqual(USERS.map(() => 'ended green'))
  const green = Date.now() - woken
  console.log(`gone on elsewhere after ${noticed} ms, green ${green} ms after the last fault`)
  for (const user of USERS)
    expect(
      await compareMailboxes({ port: wave.old.port, user }, { port: wave.home.port, user: `${user}-new` }),
    ).toMatchObject({ same: true, missing: 0, extra: 0, messagesA: MESSAGES })
  expect(noticed).toBeLessThan(60_000)
  expect(green).toBeLessThan(60_000)

  // The two that are left end in good order and leave nothing behind.
  const left = started.filter((one) => one !== killed)
  for (const one of left) one.kill('SIGTERM')
  const codes = await Promise.all(
    left.map(async (one) => one.exitCode ?? ((await once(one, 'exit')) as [number | null])[0]),
  )
  expect(codes).toEqual([0, 0])
})
