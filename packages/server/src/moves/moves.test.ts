import { auditLog, moves, organisations, passes, people } from '@caravan/contract'
import { emptyReport, type FolderReport } from '@caravan/core/engine'
import { openCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Claim, endPass } from '../jobs/claim.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

const newMove = async (
  kind: 'same-domain' | 'new-addresses' | 'first-company-mail' = 'new-addresses',
): Promise<{ organisation: string; move: string }> => {
  const { owner, organisation } = running
  const made = await owner.call(moves.makeMove, { params: { organisation }, body: { name: 'Out of the old', kind } })
  return { organisation, move: made.id }
}
/** A public address: nothing connects to it here. */
const HOST = '9.9.9.9'

test('a move is made, changed, paused and resumed, and the audit log tells it', async () => {
  const { owner, organisation } = running
  const params = await newMove()
  await owner.call(moves.changeMove, {
    params,
    body: {
      ownDomains: ['New.Example', 'пример.рф', 'new.example'],
      cutOverOn: '2027-02-01',
      timeZone: 'Asia/Tehran',
      nightHours: { from: '22:30', to: '06:00' },
      deltaEveryMinutes: 60,
    },
  })
  await owner.call(passes.pauseMove, { params })
  expect((await owner.call(moves.readMove, { params })).pausedAt).not.toBeNull()
  await owner.call(passes.resumeMove, { params })
  expect((await owner.call(moves.readMove, { params })).pausedAt).toBeNull()
  expect(await owner.call(moves.readMove, { params })).toMatchObject({
    name: 'Out of the old',
    ownDomains: ['new.example', 'xn--e1afmkfd.xn--p1ai'],
    cutOverOn: '2027-02-01',
    timeZone: 'Asia/Tehran',
    nightHours: { from: '22:30', to: '06:00' },
    deltaEveryMinutes: 60,
  })
  const { items } = await owner.call(auditLog.listAudit, { params: { organisation }, query: { limit: 4 } })
  expect(items.map(({ action }) => action)).toEqual(['move.resumed', 'move.paused', 'move.changed', 'move.made'])
})

test('a time zone that is none and a domain that is none are refused', async () => {
  const { owner } = running
  const params = await newMove()
  expect(await refused(owner.call(moves.changeMove, { params, body: { timeZone: 'Mars/Olympus' } }))).toBe(
    '422 time-zone-unknown',
  )
  expect(await refused(owner.call(moves.changeMove, { params, body: { ownDomains: ['no domain'] } }))).toBe(
    '422 domain-invalid',
  )
})

test('another organisation finds neither a move nor what belongs to it', async () => {
  const { owner } = running
  const { move } = await newMove()
  const other = await owner.call(organisations.makeOrganisation, { body: { name: 'Elm', agency: null } })
  const params = { organisation: other.id, move }
  expect(await refused(owner.call(moves.readMove, { params }))).toBe('404 not-found')
  expect(await refused(owner.call(moves.changeMove, { params, body: { name: 'Mine' } }))).toBe('404 not-found')
  expect(await refused(owner.call(moves.readStages, { params }))).toBe('404 not-found')
  expect(await refused(owner.call(people.listMailboxes, { params, query: {} }))).toBe('404 not-found')
})

test.each(['127.0.0.1', 'localhost', '10.1.2.3', '169.254.169.254', '::ffff:127.0.0.1', '0x7f000001'])(
  'a service at %s is refused, also when it moves there later',
  async (host) => {
    const { owner } = running
    const params = await newMove()
    const made = await owner.call(moves.makeService, { params, body: { side: 'source', name: 'Old', host: HOST } })
    const body = { side: 'source' as const, name: 'Old', host }
    expect(await refused(owner.call(moves.makeService, { params, body }))).toMatch(/^422 host-(refused|malformed)$/)
    const there = { ...params, service: made.id }
    expect(await refused(owner.call(moves.changeService, { params: there, body: { host } }))).toMatch(
      /^422 host-(refused|malformed)$/,
    )
    expect((await owner.call(moves.listServices, { params })).items).toMatchObject([{ host: HOST }])
  },
)

test('what an account may have at a service is what is known of it until somebody says otherwise', async () => {
  const { owner } = running
  const params = await newMove()
  const made = await owner.call(moves.makeService, { params, body: { side: 'source', name: 'Old', host: HOST } })
  expect(made.pace).toEqual({ outPerDay: null, inPerDay: null, bandwidth: null })
  const limited = { outPerDay: 0, inPerDay: null, bandwidth: 50_000 }
  const body = { side: 'target' as const, name: 'New', host: HOST, pace: limited }
  expect((await owner.call(moves.makeService, { params, body })).pace).toEqual(limited)
  const there = { ...params, service: made.id }
  const pace = { outPerDay: 1_000_000_000, inPerDay: 0, bandwidth: 250_000 }
  expect(await owner.call(moves.changeService, { params: there, body: { pace } })).toMatchObject({ pace })
  // Less than is sent at once would never go.
  for (const wrong of [{ inPerDay: 1_000 }, { outPerDay: -1 }, { bandwidth: 0 }])
    expect(
      await refused(owner.call(moves.changeService, { params: there, body: { pace: { ...pace, ...wrong } } })),
    ).toMatch(/^400 /)
  expect((await owner.call(moves.listServices, { params })).items).toMatchObject([{ pace }, { pace: limited }])
})

test('what is known of a service is told by its host, with who says so and what passes keep to', async () => {
  const { owner } = running
  const params = await newMove()
  const body = { side: 'source' as const, name: 'Old', host: HOST }
  const made = await owner.call(moves.makeService, { params, body })
  expect(made.knownLimits).toBeNull()
  // No name is looked up here.
  await sql`update services set host = 'imap.gmail.com' where id = ${made.id}`.execute(
    running.server.context.database.kysely,
  )
  expect((await owner.call(moves.listServices, { params })).items[0]?.knownLimits).toMatchObject({
    name: 'Gmail',
    outPerDay: { value: 2_500_000_000, kept: 2_250_000_000, source: expect.stringContaining('google') as string },
    inPerDay: { value: 500_000_000, kept: 450_000_000 },
    connections: { value: 15 },
  })
})

test('a master password goes into the vault, is never answered, and is erased when the service goes elsewhere', async () => {
  const { owner, server } = running
  const params = await newMove()
  const made = await owner.call(moves.makeService, {
    params,
    body: { side: 'source', name: 'Old', host: HOST, auth: 'master', masterUser: 'mover' },
  })
  expect(made).toMatchObject({ tls: 'implicit', unverified: false, port: 993, hasPassword: false })
  const there = { ...params, service: made.id }
  await owner.call(moves.putServicePassword, { params: there, body: { password: 'canary-9d1' } })
  const slot = { organisation: params.organisation, purpose: 'service-sign-in' as const, subject: made.id }
  const { database, vault } = server.context
  expect((await openCredential(database.kysely, vault.keys, slot)).reveal()).toBe('canary-9d1')
  const listed = await owner.call(moves.listServices, { params })
  expect(listed.items).toMatchObject([{ hasPassword: true }])
  const log = await owner.call(auditLog.listAudit, { params, query: {} })
  expect(JSON.stringify([listed, log])).not.toContain('canary')
  expect(await owner.call(moves.changeService, { params: there, body: { name: 'Older' } })).toMatchObject({
    hasPassword: true,
  })
  expect(await owner.call(moves.changeService, { params: there, body: { host: '149.112.112.112' } })).toMatchObject({
    hasPassword: false,
  })
  await owner.call(moves.removeService, { params: there })
  expect((await owner.call(moves.listServices, { params })).items).toEqual([])
})

test('a proxy’s password goes into the vault, is never answered, and is erased when the proxy becomes another', async () => {
  const { owner, server } = running
  const params = await newMove()
  const made = await owner.call(moves.makeService, { params, body: { side: 'source', name: 'Old', host: HOST } })
  expect(made).toMatchObject({ proxy: null, hasProxyPassword: false, compress: 'auto' })
  const there = { ...params, service: made.id }
  const put = () => owner.call(moves.putProxyPassword, { params: there, body: { password: 'canary-5e8' } })
  expect(await refused(put())).toBe('409 proxy-without-user')
  const proxy = { kind: 'socks5', host: '149.112.112.112', port: 1080, user: 'firewall' } as const
  const change = (body: object) => owner.call(moves.changeService, { params: there, body })
  expect(await change({ proxy })).toMatchObject({ proxy, hasProxyPassword: false })
  await put()
  const slot = { organisation: params.organisation, purpose: 'proxy-sign-in' as const, subject: made.id }
  const { database, vault } = server.context
  expect((await openCredential(database.kysely, vault.keys, slot)).reveal()).toBe('canary-5e8')
  expect(await change({ host: '149.112.112.10' })).toMatchObject({ proxy, hasProxyPassword: true })
  const log = await owner.call(auditLog.listAudit, { params, query: {} })
  expect(JSON.stringify([await owner.call(moves.listServices, { params }), log])).not.toContain('canary')
  for (const other of [{ host: '149.112.112.9' }, { port: 1081 }, { user: 'other' }, { kind: 'http' }] as const) {
    expect(await change({ proxy: { ...proxy, ...other } })).toMatchObject({ hasProxyPassword: false })
    await change({ proxy })
    await put()
  }
  expect(await change({ proxy: null })).toMatchObject({ proxy: null, hasProxyPassword: false })
  expect(await change({ compress: 'never' })).toMatchObject({ compress: 'never' })
})

test('an offset is no time zone: the clock of the database would go the other way', async () => {
  const params = await newMove()
  const change = (timeZone: string) => refused(running.owner.call(moves.changeMove, { params, body: { timeZone } }))
  for (const offset of ['+03:30', '-05:00', '+0330', '+03']) expect(await change(offset)).toBe('422 time-zone-unknown')
  expect(await change('Asia/Tehran')).toBe('not refused')
})

test('the own password of a mailbox is erased before it would go elsewhere than where it was given for', async () => {
  const { owner } = running
  const params = await newMove()
  const service = async (name: string, side: 'source' | 'target', host: string) =>
    (await owner.call(moves.makeService, { params, body: { side, name, host } })).id
  const old = await service('Old', 'source', HOST)
  const other = await service('Other', 'source', '149.112.112.112')
  const home = await service('New', 'target', HOST)
  const { id: mailbox } = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@old.example', sourceService: old, targetService: home },
  })
  const there = { ...params, mailbox }
  const put = async () => {
    for (const side of ['source', 'target'])
      await owner.call(people.putMailboxCredential, { params: { ...there, side }, body: { password: 'canary-7c2' } })
  }
  const has = async () => {
    const { hasSourceCredential, hasTargetCredential } = await owner.call(people.readMailbox, { params: there })
    return [hasSourceCredential, hasTargetCredential]
  }
  const change = (body: object) => owner.call(moves.changeService, { params: { ...params, service: old }, body })
  const move = (sourceService: string | null) =>
    owner.call(people.changeMailbox, { params: there, body: { sourceService } })
  await put()
  await change({ name: 'Older', connections: 2, tls: 'starttls' })
  await move(old)
  expect(await has()).toEqual([true, true])
  for (const body of [{ host: '149.112.112.112' }, { port: 1143 }, { unverified: true }, { tls: 'none' }]) {
    await put()
    await change(body)
    expect([body, ...(await has())]).toEqual([body, false, true])
  }
  for (const elsewhere of [other, null]) {
    await move(old)
    await put()
    await move(elsewhere)
    expect(await has()).toEqual([false, true])
  }
  // Given before anybody said where: it is for the service that is named then.
  await put()
  await move(other)
  expect(await has()).toEqual([true, true])
  const set = { sourceService: null, targetService: null }
  expect(await owner.call(people.changeMailboxes, { params, body: { which: { ids: [mailbox] }, set } })).toMatchObject({
    changed: 1,
  })
  expect(await has()).toEqual([false, false])
  await move(other)
  await put()
  await owner.call(moves.removeService, { params: { ...params, service: other } })
  expect(await has()).toEqual([false, true])
})

test('delegated access without its user is refused', async () => {
  const { owner } = running
  const params = await newMove()
  const body = { side: 'target' as const, name: 'New', host: HOST, auth: 'master' as const }
  expect(await refused(owner.call(moves.makeService, { params, body }))).toBe('422 master-user-missing')
})

test('waves stand in their order, have names of their own, and let their mailboxes go when they are removed', async () => {
  const { owner } = running
  const params = await newMove()
  const second = await owner.call(moves.makeWave, { params, body: { name: 'Sales', position: 2 } })
  const first = await owner.call(moves.makeWave, { params, body: { name: 'Pilot', position: 1 } })
  expect(await refused(owner.call(moves.makeWave, { params, body: { name: 'Pilot' } }))).toBe('409 wave-named-so')
  const mailbox = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@old.example', wave: first.id },
  })
  const startsAt = '2027-01-10T20:00:00.000Z'
  await owner.call(moves.changeWave, { params: { ...params, wave: first.id }, body: { startsAt } })
  expect((await owner.call(moves.listWaves, { params })).items).toMatchObject([
    { name: 'Pilot', startsAt, mailboxes: 1 },
    { name: 'Sales', mailboxes: 0 },
  ])
  await owner.call(moves.removeWave, { params: { ...params, wave: first.id } })
  expect((await owner.call(moves.listWaves, { params })).items.map(({ id }) => id)).toEqual([second.id])
  const there = { ...params, mailbox: mailbox.id }
  expect(await owner.call(people.readMailbox, { params: there })).toMatchObject({ wave: null })
})

const stageOf = async (params: { organisation: string; move: string }, stage: string) => {
  const { items } = await running.owner.call(moves.readStages, { params })
  const found = items.find((one) => one.stage === stage)
  if (found === undefined) throw new Error(`no stage ${stage}`)
  return found
}
const statusOf = async (params: { organisation: string; move: string }, stage: string, check: string) =>
  (await stageOf(params, stage)).checks.find(({ name }) => name === check)

test('a gate shuts with its evidence, is passed over with a reason, and the audit log and the events keep it', async () => {
  const { owner, organisation, server } = running
  const params = await newMove()
  await owner.call(people.addMailbox, { params, body: { sourceAddress: 'anna@old.example' } })
  const waits = async (stage: string) => (await stageOf(params, stage)).waitsFor
  expect([await waits('assess'), await waits('approve'), await waits('copy')]).toEqual([
    [],
    ['assess'],
    ['approve', 'prepare'],
  ])
  const opened = await owner.call(moves.advanceStage, { params, body: { do: 'open', stage: 'assess', version: 0 } })
  expect(opened.version).toBe(1)
  expect(await statusOf(params, 'assess', 'mailboxes-inventoried')).toMatchObject({
    status: 'red',
    evidence: { amiss: 1, of: 1, examples: ['anna@old.example'] },
  })
  const leave = { do: 'leave' as const, stage: 'assess' as const }
  expect(await refused(owner.call(moves.advanceStage, { params, body: { ...leave, version: 1 } }))).toBe(
    '409 gate-shut',
  )
  const override = { stage: 'assess' as const, check: 'mailboxes-inventoried', version: 1 }
  expect(await refused(owner.call(moves.overrideCheck, { params, body: { ...override, reason: '' } }))).toBe(
    '409 reason-missing',
  )
  await owner.call(moves.overrideCheck, { params, body: { ...override, reason: 'Known from last year.' } })
  const left = await owner.call(moves.advanceStage, { params, body: { ...leave, version: 2 } })
  expect(left.items.find(({ stage }) => stage === 'assess')).toMatchObject({ status: 'left', waitsFor: [] })
  expect(await waits('approve')).toEqual([])
  const { items } = await owner.call(auditLog.listAudit, { params: { organisation }, query: { limit: 3 } })
  expect(items.map(({ action, reason }) => [action, reason])).toEqual([
    ['move.stage-left', null],
    ['move.check-overridden', 'Known from last year.'],
    ['move.stage-opened', null],
  ])
  const { rows } = await sql<{ kind: string }>`
    select kind from events where data->>'move' = ${params.move} and kind like 'move.%' order by id`.execute(
    server.context.database.kysely,
  )
  expect(rows.map(({ kind }) => kind)).toEqual([
    'move.made',
    'move.stage-opened',
    'move.check-overridden',
    'move.stage-left',
  ])
})

test('of two who take a step at once one is told that the move has changed', async () => {
  const { owner } = running
  const params = await newMove()
  const open = () => owner.call(moves.advanceStage, { params, body: { do: 'open', stage: 'assess', version: 0 } })
  const done = await Promise.all([refused(open()), refused(open())])
  expect(done.sort()).toEqual(['409 move-changed', 'not refused'])
})

test('who leads the move cannot turn off the approval gate, and an owner can', async () => {
  const { owner, organisation } = running
  const params = await newMove()
  expect(await statusOf(params, 'approve', 'approved')).toMatchObject({ status: 'red' })
  const { client } = await running.join(organisation, 'lead')
  const off = { params: { organisation }, body: { required: false } }
  expect(await refused(client.call(moves.setApprovalGate, off))).toBe('403 not-allowed')
  await owner.call(moves.setApprovalGate, off)
  expect(await client.call(moves.readApprovalGate, { params: { organisation } })).toEqual({ required: false })
  expect(await statusOf(params, 'approve', 'approved')).toMatchObject({ status: 'green' })
  await owner.call(moves.setApprovalGate, { params: { organisation }, body: { required: true } })
  expect(await statusOf(params, 'approve', 'approved')).toMatchObject({ status: 'red' })
})

test('an API token runs a move as its lead would, and cannot pass over what is an owner’s alone', async () => {
  const { owner, organisation, url } = running
  const params = await newMove()
  await owner.call(moves.advanceStage, { params, body: { do: 'open', stage: 'assess', version: 0 } })
  const { token } = await owner.call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'robot', scopes: ['read', 'move:run', 'gate:override'] },
  })
  const post = (path: string, body: unknown) =>
    fetch(`${url}/api/organisations/${organisation}/moves/${params.move}/stages${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const assess = await post('', { do: 'leave', stage: 'assess', version: 1 })
  expect(assess.status).toBe(200)
  expect((await post('', { do: 'open', stage: 'approve', version: 2 })).status).toBe(200)
  const override = { stage: 'approve', check: 'approved', reason: 'In a hurry.', version: 3 }
  expect((await post('/override', override)).status).toBe(403)
})

test('the gates read decisions, owners, credentials and passes from the tables', async () => {
  const { owner, server } = running
  const params = await newMove()
  const anna = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@old.example', targetAddress: 'anna@new.example', decision: 'move' },
  })
  await owner.call(people.addMailbox, { params, body: { sourceAddress: 'info@old.example' } })
  expect(await statusOf(params, 'prepare', 'mailboxes-decided')).toMatchObject({
    evidence: { amiss: 1, of: 2, examples: ['info@old.example'] },
  })
  expect(await statusOf(params, 'prepare', 'role-owners-named')).toMatchObject({ evidence: { amiss: 1, of: 1 } })
  expect(await statusOf(params, 'prepare', 'addresses-decided')).toMatchObject({ status: 'unknown' })
  expect(await statusOf(params, 'prepare', 'credentials-given')).toMatchObject({ evidence: { amiss: 2, of: 2 } })
  const there = { ...params, mailbox: anna.id }
  for (const side of ['source', 'target'] as const)
    await owner.call(people.putMailboxCredential, { params: { ...there, side }, body: { password: 'p' } })
  expect(await statusOf(params, 'prepare', 'credentials-given')).toMatchObject({ status: 'green' })
  expect(await statusOf(params, 'prepare', 'credentials-checked')).toMatchObject({ evidence: { amiss: 2, of: 2 } })
  expect(await statusOf(params, 'cutover', 'mailboxes-copied')).toMatchObject({ evidence: { amiss: 1, of: 1 } })
  const counts = { source: 3, copied: 2, present: 1, refused: 0 }
  const none = emptyReport({ code: '', message: '', remedy: '', serverReply: null })
  const report = (source: number) => ({
    ...none,
    perFolder: [{ messages: { ...none.messages, ...counts, source } }] as unknown as FolderReport[],
  })
  const { kysely } = server.context.database
  const endedWith = async (source: number) => {
    const asked = { organisation_id: params.organisation, move_id: params.move, mailbox_id: anna.id }
    const running = { ...asked, kind: 'first', state: 'running', requested_by: 'Anna', worker: 'w' } as const
    const { id } = await kysely.insertInto('pass_requests').values(running).returning('id').executeTakeFirstOrThrow()
    const claim = { id, attempt: 0, mailbox: anna.id, kind: 'first', ...params } as Claim
    await endPass(kysely, claim, 'w', 'ended', { status: 'green', report: report(source), error: null })
  }
  expect(await statusOf(params, 'assess', 'mailboxes-inventoried')).toMatchObject({ evidence: { amiss: 2, of: 2 } })
  await endedWith(4)
  expect(await statusOf(params, 'assess', 'mailboxes-inventoried')).toMatchObject({ evidence: { amiss: 1, of: 2 } })
  expect(await statusOf(params, 'prepare', 'credentials-checked')).toMatchObject({ status: 'green' })
  expect(await statusOf(params, 'cutover', 'mailboxes-copied')).toMatchObject({ status: 'green' })
  expect(await statusOf(params, 'copy', 'messages-accounted-for')).toMatchObject({ evidence: { amiss: 1, of: 1 } })
  await endedWith(3)
  expect(await statusOf(params, 'copy', 'messages-accounted-for')).toMatchObject({ status: 'green' })
  expect(await statusOf(params, 'copy', 'final-pass-run')).toMatchObject({ status: 'red' })
  expect(await statusOf(params, 'cutover', 'copies-fresh')).toMatchObject({ status: 'green' })
  for (const [age, status] of [
    ['23 hours 59 minutes', 'green'],
    ['24 hours 1 minute', 'red'],
  ] as const) {
    await sql`update move_mailboxes set whole_started_at = now() - ${age}::interval where id = ${anna.id}`.execute(
      kysely,
    )
    expect(await statusOf(params, 'cutover', 'copies-fresh')).toMatchObject({ status })
  }
  expect(await statusOf(params, 'close', 'credentials-erased')).toMatchObject({ evidence: { amiss: 2 } })
})

test('a first company mail without an old service has nothing to copy', async () => {
  const params = await newMove('first-company-mail')
  expect(await stageOf(params, 'copy')).toMatchObject({ applies: false })
  await running.owner.call(moves.makeService, { params, body: { side: 'source', name: 'Free mail', host: HOST } })
  expect(await stageOf(params, 'copy')).toMatchObject({ applies: true })
})
