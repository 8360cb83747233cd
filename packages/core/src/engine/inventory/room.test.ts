import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerDb } from '../../store/index.ts'
import { startTestServer, type TestServer } from '../../store/testing/database.ts'
import type { Progress } from '../context.ts'
import { mail, makePair } from '../testing/setup.ts'
import { tooSmall } from './room.ts'

let server: TestServer
let db: LedgerDb
beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const MB = 1_000_000
const NOTHING = { messages: 0, bytes: 0 }

test('what does not fit is surely too much only where neither rounding nor mail that is there already explains it', () => {
  const room = { bytes: 10 * MB, messages: undefined }
  const need = (bytes: number) => ({ messages: 5, bytes: bytes * MB })
  expect(tooSmall(room, need(10), NOTHING)).toBeUndefined()
  expect(tooSmall(room, need(12), NOTHING)).toMatchObject({ surely: false })
  expect(tooSmall(room, need(13), NOTHING)).toEqual({
    text: 'the target has 10.0 MB left within its quota, and 13.0 MB are still to be copied',
    surely: true,
  })
  expect(tooSmall(room, need(13), { messages: 1, bytes: MB })).toMatchObject({ surely: false })
  expect(tooSmall({ bytes: undefined, messages: 4 }, need(13), NOTHING)).toMatchObject({
    text: 'the target has room for 4 more messages within its quota, and 5 messages are still to be copied',
    surely: true,
  })
})

test('a pass says so before anything is copied, asks, and copies what fits once somebody said yes', async () => {
  const { source, target, run } = makePair(db, { room: { bytes: 1_000, messages: undefined } })
  for (let n = 0; n < 20; n++) source.deliver('INBOX', { bytes: mail(n) })
  const told: Progress[] = []
  const asked = await run({ onProgress: (progress) => told.push(progress) })
  expect(asked).toMatchObject({ status: 'undecided', error: { code: 'target-too-small' }, messages: { copied: 0 } })
  expect(told).toContainEqual({ step: 'notice', text: expect.stringMatching(/^The target has .* left/) as string })
  expect(target.folder('INBOX').messages).toHaveLength(0)
  expect(await run({ dryRun: true })).toMatchObject({
    status: 'green',
    remarks: [{ text: expect.stringContaining('left within its quota') as string }],
  })
  const accept = { shrunkenSource: false, removedCopies: 'ask', smallTarget: true } as const
  expect(await run({ accept })).toMatchObject({ status: 'green', messages: { copied: 20 } })
  // Nothing is left to be copied, and so nothing that would not fit.
  expect(await run()).toMatchObject({ status: 'green', remarks: [] })
})

test('mail that another tool may have brought before needs no room', async () => {
  const { source, target, run } = makePair(db, { room: { bytes: 0, messages: undefined } })
  for (let n = 0; n < 20; n++) for (const one of [source, target]) one.deliver('INBOX', { bytes: mail(n) })
  expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 20 } })
})
