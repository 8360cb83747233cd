import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { history, moves, organisations, passes, people } from '@caravan/contract'
import { writeMaildir } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWave, type TestWave } from '../jobs/testing/wave.ts'
import { startWorker, type Worker } from '../jobs/worker.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { type EventReader, readEvents } from '../testing/stream/index.ts'

let running: TestServer
let token = ''
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
  const body = { name: 'events', scopes: ['read' as const], days: 1 }
  token = (await running.owner.call(organisations.makeToken, { params: inOrganisation(), body })).token
})
afterAll(() => running.stop())

const inOrganisation = () => ({ organisation: running.organisation })
const work = (): Promise<Worker> =>
  startWorker({ ...running.server.context, log: pino({ level: 'silent' }), dataDir: running.dataDir, passes: 2 })

const mail = (...header: string[]) => ({
  raw: Buffer.from(`${header.join('\r\n')}\r\nFrom: x@out.example\r\nSubject: x\r\n\r\nto hidden@old.example\r\n`),
})

/** A wave of mailboxes whose own domains are named, without mail so far. */
async function ownWave(users: readonly string[], ...domains: string[]) {
  const wave = await makeWave(running, { users, messages: 0 })
  const params = { ...inOrganisation(), move: wave.move }
  await running.owner.call(moves.changeMove, { params, body: { ownDomains: domains } })
  return { ...wave, params }
}

type InMove = { organisation: string; move: string }
const watch = (): Promise<EventReader> => readEvents(running.url, { token, ...inOrganisation() })

/** Asks, and waits until every pass that was asked for has ended; the events' counts. */
async function readAll(params: InMove, wave: TestWave, body = {}): Promise<unknown[]> {
  const events = await watch()
  const { requested } = await running.owner.call(people.readSeenAddresses, { params, body })
  const ends: unknown[] = []
  const ended = new Set<unknown>()
  const mailboxes = new Set<unknown>(wave.mailboxes.values())
  await events.until(({ kind, data }) => {
    if (kind === 'pass.ended' && mailboxes.has(data['mailbox']) && !ended.has(data['pass'])) {
      ended.add(data['pass'])
      expect(data).toMatchObject({ kind: 'addresses', error: null })
      ends.push(data['counts'])
    }
    return ended.size === requested
  })
  events.stop()
  return ends
}

const seen = async (params: InMove, show: 'undecided' | 'decided' | 'all' = 'all') =>
  (await running.owner.call(people.listSeenAddresses, { params, query: { show } })).items
const counts = async (params: InMove) =>
  Object.fromEntries((await seen(params)).map(({ address, messages }) => [address, messages]))
const check = async (params: InMove, name: string) =>
  (await running.owner.call(moves.readStages, { params })).items
    .flatMap(({ checks }) => checks)
    .find((one) => one.name === name)

test('no address is forgotten: aliases, groups, old staff, catch-all, odd spellings, with count and last date', async () => {
  await using wave = await ownWave(['anna', 'boris'], 'old.example', 'пример.рф')
  const { params } = wave
  const { owner } = running
  writeMaildir(wave.old.mailDir('anna'), 'INBOX', [
    mail('To: ANNA@OLD.Example, other@out.example', 'Delivered-To: anna@old.example'),
    mail(
      'To: undisclosed-recipients:;',
      'X-Original-To: whatever-they-typed@old.example',
      'Delivered-To: anna@old.example',
    ),
    mail('To: Team: all@old.example, "B, B" <boris.berg@old.example>;', 'Cc: =?utf-8?q?Old_Staff?= <gone@old.example>'),
    mail('To: =?utf-8?b?0JjQstCw0L0=?= <иван@пример.рф>'),
    mail('To: "two words"@old.example,', '\tanna+shop@old.example', 'CC: a@sub.old.example'),
    mail('To: someone@notold.example, not an address, @old.example'),
  ])
  writeMaildir(wave.old.mailDir('boris'), 'Архив/2019', [mail('To: <gone@old.example>'), mail('Bcc: gone@old.example')])
  writeMaildir(wave.old.mailDir('boris'), 'Junk', [mail('To: made-up@old.example')])
  expect(await check(params, 'recipients-read')).toMatchObject({ status: 'red', evidence: { amiss: 2, of: 2 } })
  expect(await check(params, 'addresses-decided')).toMatchObject({ status: 'unknown' })
  await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@old.example', aliases: ['ALL@old.example'] },
  })

  const worker = await work()
  try {
    const ends = await readAll(params, wave)
    expect(ends).toContainEqual({ messages: 6, addresses: 8 })
    expect(ends).toContainEqual({ messages: 3, addresses: 2 })
    expect(await counts(params)).toEqual({
      ...{ 'anna@old.example': 2, 'whatever-they-typed@old.example': 1, 'all@old.example': 1 },
      ...{ 'boris.berg@old.example': 1, 'gone@old.example': 3, 'иван@пример.рф': 1, '"two words"@old.example': 1 },
      ...{ 'anna+shop@old.example': 1, 'made-up@old.example': 1 },
    })
    const all = await seen(params)
    const one = (address: string) => all.find((row) => row.address === address)
    expect(one('anna@old.example')).toMatchObject({ inMove: true, delivered: 2 })
    expect(one('all@old.example')).toMatchObject({ inMove: true })
    expect(one('anna+shop@old.example')).toMatchObject({ inMove: false, sorts: ['plus'] })
    expect(one('gone@old.example')?.lastSeen).not.toBeNull()
    const spam = await owner.call(people.listSeenAddresses, { params, query: { sort: 'junk' } })
    expect(spam.items.map(({ address }) => address)).toEqual(['made-up@old.example'])
    expect(await owner.call(people.seenAddressesProgress, { params })).toMatchObject({
      ...{ mailboxes: 3, read: 2, incomplete: 0, waiting: 0, running: 0, messages: 9, addresses: 9, undecided: 7 },
    })

    // Asked once more, nothing is new and nothing is doubled; what has come since is.
    const before = await counts(params)
    expect(await readAll(params, wave)).toMatchObject([{ messages: 0 }, { messages: 0 }])
    expect(await counts(params)).toEqual(before)
    writeMaildir(wave.old.mailDir('anna'), 'INBOX', [mail('To: gone@old.example')])
    const mailbox = wave.mailboxes.get('anna') ?? ''
    expect(await readAll(params, wave, { mailbox })).toMatchObject([{ messages: 1 }])
    expect((await counts(params))['gone@old.example']).toBe(4)

    // Nothing was copied, and the pace of the move does not say so.
    const { pace } = await owner.call(history.readHistory, { params, query: {} })
    expect(pace.filter(({ copied, verified }) => copied + verified > 0)).toEqual([])
    // Who has read every folder knows what the mailbox holds; the third has no service to be read at.
    expect(await check(params, 'mailboxes-inventoried')).toMatchObject({ status: 'red', evidence: { amiss: 1, of: 3 } })
    const { items: held } = await owner.call(people.listMailboxes, { params, query: { text: 'boris' } })
    expect(held).toMatchObject([{ messages: 3, bytes: expect.any(Number) as number }])

    // Of a sort, and one by one: the gate opens when everything is decided.
    expect(await check(params, 'recipients-read')).toMatchObject({ status: 'green' })
    expect(await check(params, 'addresses-decided')).toMatchObject({ status: 'red', evidence: { amiss: 7, of: 9 } })
    const decide = (body: { addresses: string[] } | { sort: 'plus' | 'junk' }) =>
      owner.call(people.decideSeenAddresses, { params, body: { ...body, decision: 'ends' } })
    expect(await refused(decide({ addresses: ['never@old.example'] }))).toBe('409 address-not-seen')
    expect(await decide({ sort: 'junk' })).toEqual({ changed: 1 })
    expect(await decide({ sort: 'plus' })).toEqual({ changed: 1 })
    const open = (await seen(params, 'undecided')).map(({ address }) => address)
    expect(await decide({ addresses: open.map((address) => address.toUpperCase()) })).toEqual({ changed: 5 })
    expect(await check(params, 'addresses-decided')).toMatchObject({ status: 'green' })
    expect(await seen(params, 'decided')).toHaveLength(7)
    expect((await seen(params, 'decided'))[0]).toMatchObject({ decision: 'ends', decidedBy: 'Anna Owner' })
    const copies = await owner.call(people.listMailboxes, { params, query: {} })
    expect(copies.items.map(({ lastPass }) => lastPass)).toEqual([null, null, null])
  } finally {
    await worker.stop()
  }
})

test('a mailbox that leaves the move takes its counts with it, and other own domains are counted anew', async () => {
  await using wave = await ownWave(['chen', 'dina'], 'old.example')
  const { params } = wave
  writeMaildir(wave.old.mailDir('chen'), 'INBOX', [
    mail('To: both@old.example, chen@other.example'),
    mail('To: only@old.example'),
  ])
  writeMaildir(wave.old.mailDir('dina'), 'INBOX', [mail('To: both@old.example')])
  const worker = await work()
  try {
    await readAll(params, wave)
    expect(await counts(params)).toEqual({ 'both@old.example': 2, 'only@old.example': 1 })
    const both = (await seen(params)).find(({ address }) => address === 'both@old.example')
    expect(both).toMatchObject({ messages: 2 })

    const events = await watch()
    await running.owner.call(moves.changeMove, { params, body: { ownDomains: ['other.example', 'old.example'] } })
    for (const mailbox of wave.mailboxes.values())
      await events.until(({ kind, data }) => kind === 'pass.ended' && data['mailbox'] === mailbox)
    events.stop()
    expect(await counts(params)).toEqual({ 'both@old.example': 2, 'only@old.example': 1, 'chen@other.example': 1 })

    await running.owner.call(people.removeMailbox, { params: { ...params, mailbox: wave.mailboxes.get('chen') ?? '' } })
    expect(await counts(params)).toEqual({ 'both@old.example': 1 })
    await running.owner.call(moves.changeMove, { params, body: { ownDomains: [] } })
    expect(await refused(running.owner.call(people.readSeenAddresses, { params, body: {} }))).toBe(
      '409 own-domains-missing',
    )
  } finally {
    await worker.stop()
  }
})

test('a mailbox that is added or gets an alias has its addresses in the move, and loses them when it goes', async () => {
  await using wave = await ownWave(['emil'], 'old.example')
  const { params } = wave
  writeMaildir(wave.old.mailDir('emil'), 'INBOX', [mail('To: new@old.example, Alias@old.example')])
  const worker = await work()
  try {
    await readAll(params, wave)
  } finally {
    await worker.stop()
  }
  const { owner } = running
  const open = async () => (await seen(params, 'undecided')).map(({ address }) => address)
  expect(await open()).toEqual(['alias@old.example', 'new@old.example'])
  const { id } = await owner.call(people.addMailbox, { params, body: { sourceAddress: 'NEW@old.example' } })
  expect(await open()).toEqual(['alias@old.example'])
  const one = { params: { ...params, mailbox: id } }
  await owner.call(people.changeMailbox, { ...one, body: { aliases: ['alias@OLD.example'] } })
  expect(await open()).toEqual([])
  await owner.call(people.changeMailbox, { ...one, body: { aliases: [] } })
  expect(await open()).toEqual(['alias@old.example'])
  await owner.call(people.removeMailbox, one)
  expect(await open()).toEqual(['alias@old.example', 'new@old.example'])
})

const PROGRAM = fileURLToPath(new URL('../../bin/caravan.mjs', import.meta.url))

test('after a worker was killed in the middle, another goes on behind what is kept, and nothing counts twice', async () => {
  await using wave = await ownWave(['farah'], 'old.example')
  const { params } = wave
  const FOLDERS = 40
  for (let at = 0; at < FOLDERS; at++)
    writeMaildir(
      wave.old.mailDir('farah'),
      `Folder ${at}`,
      Array.from({ length: 50 }, (__, n) => mail(`To: all@old.example, person${n}@old.example`)),
    )
  const killed: ChildProcess = spawn(
    process.execPath,
    [PROGRAM, 'worker', '--passes', '1', '--data', running.dataDir],
    { env: { ...process.env, DATABASE_URL: '', CARAVAN_LOG: 'silent' }, stdio: 'ignore' },
  )
  const { kysely } = running.server.context.database
  const folders = async () =>
    (await sql<{ n: number }>`select count(*) as n from seen_folders where mailbox_id = ${mailbox}`.execute(kysely))
      .rows[0]?.n ?? 0
  const mailbox = wave.mailboxes.get('farah') ?? ''
  const asked = await running.owner.call(people.readSeenAddresses, { params, body: { wave: wave.wave } })
  expect(asked).toEqual({ requested: 1, open: 0, notReady: 0 })
  await expect.poll(folders, { timeout: 60_000, interval: 1 }).toBeGreaterThan(2)
  killed.kill('SIGKILL')
  const kept = await folders()
  expect(kept).toBeLessThan(FOLDERS)
  const events = await watch()
  const worker = await work()
  try {
    const end = await events.until(({ kind, data }) => kind === 'pass.ended' && data['mailbox'] === mailbox)
    const { messages } = end.data['counts'] as { messages: number }
    expect(messages).toBeLessThanOrEqual((FOLDERS - kept) * 50)
    expect(await counts(params)).toMatchObject({ 'all@old.example': FOLDERS * 50, 'person7@old.example': FOLDERS })
    const list = await running.owner.call(passes.listPasses, { params, query: {} })
    expect(list.items).toMatchObject([{ kind: 'addresses', state: 'ended', status: 'green' }])
  } finally {
    events.stop()
    await worker.stop()
  }
}, 180_000)
