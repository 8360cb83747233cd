import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemoryService } from '../services/memory/memory.ts'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { EVERYTHING } from './plan/rules.ts'
import { accountedFor } from './report/report.ts'
import { contents, mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

/** The moment of the cut-over; what `deliver` dates by itself is older. */
const CUT_OVER = 1_800_000_000
const SINCE = { ...EVERYTHING, since: CUT_OVER }
const later = (n = 0) => ({ internalDate: CUT_OVER + n })
const count = (service: MemoryService, folder: string) => service.folder(folder).messages.length
const cutLine = () => new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')

/** Thirty messages in each of two folders, copied. */
async function moved(behaviour: Parameters<typeof makePair>[1] = {}) {
  const pair = makePair(db, behaviour)
  for (let n = 0; n < 60; n++)
    pair.source.deliver(n % 2 ? 'INBOX' : 'Work', { bytes: mail(n), flags: n % 3 ? '\\Seen' : '' })
  await pair.run()
  const reverse = (options: Parameters<typeof pair.run>[0] = {}) => pair.run({ kind: 'reverse', ...options })
  return { ...pair, reverse }
}

describe('a reverse pass', () => {
  test('copies back what arrived at the new home, once, and a delta after it doubles nothing', async () => {
    const { source, target, run, reverse } = await moved()
    for (let n = 0; n < 5; n++) target.deliver('INBOX', { bytes: mail(`new${n}`), flags: '\\Flagged', ...later(n) })
    target.deliver('Clients/Kestrel', { bytes: mail('client'), ...later() })
    const report = await reverse({ rules: SINCE })
    expect(report).toMatchObject({
      status: 'green',
      kind: 'reverse',
      source: target.identity,
      target: source.identity,
      messages: { source: 66, copied: 6, present: 60 },
      origins: 60,
      verified: { checked: 6, fresh: 6, exact: 6 },
      flagsSet: 0,
    })
    expect(report.messages.source).toBe(accountedFor(report.messages))
    expect(contents(source)).toEqual(contents(target))
    expect(await reverse({ rules: SINCE })).toMatchObject({
      status: 'green',
      messages: { copied: 0, present: 66 },
      bytes: 0,
    })
    for (const kind of ['delta', 'final'] as const)
      expect(await run({ kind })).toMatchObject({ status: 'green', messages: { copied: 0, present: 66 }, flagsSet: 0 })
    expect(contents(source)).toEqual(contents(target))
  })

  test('goes by what the ledger brought there where no moment is given, and leaves older mail where one is', async () => {
    const { source, target, reverse } = await moved()
    target.deliver('INBOX', { bytes: mail('imported'), internalDate: 1_000_000_000 })
    expect(await reverse({ rules: SINCE })).toMatchObject({ status: 'green', messages: { copied: 0, excluded: 1 } })
    expect(count(source, 'INBOX')).toBe(30)
    expect(await reverse()).toMatchObject({ status: 'green', messages: { copied: 1, excluded: 0 } })
    expect(contents(source)).toEqual(contents(target))
  })

  test('leaves the letters of the program’s own where they are, wherever their owner has filed them, and counts them', async () => {
    const { source, target, run, reverse } = await moved()
    const letter = (n: string) => Buffer.from(mail(n))
    target.deliver('INBOX', { bytes: letter('welcome'), ...later() })
    target.deliver('Filed', { bytes: letter('welcome'), ...later() })
    target.deliver('INBOX', { bytes: mail('new', 'Re: <welcome@test.example>'), ...later() })
    const ownLetters = ['<welcome@test.example>']
    for (const copied of [1, 0]) {
      const report = await reverse({ ownLetters })
      expect(report).toMatchObject({
        status: 'green',
        messages: { source: 63, copied, present: 61 - copied, excluded: 2 },
      })
      expect(report.messages.source).toBe(accountedFor(report.messages))
      const excluded = report.perFolder.flatMap(({ folder: name, messages }) => (messages.excluded > 0 ? [name] : []))
      expect(excluded.sort()).toEqual(['Filed', 'INBOX'])
    }
    expect([count(source, 'INBOX'), count(source, 'Work')]).toEqual([31, 30])
    // A delta afterwards neither counts nor touches them.
    expect(await run()).toMatchObject({ status: 'green', messages: { source: 61, copied: 0, present: 61 } })
    expect([count(target, 'INBOX'), count(target, 'Filed')]).toEqual([32, 1])
    // Without being told, the pass takes them for mail like any other.
    expect(await reverse()).toMatchObject({ messages: { copied: 2, excluded: 0 } })
  })

  test('leaves the letters of the program’s own also where the ledger was lost', async () => {
    const { source, target, reverse } = await moved()
    target.deliver('INBOX', { bytes: mail('welcome'), ...later() })
    const fresh = (await server.database()).kysely
    const report = await reverse({ db: fresh, ownLetters: ['<welcome@test.example>'] })
    expect(report).toMatchObject({ status: 'green', messages: { source: 61, copied: 0, present: 60, excluded: 1 } })
    expect(count(source, 'INBOX')).toBe(30)
  })

  test('leaves flags of what came from the old mailbox as they are, and follows those of what it brought back', async () => {
    const { source, target, reverse } = await moved()
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    await reverse()
    const before = contents(source)
    for (const message of target.folder('INBOX').messages.slice(0, 30)) message.flags = '\\Answered \\Flagged'
    expect(await reverse()).toMatchObject({ status: 'green', flagsSet: 0 })
    expect(contents(source)).toEqual(before)
    const back = target.folder('INBOX').messages.at(-1)
    if (back !== undefined) back.flags = '\\Seen'
    expect(await reverse()).toMatchObject({ status: 'green', flagsSet: 1 })
    expect(source.folder('INBOX').messages.at(-1)?.flags).toBe('\\Seen')
  })

  test('does not bring back what its owner deleted at the old mailbox, before or after, and deletes nothing', async () => {
    const { source, target, reverse } = await moved()
    source.folder('INBOX').messages.splice(0, 3)
    target.folder('INBOX').messages.splice(10, 3)
    expect(await reverse()).toMatchObject({ status: 'green', messages: { copied: 0, present: 54, removed: 3 } })
    source.folder('Work').messages.splice(0, 2)
    expect(await reverse()).toMatchObject({ status: 'green', messages: { copied: 0, present: 52, removed: 5 } })
    expect([count(source, 'INBOX'), count(source, 'Work'), count(target, 'INBOX')]).toEqual([27, 28, 27])
  })

  test('knows what owners have filed in other folders, at either side', async () => {
    const { source, target, reverse } = await moved()
    const file = (service: MemoryService, from: string, to: string, at: number) => {
      const [message] = service.folder(from).messages.splice(at, 1)
      if (message !== undefined) service.deliver(to, message)
    }
    file(source, 'INBOX', 'Filed', 4)
    file(target, 'INBOX', 'Kept', 7)
    file(source, 'Work', 'Filed', 9)
    file(target, 'Work', 'Kept', 9)
    expect(await reverse()).toMatchObject({ status: 'green', messages: { source: 60, copied: 0, present: 60 } })
    expect([count(source, 'INBOX'), count(source, 'Work'), count(source, 'Filed')]).toEqual([29, 29, 2])
  })

  test('knows its own by the ledger where a service rebuilds whatever it is given', async () => {
    const rebuild = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('-- \r\nscanned\r\n')])
    const { source, target, run, reverse } = await moved({ rewrite: rebuild })
    source.behaviour = { ...source.behaviour, rewrite: rebuild }
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    await reverse()
    expect([count(source, 'INBOX'), count(source, 'Work')]).toEqual([31, 30])
    expect(await reverse()).toMatchObject({ messages: { copied: 0 } })
    expect(await run()).toMatchObject({ messages: { copied: 0, present: 61 }, origins: 1 })
    expect([count(target, 'INBOX'), count(target, 'Work')]).toEqual([31, 30])
  })

  test('knows by content what came from the old mailbox when the ledger was lost', async () => {
    const { source, target, reverse, run } = await moved()
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    const fresh = (await server.database()).kysely
    expect(await reverse({ db: fresh })).toMatchObject({
      status: 'green',
      messages: { copied: 1, present: 60 },
      origins: 0,
    })
    expect(await run({ db: fresh })).toMatchObject({ status: 'green', messages: { copied: 0, present: 61 } })
    expect(contents(source)).toEqual(contents(target))
  })

  test.each(['source', 'target'] as const)(
    'knows by content what a folder numbered anew holds, at the %s',
    async (side) => {
      const pair = await moved()
      pair.target.deliver('INBOX', { bytes: mail('new'), ...later() })
      pair[side].renumber('INBOX')
      expect(await pair.reverse()).toMatchObject({ status: 'green', messages: { copied: 1, present: 60 } })
      pair[side].renumber('INBOX')
      expect(await pair.reverse()).toMatchObject({ status: 'green', messages: { copied: 0, present: 61 } })
      expect(contents(pair.source)).toEqual(contents(pair.target))
    },
  )

  test('takes each folder the way back that its mail came', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('A#B', { bytes: mail('sharp') })
    source.deliver('Projects', { bytes: mail('project') })
    source.deliver('Sent Mail', { bytes: mail('sent') })
    source.folder('Sent Mail').specialUse = 'sent'
    target.folder('Sent').specialUse = 'sent'
    await run({ rules: { ...EVERYTHING, map: [{ from: 'Projects', to: 'Archive/2024' }] } })
    for (const name of ['A=23=B', 'Archive/2024', 'Archive/2024/May', 'Sent', 'Inbox 2'])
      target.deliver(name, { bytes: mail(name), ...later() })
    const report = await run({ kind: 'reverse' })
    expect(report).toMatchObject({ status: 'green', messages: { copied: 5, present: 3 } })
    expect(Object.fromEntries(report.perFolder.map(({ folder, target: to }) => [folder, to]))).toMatchObject({
      'A=23=B': 'A#B',
      'Archive/2024': 'Projects',
      'Archive/2024/May': 'Projects/May',
      Sent: 'Sent Mail',
      'Inbox 2': 'Inbox 2',
    })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 8 } })
    expect(count(target, 'Archive/2024/May')).toBe(1)
    expect(target.folders.has('Projects')).toBe(false)
  })

  test('does not send back what a delta brought over after the cut-over', async () => {
    const { source, target, run, reverse } = await moved()
    source.deliver('INBOX', { bytes: mail('straggler'), ...later() })
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    await run()
    expect(await reverse({ rules: SINCE })).toMatchObject({ status: 'green', messages: { copied: 1, present: 61 } })
    expect(contents(source)).toEqual(contents(target))
  })

  test('sends every message once when answers are lost, and the ledger says so to a delta', async () => {
    const { source, target, run, reverse } = await moved()
    for (let n = 0; n < 250; n++) target.deliver('INBOX', { bytes: mail(`new${n % 240}`), ...later(n % 240) })
    let lost = 2
    source.onOperation = (operation) => {
      if (operation === 'append-answer' && lost-- > 0) throw cutLine()
    }
    expect(await reverse({ rules: SINCE })).toMatchObject({ status: 'green', messages: { copied: 250, present: 60 } })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 310 } })
    expect(contents(source)).toEqual(contents(target))
  })

  test('asks before it believes that everything was deleted at the old mailbox', async () => {
    const { source, target, reverse } = await moved()
    for (const name of ['INBOX', 'Work']) source.folder(name).messages.length = 0
    expect(await reverse()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
    expect(count(source, 'INBOX')).toBe(0)
    const accept = { shrunkenSource: false, removedCopies: 'copy-again' } as const
    expect(await reverse({ accept })).toMatchObject({ status: 'green', messages: { copied: 60 } })
    expect(contents(source)).toEqual(contents(target))
  })

  test('changes nothing in a dry run, and says what it would copy', async () => {
    const { source, target, reverse } = await moved()
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    const before = contents(source)
    expect(await reverse({ dryRun: true })).toMatchObject({ status: 'green', messages: { copied: 1, present: 60 } })
    expect(contents(source)).toEqual(before)
    expect(await reverse()).toMatchObject({ status: 'green', messages: { copied: 1, present: 60 } })
  })

  test('keeps out passes the other way while it runs, and is kept out by them', async () => {
    const { target, run, reverse } = await moved()
    target.deliver('INBOX', { bytes: mail('new'), ...later() })
    for (const [one, other] of [
      [reverse, run],
      [run, reverse],
    ] as const) {
      let met: unknown
      const report = await one({
        onProgress: ({ step }) => {
          if (step === 'copy-begins') met = other().catch((error: unknown) => error)
        },
      })
      expect(report).toMatchObject({ status: 'green' })
      expect(await met).toMatchObject({ code: 'mailbox-in-use' })
    }
  })
})
