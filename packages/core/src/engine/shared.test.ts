import { type Cyrus, startCyrus } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImapEndpoint, type Session } from '../services/index.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { type PassOptions, runPass } from './index.ts'
import { EVERYTHING } from './plan/rules.ts'
import type { PassReport } from './report/report.ts'
import { refusedFolder } from './testing/setup.ts'

let database: TestServer
let db: LedgerDb
let old: Cyrus
let home: Cyrus
beforeAll(async () => {
  ;[database, old, home] = await Promise.all([startTestServer(), startCyrus(), startCyrus()])
  db = (await database.database()).kysely
})
afterAll(() => Promise.all([database.stop(), old.stop(), home.stop()]))

const at = (server: Cyrus, user: string, shared = false): ImapEndpoint =>
  new ImapEndpoint({
    ...{ host: '127.0.0.1', port: server.port, tls: 'none', user, shared },
    credentials: { kind: 'password', user, password: 'pw' },
  })

async function pass(user: string, options: Partial<PassOptions> & { shared?: boolean } = {}): Promise<PassReport> {
  const { shared = false, ...others } = options
  return runPass({
    ...{ db, rules: EVERYTHING, verify: 'content', connections: 2, dryRun: false, keepRefused: refusedFolder() },
    source: at(old, user, shared),
    target: at(home, `${user}.new`),
    accept: { shrunkenSource: false, removedCopies: 'ask' },
    ...others,
  })
}

async function folderWithMail(session: Session, name: string): Promise<void> {
  await session.createFolder(name, undefined)
  const body = [Buffer.from(`Message-ID: <${name}@test.example>\r\nSubject: ${name}\r\n\r\nx\r\n`)]
  await session.append(name, [{ flags: [], arrival: undefined, size: body[0]?.length ?? 0, body }])
}

const notes = ({ remarks }: PassReport): string[] => remarks.map(({ text }) => text)

test('rights and comments of folders go over to people who are known, and what does not is noted', async () => {
  const anna = await at(old, 'anna').connect()
  await folderWithMail(anna, 'Projects')
  expect(await anna.grant('Projects', 'boris', 'lrs')).toBeUndefined()
  expect(await anna.grant('Projects', 'stranger', 'lr')).toBeUndefined()
  expect(await anna.annotate('Projects', '/private/comment', 'for (all) of "us"')).toBeUndefined()
  await anna.close()
  const people = async () => new Map([['boris', 'boris.new']])
  expect(notes(await pass('anna', { people }))).toEqual([
    'rights of others on a folder were set',
    'rights on a folder are of somebody who has no name at the target, and were not set there',
    '/private/comment of a folder was set',
  ])
  const there = await at(home, 'anna.new').connect()
  const [extras] = await there.extras(['Projects'])
  expect([...(extras?.rights ?? [])]).toEqual([['boris.new', 'lrs']])
  expect(extras?.notes?.get('/private/comment')).toBe('for (all) of "us"')
  await there.close()
  // What is there is not set again.
  expect(notes(await pass('anna', { people, kind: 'final' })).filter((text) => /(?:was|were) set$/.test(text))).toEqual(
    [],
  )
})

test('folders of others are left out with a note, copied where that is asked for, and then lost by nobody', async () => {
  const boris = await at(old, 'boris').connect()
  await folderWithMail(boris, 'Team')
  await boris.grant('Team', 'chen', 'lrs')
  await boris.close()
  const chen = await at(old, 'chen').connect()
  await folderWithMail(chen, 'Own')
  await chen.close()
  const left = await pass('chen')
  expect(left.remarks).toContainEqual({ text: 'a folder of another user was left out', count: 1 })
  expect(left).toMatchObject({ status: 'green', messages: { source: 1, copied: 1 } })
  const taken = await pass('chen', { shared: true })
  expect(taken).toMatchObject({ status: 'green', messages: { source: 2, copied: 1, present: 1 } })
  expect(notes(taken)).not.toContain('a folder of another user was left out')
  const there = await at(home, 'chen.new').connect()
  const held = () => there.counts(['Other users/boris/Team'])
  expect(await held()).toEqual([1])
  // Somebody who leaves them out again has deleted nothing.
  const again = await pass('chen', { kind: 'final' })
  expect(again).toMatchObject({ status: 'green', messages: { source: 1, present: 1, removed: 0, vanished: 0 } })
  expect(await held()).toEqual([1])
  await there.close()
  expect((await pass('chen', { shared: true })).messages).toMatchObject({ source: 2, copied: 0, present: 2 })
})
