import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepingPace, termsAt } from '../services/pace/endpoint.ts'
import { estimate } from '../services/pace/estimate.ts'
import type { PaceWishes } from '../services/pace/terms.ts'
import { VirtualClock } from '../services/pace/testing/virtual-clock.ts'
import { DAY_MS } from '../services/pace/window.ts'
import { type Later, ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import type { Progress } from './context.ts'
import { EVERYTHING } from './plan/rules.ts'
import { SessionPool } from './sessions.ts'
import { contents, mail, makePair } from './testing/setup.ts'
import { weigh } from './weigh.ts'

let server: TestServer
let db: LedgerDb
beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const SIZE = 10_000
const letter = (n: number) => mail(n, 'x'.repeat(SIZE))

describe('a pass over a service with a measure for each day', () => {
  test('takes as many days as it needs, says what it waits for, and copies every message once', async () => {
    const { source, target, run } = makePair(db)
    // One folder: this clock leaps while another is still at work.
    for (let n = 0; n < 120; n++) source.deliver('INBOX', { bytes: letter(n) })
    const clock = new VirtualClock()
    const begun = clock.now()
    const handedOut: { at: number; octets: number }[] = []
    source.withheld = ({ bytes }) => {
      handedOut.push({ at: clock.now(), octets: bytes.length })
      return false
    }
    const limit = 25 * SIZE
    const said: Progress[] = []
    const report = await run({
      source: keepingPace(source, { db, clock, wishes: { outPerDay: limit } }),
      clock,
      onProgress: (progress) => said.push(progress),
    })
    expect(report).toMatchObject({ status: 'green', messages: { source: 120, copied: 120 } })
    expect(contents(target)).toEqual(contents(source))
    const days = (clock.now() - begun) / DAY_MS
    expect(days).toBeGreaterThan(4)
    expect(days).toBeLessThan(6)
    for (const { at } of handedOut) {
      const day = handedOut.filter((one) => one.at <= at && one.at > at - DAY_MS)
      expect(day.reduce((sum, { octets }) => sum + octets, 0)).toBeLessThanOrEqual(limit)
    }
    const waits = said.flatMap((progress) => (progress.step === 'waiting' ? [progress.because] : []))
    expect(waits[0]).toMatch(/it was asked to let 250 kB a day out, and that is used up until 2026-11-0\d/)
  })

  test('reads again within the measure of the target, and loses nothing of what it has read', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 60; n++) source.deliver('INBOX', { bytes: letter(n) })
    const clock = new VirtualClock()
    let read = 0
    target.withheld = () => {
      read++
      return false
    }
    const report = await run({
      target: keepingPace(target, { db, clock, wishes: { outPerDay: 25 * SIZE } }),
      clock,
    })
    expect(report).toMatchObject({ status: 'green', messages: { copied: 60 }, verified: { exact: 60 } })
    expect(target.folder('INBOX').messages).toHaveLength(60)
    expect(read).toBe(60)
  })

  test('gives its place to others where it would wait longer than it may, and says when to come back', async () => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 40; n++) source.deliver('INBOX', { bytes: letter(n) })
    const clock = new VirtualClock()
    const paced = { source: keepingPace(source, { db, clock, wishes: { outPerDay: 20 * SIZE } }), clock }
    const report = await run({ ...paced, longestWaitMs: 120_000 })
    expect(report).toMatchObject({ status: 'interrupted', error: { code: 'day-used-up' } })
    expect(report.error?.retryAfterSeconds).toBeGreaterThan(80_000)
    expect(await run(paced)).toMatchObject({ status: 'green', messages: { source: 40 } })
  })

  test('ends at once where it is stopped while it waits', async () => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 40; n++) source.deliver('INBOX', { bytes: letter(n) })
    const stop = new AbortController()
    const report = await run({
      source: keepingPace(source, { db, wishes: { outPerDay: 20 * SIZE }, signal: stop.signal }),
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === 'waiting') stop.abort(new ServiceError('service', 'stopped', 'Stopped.', 'Run again.'))
      },
    })
    expect(report).toMatchObject({ status: 'interrupted', error: { code: 'stopped' } })
  })
})

describe('the estimate of a copy', () => {
  // Ten of them are a batch: a measure that is a whole number of batches, with a little for their lines, leaves none unused.
  const LARGE = 200_000
  const free = { octetsPerSecond: Number.POSITIVE_INFINITY, messagesPerSecond: Number.POSITIVE_INFINITY }

  test.each<[string, PaceWishes, PaceWishes]>([
    ['a measure out of the source', { outPerDay: 20 * LARGE }, {}],
    ['measures into the target and out of it', {}, { inPerDay: 31 * LARGE, outPerDay: 62 * LARGE }],
    ['a bandwidth', { bandwidth: 10_000 }, {}],
    [
      'hours, a bandwidth and a measure',
      { bandwidth: 2_000, hours: { from: 20 * 60, to: 6 * 60 } },
      { inPerDay: 81 * LARGE },
    ],
  ])('is right to a fifth: %s', async (_, from, to) => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 150; n++) source.deliver('INBOX', { bytes: mail(n, 'x'.repeat(LARGE)) })
    const clock = new VirtualClock()
    const begun = clock.now()
    const [one, other] = [await source.connect(), await target.connect()]
    const weight = await weigh(one, other, EVERYTHING)
    expect(weight).toMatchObject({ messages: 150, folders: 1, unknown: 0 })
    const at = (side: typeof source, wishes: PaceWishes) => termsAt(side.identity, one.profile, wishes)
    const { copySeconds, verifySeconds } = estimate(weight, at(source, from), at(target, to), free, begun)
    const report = await run({
      source: keepingPace(source, { db, clock, wishes: from }),
      target: keepingPace(target, { db, clock, wishes: to }),
      clock,
    })
    expect(report).toMatchObject({ status: 'green', messages: { copied: 150 } })
    const took = (clock.now() - begun) / 1_000
    expect(took).toBeGreaterThan(0.8 * (copySeconds + verifySeconds))
    expect(took).toBeLessThan(1.2 * (copySeconds + verifySeconds))
  })
})

test('the estimate counts a message once that a service shows in several folders', async () => {
  const { source, target } = makePair(db)
  source.behaviour = { ...source.behaviour, labels: 'folders' }
  source.folder('All').specialUse = 'all'
  for (const folder of ['INBOX', 'Customers', 'All']) source.deliver(folder, { bytes: letter(1), providerId: 'one' })
  const weight = await weigh(await source.connect(), await target.connect(), EVERYTHING)
  expect(weight).toMatchObject({ folders: 3, messages: 1, octets: letter(1).length })
})

const throttled = (later: Partial<Later> = {}) =>
  new ServiceError('session', 'throttled', 'The service wants to be asked less.', 'Run again later.', {
    later: { why: 'throttled', waitMs: 300_000, longestWaitMs: 3_600_000, patienceMs: 10_800_000, ...later },
  })

describe('a service that says it is asked too much', () => {
  test('is left alone as long as it wants, at either side, and no message is blamed for it', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 50; n++) source.deliver('INBOX', { bytes: letter(n) })
    const clock = new VirtualClock()
    let operations = 0
    const sometimes = (operation: string) => {
      if ((operation === 'messages' || operation === 'append') && ++operations % 9 === 0) throw throttled()
    }
    source.onOperation = sometimes
    target.onOperation = sometimes
    const report = await run({ clock })
    expect(report).toMatchObject({ status: 'green', messages: { source: 50, refused: 0 }, exceptions: [] })
    expect(contents(target)).toEqual(contents(source))
    expect(clock.slept).toBeGreaterThanOrEqual(300_000)
  })

  test('is given up after its patience, with its own words, and a later run does the rest', async () => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: letter(n) })
    const clock = new VirtualClock()
    source.onOperation = (operation) => {
      if (operation === 'messages') throw throttled()
    }
    const report = await run({ clock })
    expect(report).toMatchObject({ status: 'interrupted', error: { code: 'throttled' }, messages: { refused: 0 } })
    // 5, 10, 20, 40 and 60 minutes; the next hour would be more than three in all.
    expect(clock.slept).toBe(135 * 60_000)
    source.onOperation = () => undefined
    expect(await run({ clock })).toMatchObject({ status: 'green', messages: { copied: 5 } })
  })
})

describe('sessions', () => {
  test('are halved where the service is asked too much, and grow again by one after a while', async () => {
    const { source } = makePair(db)
    const clock = new VirtualClock()
    const pool = new SessionPool(source, 8, undefined, clock)
    pool.halve()
    // Said to several sessions at once.
    pool.halve()
    expect(pool.size).toBe(4)
    await clock.sleep(30_000)
    pool.halve()
    expect(pool.size).toBe(2)
    const held = [await pool.take(), await pool.take()]
    await clock.sleep(10 * 60_000)
    held.push(await pool.take())
    expect(pool.size).toBe(3)
    for (const session of held) await pool.give(session, true)
    await pool.close()
  })
})
