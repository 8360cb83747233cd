import { alerts, moves, organisations, passes } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import type { Endpoint, Session } from '@caravan/core/services'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchMailboxes } from '../alerts/watch.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { readEvents } from '../testing/stream/index.ts'
import { byAdministrator } from './administrator.ts'
import { makeWave, type TestWave } from './testing/wave.ts'
import { startWorker } from './worker.ts'

let running: TestServer
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
})
afterAll(() => running.stop())

const ended = (one: { readonly kind: string }) => one.kind === 'pass.ended'

test('an administrator that is refused is tried once, one mailbox says so, and all go on once it is mended', async () => {
  await using wave = await makeWave(running, { users: ['anna', 'boris', 'chen', 'dora'], messages: 3, master: true })
  const { organisation, owner, server } = running
  const params = { organisation, move: wave.move }
  const { items } = await owner.call(moves.listServices, { params })
  const service = items.find(({ side }) => side === 'source')?.id ?? ''
  const give = (password: string) =>
    owner.call(moves.putServicePassword, { params: { ...params, service }, body: { password } })
  await give('not the password')
  const body = { name: 'events', scopes: ['read' as const], days: 1 }
  const { token } = await owner.call(organisations.makeToken, { params: { organisation }, body })
  const events = await readEvents(running.url, { token, organisation })
  const worker = await startWorker({ ...server.context, log: pino({ level: 'silent' }), dataDir: running.dataDir })
  try {
    await owner.call(passes.startWave, { params: { ...params, wave: wave.wave } })
    const refused = await events.until(ended)
    expect(refused.data).toMatchObject({ status: 'interrupted', error: { code: 'administrator-refused' } })
    // Those that were released beside it come back, and nobody is released any more.
    await expect
      .poll(async () => (await owner.call(passes.listPasses, { params, query: { state: 'queued' } })).items.length)
      .toBe(3)
    expect(refusalsIn(wave)).toBe(1)
    await watchMailboxes(server.context.database.kysely)
    const raised = await owner.call(alerts.listAlerts, { params: { organisation }, query: { move: wave.move } })
    expect(raised.items).toMatchObject([{ code: 'administrator-refused' }])
    const [known] = (await owner.call(moves.listServices, { params })).items.filter(({ id }) => id === service)
    expect(known?.administrator).toMatchObject({ opened: false, refusedAt: expect.any(String) as string })

    await give('master')
    const green = new Set<unknown>()
    await events.until((one) => {
      if (ended(one) && one.data['status'] === 'green') green.add(one.data['mailbox'])
      return green.size === 4
    })
    expect(refusalsIn(wave)).toBe(1)
  } finally {
    events.stop()
    await worker.stop()
  }
})

const refusalsIn = ({ old }: TestWave) => old.logText().match(/auth failed|Password mismatch/gi)?.length ?? 0

/** A service whose mailboxes open as `opens` says, and who was tried. */
async function door(opens: (user: string) => boolean, since = () => new Date()) {
  const wave = await makeWave(running, { users: [], messages: 0, master: true })
  await wave[Symbol.asyncDispose]()
  const db = running.server.context.database.kysely
  const service = await db
    .selectFrom('services')
    .selectAll()
    .where('move_id', '=', wave.move)
    .where('side', '=', 'source')
    .executeTakeFirstOrThrow()
  const tried: string[] = []
  const at = (user: string): Endpoint => ({
    identity: user,
    connect: async () => {
      tried.push(user)
      if (!opens(user)) throw new CaravanError('sign-in-refused', 'old:143 refused the sign-in.', 'Look at it.')
      return { close: async () => undefined } as Session
    },
  })
  const open = async (user: string): Promise<string> => {
    try {
      await byAdministrator(db, service, user, at, since()).connect()
      return 'open'
    } catch (error) {
      return error instanceof CaravanError ? error.code : String(error)
    }
  }
  return { tried, open }
}

test('a mailbox that alone is refused holds nobody up: another that was opened before tells', async () => {
  const { open, tried } = await door((user) => user !== 'ghost')
  expect(await open('anna')).toBe('open')
  expect(await open('ghost')).toBe('sign-in-refused')
  expect(await open('boris')).toBe('open')
  expect(tried).toEqual(['anna', 'ghost', 'anna', 'boris'])
})

test('an administrator that has worked and is refused everywhere is tried at one more mailbox, and no more', async () => {
  let works = true
  const { open, tried } = await door(() => works)
  expect(await open('anna')).toBe('open')
  works = false
  expect(await open('boris')).toBe('administrator-refused')
  expect(await Promise.all([open('chen'), open('dora')])).toEqual(['administrator-held', 'administrator-held'])
  expect(tried).toEqual(['anna', 'boris', 'anna'])
})

test('of many that come at once one tries what has never worked', async () => {
  const { open, tried } = await door(() => false)
  const said = await Promise.all(['anna', 'boris', 'chen', 'dora'].map(open))
  expect(said.sort()).toEqual([...Array<string>(3).fill('administrator-held'), 'administrator-refused'])
  expect(tried).toHaveLength(1)
})

test('a pass that runs with a password that was replaced meanwhile stops nobody', async () => {
  const { open, tried } = await door(
    () => false,
    () => new Date(0),
  )
  expect([await open('anna'), await open('boris')]).toEqual(['administrator-held', 'administrator-held'])
  // The second one was let try as well.
  expect(tried).toEqual(['anna', 'boris'])
})
