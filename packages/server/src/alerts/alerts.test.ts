import { alerts, auditLog, host, moves, organisations, passes, people } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { putCredentials } from '@caravan/core/store'
import { type SmtpSink, startSmtpSink } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { COPYING, makeWave } from '../jobs/testing/wave.ts'
import { startWorker } from '../jobs/worker.ts'
import { alertLetter } from '../letters/alert.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { CAUSES } from './conditions.ts'
import { tellOfStuck } from './letters.ts'
import { readersOf } from './settings.ts'
import { wordsIn } from './translated.ts'
import { watchMailboxes } from './watch.ts'

let running: TestServer
let sink: SmtpSink
beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  running = await startTestServer()
})
afterAll(async () => {
  await running.stop()
  vi.unstubAllEnvs()
})
beforeEach(async () => {
  sink = await startSmtpSink()
  const sender = { host: '127.0.0.1', port: sink.port, tls: 'none' as const, user: null, from: 'caravan@birch.example' }
  await running.owner.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
})
afterEach(async () => {
  for (const table of ['moves', 'workers', 'webhooks']) await sql`delete from ${sql.table(table)}`.execute(db())
  await sink.stop()
})

const db = () => running.server.context.database.kysely
const params = () => ({ organisation: running.organisation })
const NOW = { gatherSeconds: 0, apartSeconds: 0, quietSeconds: 0, againSeconds: 600 }
const tell = (rhythm = NOW) => tellOfStuck(running.server.context, rhythm)
/** Quoted-printable undone, as far as these letters need it. */
const letters = async () => (await sink.letters()).map((one) => one.replace(/=\r?\n/g, '').replaceAll('=3D', '='))
const open = async () => (await running.owner.call(alerts.listAlerts, { params: params(), query: {} })).items
const told = async (kind: string) => {
  const { rows } = await sql<{ data: Record<string, unknown> }>`
    select data from events where kind = ${kind} and organisation_id = ${running.organisation} order by id`.execute(
    db(),
  )
  return rows.map(({ data }) => data)
}

interface Planned {
  readonly move: string
  readonly mailboxes: readonly string[]
}

/** Mailboxes as people planned them, without services: nothing of these runs. */
async function plan(count: number): Promise<Planned> {
  const { id: move } = await db()
    .insertInto('moves')
    .values({ organisation_id: running.organisation, name: 'To the new home', kind: 'same-domain', state: COPYING })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ id: string }>`
    insert into move_mailboxes (organisation_id, move_id, source_address, decision)
    select ${running.organisation}, ${move}, 'user' || n || '@old.example', 'move' from generate_series(1, ${count}::int) n
    returning id`.execute(db())
  return { move, mailboxes: rows.map(({ id }) => id) }
}

const FAILED = {
  code: 'connection-lost',
  message: 'mail.old.example:993 closed the line.',
  remedy: 'Run it again.',
  serverReply: '* BYE Not today.',
}
/** As a pass leaves a mailbox that it failed on. */
const fail = (times: number, minutesAgo: number, status = 'interrupted', code = FAILED.code) =>
  sql`update move_mailboxes set last_kind = 'delta', last_status = ${status}, failures = ${times}::int,
    last_error = ${JSON.stringify({ ...FAILED, code })}::jsonb,
    last_pass_at = now() - ${minutesAgo}::int * interval '1 minute'`.execute(db())
const ask = async ({ move, mailboxes }: Planned, set = sql``) => {
  await sql`insert into pass_requests (organisation_id, move_id, mailbox_id, kind, requested_by)
    select ${running.organisation}, ${move}, id, 'first', 'Anna' from unnest(${mailboxes}::uuid[]) id`.execute(db())
  await sql`update pass_requests set requested_at = now() - interval '1 day' ${set}`.execute(db())
}
/** Raised alerts as if they had been seen for so long. */
async function watch(minutesLater = 0): Promise<readonly (readonly [string, string])[]> {
  await watchMailboxes(db())
  await sql`update alerts set since = since - ${minutesLater}::int * interval '1 minute'
    where raised_at is null`.execute(db())
  await watchMailboxes(db())
  return (await open()).map(({ cause, sourceAddress }) => [sourceAddress, cause] as const)
}

test('a mailbox whose sign-in a real server refuses is told of with its words, and goes on when that is mended', async () => {
  await using wave = await makeWave(running, { users: ['anna'], messages: 5 })
  const { server, organisation, owner, dataDir } = running
  const { database, vault } = server.context
  const [mailbox = ''] = wave.mailboxes.values()
  const give = (secret: string) =>
    putCredentials(database.kysely, vault.keys, [
      { organisation, move: wave.move, subject: mailbox, purpose: 'source-sign-in', secret: new Secret(secret) },
    ])
  // Nobody is there: what is to be sent to it stands in the table.
  await sql`insert into webhooks (organisation_id, url, kinds)
    values (${organisation}, 'https://127.0.0.1:9/', '{mailbox.stuck,mailbox.unstuck}')`.execute(db())
  await give('canary-of-a-password')
  const worker = await startWorker({ ...server.context, log: pino({ level: 'silent' }), dataDir, passes: 1 })
  const ended = (status: string) =>
    vi.waitFor(
      async () => {
        const { items } = await owner.call(passes.listPasses, { params: { organisation, move: wave.move }, query: {} })
        expect(items[0]).toMatchObject({ state: 'ended', status })
      },
      { timeout: 40_000, interval: 200 },
    )
  try {
    await owner.call(passes.startWave, { params: { organisation, move: wave.move, wave: wave.wave } })
    await ended('interrupted')
    expect(await watch()).toEqual([['anna', 'pass-fails']])
    expect(await open()).toMatchObject([{ code: 'sign-in-refused' }])
    expect(await tell()).toBe(1)
    const [letter = '', ...more] = await letters()
    expect(more).toEqual([])
    expect(letter).toContain(`X-Rcpt-Args: <${running.ownerEmail}>`)
    expect(letter).toContain('Subject: Birch: anna is stuck')
    expect(letter).toMatch(/What happened: 127\.0\.0\.1:\d+ refused the sign-in/)
    expect(letter).toContain('The server said: [AUTHENTICATIONFAILED]')
    expect(letter).toContain('Next: ')
    expect(await told('mailbox.stuck')).toMatchObject([{ mailbox, cause: 'pass-fails', address: 'anna' }])
    expect(`${letter}${JSON.stringify(await told('mailbox.stuck'))}`).not.toContain('canary')

    await give('pw')
    await owner.call(passes.askPass, {
      params: { organisation, move: wave.move, mailbox },
      body: { kind: 'first' },
    })
    await ended('green')
    expect(await watch()).toEqual([])
    expect(await told('mailbox.unstuck')).toMatchObject([{ mailbox, cause: 'pass-fails', because: 'goes-on' }])
    const { rows } = await sql<{ kind: string; body: string }>`
      select kind, body from webhook_deliveries order by event_id`.execute(db())
    expect(rows.map(({ kind }) => kind)).toEqual(['mailbox.stuck', 'mailbox.unstuck'])
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ type: 'mailbox.stuck', data: { mailbox, move: wave.move } })
  } finally {
    await worker.stop()
  }
})

test('a sign-in that is refused while addresses are read is told of before the first copy, until another password is given', async () => {
  await using wave = await makeWave(running, { users: ['anna'], messages: 5 })
  const { server, organisation, owner, dataDir } = running
  const { database, vault } = server.context
  const [mailbox = ''] = wave.mailboxes.values()
  const params = { organisation, move: wave.move }
  const give = (secret: string) =>
    putCredentials(database.kysely, vault.keys, [
      { organisation, move: wave.move, subject: mailbox, purpose: 'source-sign-in', secret: new Secret(secret) },
    ])
  await give('canary-of-a-password')
  const worker = await startWorker({ ...server.context, log: pino({ level: 'silent' }), dataDir, passes: 1 })
  await owner.call(moves.changeMove, { params, body: { ownDomains: ['old.example'] } })
  const read = async () => {
    await owner.call(people.readSeenAddresses, { params, body: {} })
    await vi.waitFor(
      async () => {
        const { items } = await owner.call(passes.listPasses, { params, query: {} })
        expect(items[0]).toMatchObject({ state: 'ended', kind: 'addresses' })
      },
      { timeout: 40_000, interval: 200 },
    )
  }
  try {
    await read()
    expect(await watch()).toEqual([['anna', 'pass-fails']])
    expect(await open()).toMatchObject([{ code: 'sign-in-refused' }])
    await give('pw')
    expect(await watch()).toEqual([])
    await read()
    expect(await watch()).toEqual([])
    const row = await owner.call(people.readMailbox, { params: { ...params, mailbox } })
    expect(row).toMatchObject({ state: 'not-begun', messages: 5 })
  } finally {
    await worker.stop()
  }
})

test('500 mailboxes that the same service holds up come in one letter, which counts them and names some', async () => {
  await plan(500)
  await fail(2, 1)
  expect(await watch()).toHaveLength(100)
  expect(await tell()).toBe(1)
  const [letter = '', ...more] = await letters()
  expect(more).toEqual([])
  expect(letter).toContain('Subject: Birch: 500 mailboxes are stuck')
  expect(letter).toContain('To the new home: 500, since')
  expect(letter).toContain('and 480 more')
  // Once as text and once as HTML.
  expect(letter.match(/@old\.example/g)).toHaveLength(40)
  expect((await told('mailbox.stuck')).length).toBeGreaterThanOrEqual(500)
})

test('a letter waits for what belongs to it, and the next one keeps its distance', async () => {
  await plan(2)
  await sql`update move_mailboxes set failures = 2, last_status = 'interrupted', last_pass_at = now()
    where source_address like 'user1@%'`.execute(db())
  await watch()
  expect(await tell({ ...NOW, gatherSeconds: 120 })).toBe(0)
  expect(await tell()).toBe(1)
  await fail(2, 1)
  expect(await watch()).toHaveLength(2)
  expect(await tell({ ...NOW, apartSeconds: 1_800 })).toBe(0)
  expect(await tell()).toBe(1)
  // Nothing is left to tell.
  expect(await tell()).toBe(0)
  expect((await letters()).map((one) => /Subject: .*/.exec(one)?.[0].trim()).sort()).toEqual([
    'Subject: Birch: user1@old.example is stuck',
    'Subject: Birch: user2@old.example is stuck',
  ])
})

test('what fails, recovers and fails again writes its events, and no second letter for some hours', async () => {
  await plan(1)
  const before = (await told('mailbox.stuck')).length
  for (let times = 0; times < 2; times++) {
    await fail(2, 1)
    await watch()
    await tell({ ...NOW, quietSeconds: 21_600 })
    await sql`update move_mailboxes set failures = 0, last_status = 'green'`.execute(db())
    await watch()
  }
  expect((await told('mailbox.stuck')).length).toBe(before + 2)
  expect(await letters()).toHaveLength(1)
})

test('a letter that nobody took is tried again later, and says nothing of what is over by then', async () => {
  await plan(1)
  await fail(2, 1)
  await watch()
  await sink.stop()
  expect(await tell()).toBe(0)
  sink = await startSmtpSink()
  const sender = { host: '127.0.0.1', port: sink.port, tls: 'none' as const, user: null, from: 'caravan@birch.example' }
  await running.owner.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
  expect(await tell()).toBe(0)
  await sql`update alerts set letter_after = now()`.execute(db())
  expect(await tell()).toBe(1)
  expect((await open())[0]?.toldAt).not.toBeNull()
})

test.each([
  ['a decision is asked for', 'undecided', () => fail(1, 0, 'undecided'), 0],
  ['what was read again differs', 'differs', () => fail(1, 16, 'mismatch'), 0],
  ['a pass failed twice', 'pass-fails', () => fail(2, 0), 0],
  ['a mailbox is full', 'pass-fails', () => fail(1, 0, 'interrupted', 'quota-full'), 0],
  ['a pass failed a quarter of an hour ago', 'pass-fails', () => fail(1, 16), 0],
] as const)('is told of where %s', async (_, cause, make, later) => {
  await plan(1)
  await make()
  expect(await watch(later)).toEqual([['user1@old.example', cause]])
})

test.each([
  ['failed once a moment ago', () => fail(1, 1)],
  [
    'ended with exceptions',
    () => sql`update move_mailboxes set last_status = 'exceptions', last_pass_at = now()`.execute(db()),
  ],
  [
    'stays where it is',
    async () => {
      await fail(5, 60)
      await sql`update move_mailboxes set decision = 'stay'`.execute(db())
    },
  ],
  [
    'belongs to a move that is closed',
    async () => {
      await fail(5, 60)
      await sql`update moves set state = '{"stages": {"close": {"status": "left"}}}'`.execute(db())
    },
  ],
] as const)('a mailbox that %s is nobody’s alarm', async (_, make) => {
  await plan(1)
  await make()
  expect(await watch()).toEqual([])
})

test('a pass that moves nothing, and one that is given back again and again, are told of', async () => {
  const planned = await plan(3)
  await sql`insert into workers (id, host, passes) values ('w', 'h', 4)`.execute(db())
  await ask(planned, sql`, state = 'running', worker = 'w', progressed_at = now()`)
  const [silent, returned] = planned.mailboxes
  await sql`update pass_requests set progressed_at = now() - interval '46 minutes' where mailbox_id = ${silent}`.execute(
    db(),
  )
  await sql`update pass_requests set hand_backs = 3, handed_back_since = now() - interval '11 minutes',
    handed_back_at = now(), handed_back_because = 'worker-gone' where mailbox_id = ${returned}`.execute(db())
  expect(Object.fromEntries(await watch())).toEqual({
    'user1@old.example': 'no-progress',
    'user2@old.example': 'handed-back',
  })
  expect((await open()).map(({ message }) => message).join()).toContain('Its workers end or stand still')
  // Once it has run for a while again, that is over.
  await sql`update pass_requests set handed_back_at = now() - interval '16 minutes', progressed_at = now()`.execute(
    db(),
  )
  expect(await watch()).toEqual([])
})

test('what waits is told of where no worker lives, and not because of a night, a pause or a short restart', async () => {
  const planned = await plan(1)
  await ask(planned)
  expect(await watch()).toEqual([])
  await sql`update moves set night_from = (now() at time zone 'UTC' + interval '2 hours')::time,
    night_to = (now() at time zone 'UTC' + interval '3 hours')::time`.execute(db())
  expect(await watch(11)).toEqual([])
  await sql`update moves set night_from = null`.execute(db())
  expect(await watch(11)).toEqual([['user1@old.example', 'no-worker']])
  await sql`insert into workers (id, host, passes) values ('w', 'h', 4)`.execute(db())
  // Alive, and yet nothing begins: another cause, which has its own patience.
  expect(await watch(11)).toEqual([])
  expect(await watch(121)).toEqual([['user1@old.example', 'not-started']])
  const cleared = (await told('mailbox.unstuck')).length
  await sql`update moves set paused_at = now()`.execute(db())
  expect(await watch()).toEqual([])
  expect((await told('mailbox.unstuck')).slice(cleared)).toMatchObject([{ because: 'set-aside' }])
})

test('letters go to owners and leads, or to whom the settings name, or to nobody', async () => {
  const { owner, organisation } = running
  const lead = await running.join(organisation, 'lead')
  await running.join(organisation, 'viewer')
  const readers = async () => (await letters()).map((one) => /X-Rcpt-Args: <(.*)>/.exec(one)?.[1]).sort()
  const again = async (settings?: { letters: boolean; to: string[]; language?: 'fa' }) => {
    await sink.stop()
    sink = await startSmtpSink()
    const sender = { host: '127.0.0.1', port: sink.port, tls: 'none' as const, user: null, from: 'a@birch.example' }
    await owner.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
    if (settings) await owner.call(alerts.writeAlertSettings, { params: params(), body: settings })
    await sql`delete from alerts`.execute(db())
    await watch()
    await tell()
    return readers()
  }
  await plan(1)
  await fail(2, 1)
  expect(await again()).toEqual([lead.email, running.ownerEmail].sort())
  expect(await again({ letters: true, to: ['desk@birch.example', 'desk@birch.example'] })).toEqual([
    'desk@birch.example',
  ])
  expect(await again({ letters: true, to: ['desk@birch.example'], language: 'fa' })).toEqual(['desk@birch.example'])
  expect(await letters()).toEqual([expect.stringContaining('Content-Language: fa')])
  expect(await again({ letters: false, to: ['desk@birch.example'] })).toEqual([])
  expect(await open()).toHaveLength(1)
  const { items } = await owner.call(auditLog.listAudit, { params: params(), query: { limit: 1 } })
  expect(items[0]).toMatchObject({ action: 'alerts.settings', after: { letters: false } })
  await owner.call(alerts.writeAlertSettings, { params: params(), body: { letters: true, to: [] } })
})

test.each(['ru', 'fa', 'zh'] as const)(
  'a letter says in the language %s what is stuck, why, and what to do',
  (language) => {
    const error = {
      code: 'sign-in-refused',
      message: 'canary',
      remedy: 'canary',
      serverReply: '[AUTHENTICATIONFAILED] no',
    }
    const failed = { move: 'M', mailboxes: 3, since: new Date(0), addresses: ['a@b.example'] }
    const { subject, text, html } = alertLetter(language, {
      ...{ organisation: 'Birch', mailboxes: 4, first: 'a@b.example', link: 'https://x.example' },
      groups: [
        { ...failed, ...wordsIn(language, 'pass-fails', error) },
        {
          ...failed,
          mailboxes: 1,
          ...wordsIn(language, 'pass-fails', { code: 'odd', message: 'It is odd.', remedy: 'Wait.' }),
        },
      ],
    })
    expect(subject).toMatch(/Birch.*4/)
    for (const part of [text, html]) {
      expect(part).toContain('[AUTHENTICATIONFAILED] no')
      // What has no words in this language is quoted.
      expect(part).toContain('It is odd.')
      expect(part).toContain('https://x.example')
      expect(part).not.toMatch(/canary|\{|What happened|stuck/)
    }
    for (const cause of CAUSES) expect(wordsIn(language, cause, null)).not.toEqual(wordsIn('en', cause, null))
  },
)

test('a client’s letters reach the people of its agency', async () => {
  const { owner, organisation } = running
  const { id } = await owner.call(organisations.makeOrganisation, { body: { name: 'Client', agency: organisation } })
  expect((await readersOf(db(), id)).readers).toContain(running.ownerEmail)
})
