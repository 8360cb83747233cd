import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { auditLog, exceptions, history, moves, organisations, passes, people } from '@caravan/contract'
import { compareMailboxes, startScripted, writeMaildir } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { type EventReader, readEvents } from '../testing/stream/index.ts'
import { endpointOf } from './accounts.ts'
import { askForDueDeltas } from './deltas.ts'
import { openQueue } from './queue.ts'
import { release } from './release.ts'
import { makeWave, type TestWave } from './testing/wave.ts'
import { startDueWaves } from './waves.ts'
import { startWorker, type Worker } from './worker.ts'

const USERS = ['anna', 'boris', 'chen']
let running: TestServer
let token = ''
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
  const body = { name: 'events', scopes: ['read' as const], days: 1 }
  const params = { organisation: running.organisation }
  token = (await running.owner.call(organisations.makeToken, { params, body })).token
})
afterAll(() => running.stop())

const work = (): Promise<Worker> =>
  startWorker({ ...running.server.context, log: pino({ level: 'silent' }), dataDir: running.dataDir, passes: 2 })

const watch = (after?: string): Promise<EventReader> =>
  readEvents(running.url, { token, organisation: running.organisation, ...(after === undefined ? {} : { after }) })

/** Resolves with the last event once a pass of this kind has ended for each mailbox of the wave. */
async function ended(events: EventReader, wave: TestWave, kind: string): Promise<string> {
  let last = ''
  for (const mailbox of wave.mailboxes.values()) {
    const end = await events.until(
      (one) => one.kind === 'pass.ended' && one.data['mailbox'] === mailbox && one.data['kind'] === kind,
    )
    expect(end.data).toMatchObject({ status: 'green', error: null })
    last = end.id
  }
  return last
}

test('messages with labels go where the setting of their service says; recorded, not live', async () => {
  const { organisation, owner, server, dataDir } = running
  const { database, vault, guard, fetch } = server.context
  await using gmail = await startScripted({
    capabilities: ['IMAP4rev1', 'X-GM-EXT-1', 'UIDPLUS', 'SASL-IR', 'AUTH=PLAIN'],
    folders: ['INBOX'],
  })
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Labels', kind: 'same-domain' },
  })
  const place = {
    host: '127.0.0.1',
    port: gmail.port,
    tls: 'none' as const,
    auth: 'master' as const,
    masterUser: 'mover',
  }
  const policies: unknown[] = []
  for (const side of ['source', 'target'] as const)
    for (const labels of ['auto', 'folders', 'all-mail', 'every'] as const) {
      const params = { organisation, move }
      const made = await owner.call(moves.makeService, { params, body: { side, name: 'Gmail', ...place, labels } })
      expect(made.labels).toBe(labels)
      await owner.call(moves.putServicePassword, { params: { ...params, service: made.id }, body: { password: 'pw' } })
      const claim = {
        ...{ organisation, mailbox: '', sourceUser: 'anna', targetUser: 'anna' },
        ...{ sourceService: made.id, targetService: made.id },
      }
      const endpoint = await endpointOf({ db: database.kysely, vault, guard, fetch, dataDir }, claim, side)
      const session = await endpoint.connect()
      policies.push(session.labels)
      await session.close()
    }
  expect(policies).toEqual(['folders', 'folders', 'all-mail', undefined, undefined, undefined, undefined, undefined])
})

test('what was deleted at the old home goes at the new one only in a pass that was asked to', async () => {
  await using wave = await makeWave(running, { users: ['anna'], messages: 12 })
  const { organisation, owner } = running
  const [mailbox = ''] = wave.mailboxes.values()
  const params = { organisation, move: wave.move, mailbox }
  const ask = (kind: 'first' | 'delta' | 'trial', options: object = {}) =>
    owner.call(passes.askPass, { params, body: { kind, options } })
  for (const [kind, options] of [
    ['first', {}],
    ['trial', {}],
    ['delta', { since: '2026-01-01T00:00:00Z' }],
    ['delta', { folders: { exclude: ['Old'] } }],
  ] as const)
    expect(await refused(ask(kind, { deleteGone: 'share', ...options }))).toBe('422 deletions-need-whole')
  const events = await watch()
  const worker = await work()
  const pass = async (kind: 'first' | 'delta', options: object = {}) => {
    const { id } = await ask(kind, options)
    await events.until((one) => one.kind === 'pass.ended' && one.data['pass'] === id)
    const { status, error } = await owner.call(passes.readPass, { params: { ...params, pass: id } })
    expect({ status, error }).toEqual({ status: 'green', error: null })
    return messagesIn(wave.home.mailDir('anna-new'))
  }
  try {
    expect(await pass('first')).toBe(12)
    const [gone = ''] = messageFiles(wave.old.mailDir('anna'))
    rmSync(gone)
    expect(await pass('delta')).toBe(12)
    expect(await pass('delta', { deleteGone: 'share' })).toBe(11)
  } finally {
    await worker.stop()
    events.stop()
  }
})

/** The files of a mailbox's messages. */
const messageFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)(?:cur|new)\/[^/]+$/.test(name))
    .map((name) => join(folder, name))
const messagesIn = (folder: string): number => messageFiles(folder).length

test('a verification reads both sides again, tells what is missing, and changes neither', async () => {
  await using wave = await makeWave(running, { users: ['anna'], messages: 12 })
  const { organisation, owner, server } = running
  const [mailbox = ''] = wave.mailboxes.values()
  const params = { organisation, move: wave.move, mailbox }
  const events = await watch()
  const worker = await work()
  const verified = async () => {
    const { id } = await owner.call(passes.askPass, { params, body: { kind: 'verify' } })
    await events.until((one) => one.kind === 'pass.ended' && one.data['pass'] === id)
    return owner.call(passes.readPass, { params: { organisation, move: wave.move, pass: id } })
  }
  try {
    await owner.call(passes.askPass, { params, body: { kind: 'first' } })
    await ended(events, wave, 'first')
    const before = await owner.call(people.readMailbox, { params })
    const whole = await verified()
    expect(whole).toMatchObject({ kind: 'verify', status: 'green', error: null })
    expect(whole.report).toMatchObject({ missing: 0, extra: 0, bytes: 0, flagsSet: 0, verified: { exact: 12 } })
    writeMaildir(wave.old.mailDir('anna'), 'INBOX', [{ raw: Buffer.from('Subject: late\r\n\r\nlate\r\n') }])
    const apart = await verified()
    expect(apart).toMatchObject({ status: 'mismatch' })
    expect(apart.report).toMatchObject({ missing: 1, exceptions: [{ code: 'missing-at-target' }] })
    // It is no pass that gates or lists go by, and leaves nothing in the ledger.
    expect(await owner.call(people.readMailbox, { params })).toEqual(before)
    const { rows } = await sql`select from mailboxes where source like 'comparison %'`.execute(
      server.context.database.kysely,
    )
    expect(rows).toHaveLength(0)
  } finally {
    await worker.stop()
    events.stop()
  }
})

test('a wave goes through first, delta, final and reverse, and everything is seen live and after a cut', async () => {
  await using wave = await makeWave(running, { users: USERS, messages: 20, master: true })
  const { organisation, owner } = running
  const params = { organisation, move: wave.move, wave: wave.wave }
  const events = await watch()
  const worker = await work()
  try {
    expect(await owner.call(passes.startWave, { params })).toEqual({ requested: 3, open: 0, notReady: 0 })
    await ended(events, wave, 'first')
    for (const kind of ['delta', 'final', 'reverse'] as const) {
      const options = kind === 'reverse' ? { since: new Date().toISOString() } : {}
      const done = await owner.call(passes.askPassesOfWave, { params, body: { kind, options } })
      expect(done.requested).toBe(3)
      await ended(events, wave, kind)
    }
    const { pace } = await owner.call(history.readHistory, { params, query: {} })
    expect(pace.reduce((sum, { copied }) => sum + copied, 0)).toBe(60)
    expect(pace.reduce((sum, { verified }) => sum + verified, 0)).toBeGreaterThanOrEqual(60)
    for (const user of USERS)
      expect(
        await compareMailboxes({ port: wave.old.port, user }, { port: wave.home.port, user: `${user}-new` }),
      ).toMatchObject({ same: true, messagesA: 20 })
    const rows = await running.server.context.database.kysely
      .selectFrom('move_mailboxes')
      .selectAll()
      .where('wave_id', '=', wave.wave)
      .execute()
    for (const row of rows) {
      expect(row).toMatchObject({ last_kind: 'reverse', last_status: 'green', last_error: null })
      expect([row.ledger_id, row.reverse_ledger_id, row.final_at]).not.toContain(null)
    }
    // What the console shows of each: counted by the passes over the whole mailbox, and from the ledger.
    const shown = await owner.call(people.listMailboxes, { params, query: { wave: wave.wave } })
    for (const mailbox of shown.items) {
      expect(mailbox).toMatchObject({ state: 'home', messages: 20, done: 20, trouble: null })
      expect(mailbox.bytes).toBeGreaterThan(1_000)
      const { items, total } = await owner.call(people.listMailboxFolders, {
        params: { ...params, mailbox: mailbox.id },
      })
      expect(total).toBe(items.length)
      const sum = (of: 'messages' | 'bytes' | 'there' | 'exact') => items.reduce((all, folder) => all + folder[of], 0)
      expect([sum('messages'), sum('there'), sum('exact')]).toEqual([20, 20, 20])
      expect(sum('bytes')).toBe(mailbox.bytes)
    }
    const all = await owner.call(passes.listPasses, { params, query: { limit: 5, state: 'ended' } })
    expect(all.items).toHaveLength(5)
    const rest = await owner.call(passes.listPasses, { params, query: { after: all.next } })
    expect(new Set([...all.items, ...rest.items].map(({ id }) => id)).size).toBe(12)
    const first = rest.items.at(-1)
    const read = await owner.call(passes.readPass, { params: { ...params, pass: first?.id ?? '' } })
    expect(read).toMatchObject({ kind: 'first', report: { messages: { source: 20, copied: 20 } } })

    // Whoever lost the line goes on behind what was seen, and misses nothing.
    const half = events.seen[Math.floor(events.seen.length / 2)]
    const again = await watch(half?.id)
    await again.until(({ id }) => id === events.seen.at(-1)?.id)
    expect(again.seen).toEqual(events.seen.slice(events.seen.indexOf(half!) + 1))
    again.stop()
  } finally {
    events.stop()
    await worker.stop()
  }
})

test('a stopped worker gives back what it runs, a paused wave stands still, and both go on where they were', async () => {
  await using wave = await makeWave(running, { users: ['dina', 'emil'], messages: 400 })
  const { organisation, owner, server } = running
  const params = { organisation, move: wave.move, wave: wave.wave }
  const states = async () =>
    (await owner.call(passes.listPasses, { params, query: {} })).items.map(({ state }) => state)
  const events = await watch()
  const former = await work()
  await owner.call(passes.startWave, { params })
  await events.until(({ kind }) => kind === 'pass.started')
  await former.stop()
  expect(await states()).toEqual(['queued', 'queued'])
  expect(await server.context.database.kysely.selectFrom('workers').selectAll().execute()).toEqual([])

  await owner.call(passes.pauseWave, { params })
  const worker = await work()
  try {
    const cancelled = (await owner.call(passes.listPasses, { params, query: { limit: 1 } })).items[0]
    await owner.call(passes.cancelPass, { params: { ...params, pass: cancelled?.id ?? '' } })
    expect((await states()).sort()).toEqual(['cancelled', 'queued'])
    const before = events.seen.length
    await owner.call(passes.resumeWave, { params })
    const mailbox = cancelled?.mailbox ?? ''
    await owner.call(passes.askPass, { params: { ...params, mailbox }, body: { kind: 'first' } })
    await ended(events, wave, 'first')
    expect(events.seen.slice(0, before).filter(({ kind }) => kind === 'pass.ended')).toEqual([])
    for (const user of ['dina', 'emil'])
      expect(
        await compareMailboxes({ port: wave.old.port, user }, { port: wave.home.port, user: `${user}-new` }),
      ).toMatchObject({ same: true, messagesA: 400 })
  } finally {
    events.stop()
    await worker.stop()
  }
})

test('a service gets no more passes at once than it allows, the urgent first, and none outside the move’s hours', async () => {
  await using wave = await makeWave(running, { users: ['gul', 'hana', 'igor'], messages: 1, connections: 4 })
  const db = running.server.context.database.kysely
  const boss = await openQueue(running.server.context.database, pino({ level: 'silent' }))
  try {
    const params = { organisation: running.organisation, move: wave.move, wave: wave.wave }
    await running.owner.call(passes.startWave, { params })
    const urgent = wave.mailboxes.get('igor') ?? ''
    await db.updateTable('move_mailboxes').set({ priority: 5 }).where('id', '=', urgent).execute()
    const hours = (from: string, to: string) =>
      sql`
      update moves set night_from = ((now() at time zone 'Asia/Tehran') + ${from}::interval)::time,
        night_to = ((now() at time zone 'Asia/Tehran') + ${to}::interval)::time, time_zone = 'Asia/Tehran'
      where id = ${wave.move}`.execute(db)
    await hours('1 hour', '2 hours')
    expect(await release(db, boss)).toBe(0)
    await hours('-1 hour', '1 hour')
    expect(await release(db, boss)).toBe(2)
    expect(await release(db, boss)).toBe(0)
    const released = await db
      .selectFrom('pass_requests')
      .select('mailbox_id')
      .where('move_id', '=', wave.move)
      .where('released_at', 'is not', null)
      .execute()
    expect(released.map((row) => row.mailbox_id)).toContain(urgent)
  } finally {
    await boss.stop({ graceful: false })
  }
})

test('a pass leaves its place once the day’s measure at a service is used up, and goes on when that is lifted', async () => {
  await using wave = await makeWave(running, { users: ['anna'], messages: 40 })
  const { organisation, owner, server } = running
  const params = { organisation, move: wave.move }
  const [mailbox = ''] = wave.mailboxes.values()
  const { items } = await owner.call(moves.listServices, { params })
  const service = items.find(({ side }) => side === 'source')?.id ?? ''
  const allow = (outPerDay: number) => {
    const body = { pace: { outPerDay, inPerDay: null, bandwidth: null } }
    return owner.call(moves.changeService, { params: { ...params, service }, body })
  }
  await allow(10_000)
  const events = await watch()
  const worker = await work()
  try {
    const { id } = await owner.call(passes.askPass, { params: { ...params, mailbox }, body: { kind: 'first' } })
    const back = await events.until((one) => one.kind === 'pass.handed-back' && one.data['pass'] === id)
    expect(back.data['because']).toBe('day-used-up')
    const { rows } = await sql`
      select state, not_before > now() + interval '1 hour' as later from pass_requests where id = ${id}`.execute(
      server.context.database.kysely,
    )
    expect(rows).toEqual([{ state: 'queued', later: true }])
    await allow(0)
    await ended(events, wave, 'first')
    // A verification would begin anew each time: it waits where it is, and nobody takes that for a standstill.
    await allow(10_000)
    const verify = await owner.call(passes.askPass, { params: { ...params, mailbox }, body: { kind: 'verify' } })
    const waits = (one: { kind: string; data: Record<string, unknown> }) =>
      one.kind === 'pass.progress' && one.data['pass'] === verify.id && 'waiting' in one.data
    expect((await events.until(waits)).data['waiting']).toMatch(/10 kB a day out, and that is used up until/)
    await expect
      .poll(async () => {
        const { rows: running } = await sql`
          select progressed_at > now() + interval '1 hour' as later from pass_requests where id = ${verify.id}`.execute(
          server.context.database.kysely,
        )
        return running
      })
      .toEqual([{ later: true }])
  } finally {
    await worker.stop()
    events.stop()
  }
})

test('a wave starts by itself at its planned hour, once, and not before the copying begins', async () => {
  await using wave = await makeWave(running, { users: ['mina'], messages: 1 })
  const db = running.server.context.database.kysely
  const params = { organisation: running.organisation, move: wave.move, wave: wave.wave }
  const plan = (minutes: number) =>
    running.owner.call(moves.changeWave, {
      params,
      body: { startsAt: new Date(Date.now() + minutes * 60_000).toISOString() },
    })
  await plan(5)
  expect(await startDueWaves(db)).toBe(0)
  await plan(-5)
  const { state: copying } = await db
    .selectFrom('moves')
    .select('state')
    .where('id', '=', wave.move)
    .executeTakeFirstOrThrow()
  const set = (state: unknown) =>
    db
      .updateTable('moves')
      .set({ state: JSON.stringify(state) })
      .where('id', '=', wave.move)
      .execute()
  await set({})
  expect(await startDueWaves(db)).toBe(0)
  await set(copying)
  expect(await startDueWaves(db)).toBe(1)
  expect(await startDueWaves(db)).toBe(0)
  const { items } = await running.owner.call(passes.listPasses, { params, query: { wave: wave.wave } })
  expect(items).toMatchObject([{ kind: 'first', state: 'queued', requestedBy: 'Caravan' }])
})

test('a delta is asked for when it is due, once, and neither before the copying begins nor when the move has closed', async () => {
  await using wave = await makeWave(running, { users: ['jan'], messages: 1 })
  const db = running.server.context.database.kysely
  await db.updateTable('waves').set({ started_at: new Date() }).where('id', '=', wave.wave).execute()
  const hourAgo = new Date(Date.now() - 3_600_000)
  const last = { last_kind: 'first', last_pass_at: hourAgo }
  await db.updateTable('move_mailboxes').set(last).where('move_id', '=', wave.move).execute()
  const { state: copying } = await db
    .selectFrom('moves')
    .select('state')
    .where('id', '=', wave.move)
    .executeTakeFirstOrThrow()
  const set = (values: { delta_every_minutes?: number; state?: string }) =>
    db.updateTable('moves').set(values).where('id', '=', wave.move).execute()
  await set({ delta_every_minutes: 90 })
  expect(await askForDueDeltas(db)).toBe(0)
  for (const stages of [{ copy: { status: 'waiting' } }, { copy: { status: 'left' }, close: { status: 'left' } }]) {
    await set({ delta_every_minutes: 30, state: JSON.stringify({ stages }) })
    expect(await askForDueDeltas(db)).toBe(0)
  }
  await set({ state: JSON.stringify(copying) })
  expect(await askForDueDeltas(db)).toBe(1)
  expect(await askForDueDeltas(db)).toBe(0)
})

test('a password that was refused is sent once a day by deltas, until another is put', async () => {
  await using wave = await makeWave(running, { users: ['kim'], messages: 1 })
  const db = running.server.context.database.kysely
  const mailbox = wave.mailboxes.get('kim') ?? ''
  await db.updateTable('waves').set({ started_at: new Date() }).where('id', '=', wave.wave).execute()
  await db.updateTable('moves').set({ delta_every_minutes: 30 }).where('id', '=', wave.move).execute()
  await sql`update credentials set changed_at = now() - interval '9 days' where move_id = ${wave.move}`.execute(db)
  const lastPass = (hours: number, code: string | null) =>
    sql`update move_mailboxes set last_kind = 'first', last_pass_at = now() - ${hours}::int * interval '1 hour',
      last_error = ${code === null ? null : JSON.stringify({ code, message: 'x', remedy: 'x' })}::jsonb
      where id = ${mailbox}`.execute(db)
  const asked = async () => {
    const count = await askForDueDeltas(db)
    await sql`delete from pass_requests where mailbox_id = ${mailbox}`.execute(db)
    return count
  }
  await lastPass(1, 'sign-in-refused')
  expect(await asked()).toBe(0)
  await lastPass(25, 'sign-in-refused')
  expect(await asked()).toBe(1)
  for (const code of ['connection-lost', null]) {
    await lastPass(1, code)
    expect(await asked()).toBe(1)
  }
  await lastPass(1, 'sign-in-refused')
  await running.owner.call(people.putMailboxCredential, {
    params: { organisation: running.organisation, move: wave.move, mailbox, side: 'source' },
    body: { password: 'another' },
  })
  expect(await asked()).toBe(1)
})

test('an exception is accepted with a reason, which the gate of copy believes until it is taken back', async () => {
  await using wave = await makeWave(running, { users: ['leila'], messages: 0, limit: 2_000 })
  const { owner, organisation } = running
  const mailbox = wave.mailboxes.get('leila') ?? ''
  const params = { organisation, move: wave.move, mailbox }
  const raw = Buffer.from(`Subject: Too large\r\n\r\n${'x'.repeat(70)}`.padEnd(5_000, '\r\nAnd so on.'))
  writeMaildir(wave.old.mailDir('leila'), 'INBOX', [{ raw }])
  const events = await watch()
  const worker = await work()
  const pass = async () => {
    const { id } = await owner.call(passes.askPass, { params, body: { kind: 'delta' } })
    await events.until((one) => one.kind === 'pass.ended' && one.data['pass'] === id)
  }
  const gate = async () => {
    const { items } = await owner.call(moves.readStages, { params })
    const checks = items.find(({ stage }) => stage === 'copy')?.checks ?? []
    return checks.find(({ name }) => name === 'exceptions-accepted')?.status
  }
  try {
    await pass()
    expect(await gate()).toBe('red')
    const [found] = (await owner.call(exceptions.listExceptions, { params })).items
    expect(found).toMatchObject({ code: 'message-too-large', subject: 'Too large', accepted: null })
    const which = { mailbox, keys: [found?.key ?? ''] }
    const reason = 'Its owner has it on disk.'
    expect(await owner.call(exceptions.acceptExceptions, { params, body: { which, reason } })).toEqual({ accepted: 1 })
    expect(await gate()).toBe('green')
    // The next report lists it again, and it is the same one.
    await pass()
    expect(await gate()).toBe('green')
    const codes = await owner.call(exceptions.exceptionsByCode, { params })
    expect(codes.items).toMatchObject([{ code: 'message-too-large', mailboxes: 1, open: 0, accepted: 1 }])
    const again = (await owner.call(exceptions.listExceptions, { params })).items
    expect(again).toMatchObject([{ accepted: { by: 'Anna Owner', reason } }])
    const taken = await owner.call(exceptions.withdrawAcceptance, {
      params,
      body: { which: { code: 'message-too-large' } },
    })
    expect(taken).toEqual({ withdrawn: 1 })
    expect(await gate()).toBe('red')
    const { items } = await owner.call(auditLog.listAudit, { params, query: { limit: 10 } })
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['exceptions.accepted', 'exceptions.withdrawn']),
    )
  } finally {
    events.stop()
    await worker.stop()
  }
})

test('the move’s rules for folders hold for every pass that is asked for without its own', async () => {
  await using wave = await makeWave(running, { users: ['karim'], messages: 0 })
  const { owner, organisation } = running
  const params = { organisation, move: wave.move, mailbox: wave.mailboxes.get('karim') ?? '' }
  for (const folder of ['INBOX', 'Junk', 'Projects/Kestrel'])
    writeMaildir(wave.old.mailDir('karim'), folder, [{ raw: Buffer.from(`Subject: ${folder}\r\n\r\nText.\r\n`) }])
  const folders = { exclude: ['Junk'], map: [{ from: 'Projects', to: 'Archive/Projects' }] }
  await owner.call(moves.changeMove, { params, body: { folders } })
  const events = await watch()
  const worker = await work()
  const targets = async (kind: 'first' | 'delta', options: { folders?: { exclude: string[] } } = {}) => {
    const { id } = await owner.call(passes.askPass, { params, body: { kind, options } })
    await events.until((one) => one.kind === 'pass.ended' && one.data['pass'] === id)
    const { report } = await owner.call(passes.readPass, { params: { ...params, pass: id } })
    const { perFolder } = report as { perFolder: { folder: string; target: string; why: string }[] }
    const ours = perFolder.filter(({ folder }) => /INBOX|Junk|Kestrel/.test(folder))
    return ours.map(({ folder, target, why }) => (why === 'excluded' ? `not ${folder}` : target)).sort()
  }
  try {
    expect(await targets('first')).toEqual(['Archive/Projects/Kestrel', 'INBOX', 'not Junk'])
    expect(await targets('delta', { folders: { exclude: [] } })).toEqual(['Archive/Projects/Kestrel', 'INBOX', 'Junk'])
  } finally {
    events.stop()
    await worker.stop()
  }
})

test('a stream ends soon after the token that opened it was revoked', { timeout: 90_000 }, async () => {
  const params = { organisation: running.organisation }
  const body = { name: 'short', scopes: ['read' as const], days: 1 }
  const short = await running.owner.call(organisations.makeToken, { params, body })
  const events = await readEvents(running.url, { token: short.token, organisation: running.organisation })
  await running.owner.call(organisations.revokeToken, { params: { ...params, token: short.id } })
  await events.ended
})
