import { auditLog, employeePage, employees, moves, people } from '@caravan/contract'
import { newMove } from '@caravan/core/move'
import { openCredential } from '@caravan/core/store'
import type { Dovecot } from '@caravan/lab'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { refused } from '../testing/refused.ts'
import type { TestServer } from '../testing/server.ts'
import { byToken, type EmployeeMove, exchange, makeEmployeeMove, startEmployeeServer } from './testing/move.ts'

const PASSWORDS = { 'anna@old.example': 'canary-anna', 'boris@old.example': 'canary-boris' }
let old: Dovecot
let running: TestServer
let move: EmployeeMove
let anna = ''
let boris = ''
const db = () => running.server.context.database.kysely

beforeAll(async () => {
  const started = await startEmployeeServer(PASSWORDS)
  ;({ old, running } = started)
  return started.stop
})
beforeEach(async () => {
  move = await makeEmployeeMove(running, old.port)
  anna = await move.add('anna@old.example', { targetAddress: 'anna@new.example', displayName: 'Anna Owl' })
  boris = await move.add('boris@old.example', { displayName: 'Борис Дуб' })
})

const give = (token: string, password: string) =>
  byToken(running, token).call(employeePage.giveAccess, { body: { password } })
const read = (token: string) => byToken(running, token).call(employeePage.readEmployeePage, {})

test('a link opens the page of its mailbox, which says what happens when and how one signs in', async () => {
  const page = await read(await move.link(anna))
  expect(page).toMatchObject({
    company: 'Birch',
    displayName: 'Anna Owl',
    language: 'en',
    addresses: { old: 'anna@old.example', new: 'anna@new.example', aliases: [] },
    invitedBy: 'Anna Owner',
    move: { kind: 'new-addresses', timeZone: 'Asia/Tehran', stage: 'assess', cutOverOn: '2027-02-01' },
    wave: null,
    oldService: { name: 'Old mail', provider: 'generic', way: 'password', userName: 'anna@old.example' },
    access: { state: 'asked-for', refused: null },
    progress: { state: 'not-begun', messages: null },
    steps: { signedIn: null, passwordChanged: null, secondFactor: null, oldAccountRemoved: null },
  })
  expect(page.oldService?.steps[0]?.key).toBe('generic.password')
  expect(page.move.plan.find(({ stage }) => stage === 'cutover')).toMatchObject({ begins: '2027-02-01' })
  expect((await read(await move.link(boris))).language).toBe('ru')
})

test('a password is tried at once at the real server; what signs in is sealed, with the counts', async () => {
  const token = await move.link(anna)
  expect(await give(token, '  canary-anna\n')).toEqual({ messages: 40, folders: expect.any(Number) as number })
  const { context } = running.server
  const { organisation } = move.params
  const kept = await openCredential(db(), context.vault.keys, {
    organisation,
    purpose: 'source-sign-in',
    subject: anna,
  })
  expect(kept.reveal()).toBe('canary-anna')
  expect((await read(token)).access).toMatchObject({ state: 'given', messages: 40, refused: null })
  expect(await move.state(anna)).toMatchObject({ state: 'given', messages: 40, checked: true })
  const audit = await running.owner.call(auditLog.listAudit, { params: { organisation }, query: { limit: 20 } })
  const line = audit.items.find(({ action, subject }) => action === 'access.given' && subject?.id === anna)
  expect(line?.actor).toEqual({ kind: 'employee', id: anna, name: 'anna@old.example' })
  expect(JSON.stringify(audit)).not.toContain('canary')
})

test('a wrong password is explained, stands on the board, and is kept nowhere', async () => {
  const token = await move.link(anna)
  const error = await give(token, 'canary-wrong').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    problem: {
      status: 422,
      code: 'password-wrong',
      title: 'The old mailbox does not take this password.',
      serverReply: expect.stringContaining('Authentication failed') as string,
    },
  })
  expect(await move.state(anna)).toMatchObject({ state: 'refused', refused: { code: 'password-wrong' } })
  expect((await read(token)).access).toMatchObject({ state: 'refused', refused: { code: 'password-wrong' } })
  expect(await db().selectFrom('credentials').selectAll().where('subject', '=', anna).execute()).toEqual([])
  // What was right before stays, whatever is tried after it.
  await give(token, 'canary-anna')
  await expect(give(token, 'canary-wrong')).rejects.toMatchObject({ problem: { code: 'password-wrong' } })
  expect(await move.state(anna)).toMatchObject({ state: 'given' })
})

test('five tries in a quarter of an hour, then no more, the right one neither; a new link begins anew', async () => {
  const token = await move.link(anna)
  const before = old.logText().split('imap-login').length
  for (let n = 0; n < 5; n++) expect(await refused(give(token, `canary-${n}`))).toBe('422 password-wrong')
  expect(await refused(give(token, 'canary-anna'))).toBe('429 too-many-tries')
  expect(old.logText().split('imap-login').length - before).toBeLessThanOrEqual(10)
  // Others are not held up by it.
  expect(await give(await move.link(boris), 'canary-boris')).toMatchObject({ messages: 0 })
  expect(await give(await move.link(anna), 'canary-anna')).toMatchObject({ messages: 40 })
})

test('one place tries twenty passwords a minute, by however many links', async () => {
  const from = '203.0.113.7'
  const token = await move.link(anna)
  const outcomes: string[] = []
  for (let n = 0; n < 22; n++)
    outcomes.push(
      await refused(byToken(running, token, from).call(employeePage.giveAccess, { body: { password: 'x' } })),
    )
  expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('422 password-wrong'))
  expect(outcomes.slice(5, 20)).toEqual(Array(15).fill('429 too-many-tries'))
  expect(outcomes.slice(20)).toEqual(Array(2).fill('429 too-many-requests'))
  const other = byToken(running, await move.link(boris), from)
  expect(await refused(other.call(employeePage.giveAccess, { body: { password: 'canary-boris' } }))).toBe(
    '429 too-many-requests',
  )
})

test('tries at the same time are counted as well', async () => {
  const token = await move.link(anna)
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => refused(give(token, `canary-${n}`))))
  expect(outcomes.filter((one) => one === '422 password-wrong')).toHaveLength(5)
  expect(outcomes.filter((one) => one === '429 too-many-tries')).toHaveLength(3)
})

test('the host comes from the move, and goes through the guard each time', async () => {
  const token = await move.link(anna)
  await db().updateTable('services').set({ host: '10.0.0.9' }).where('id', '=', move.service).execute()
  expect(await refused(give(token, 'canary-anna'))).toBe('422 service-silent')
  const stranger = { body: { password: 'canary-anna', host: '127.0.0.1', port: old.port } } as never
  expect(await refused(byToken(running, token).call(employeePage.giveAccess, stranger))).toBe('422 service-silent')
})

test('a password that is found right only after its move was closed is not kept: those of the move are erased by then', async () => {
  const token = await move.link(anna)
  let given: Promise<string> | undefined
  await db()
    .transaction()
    .execute(async (trx) => {
      await sql`select from moves where id = ${move.params.move} for update`.execute(trx)
      given = refused(give(token, 'canary-anna'))
      await vi.waitFor(
        async () => {
          const { rows } = await sql`select from pg_locks where not granted`.execute(db())
          expect(rows).not.toEqual([])
        },
        { timeout: 30_000 },
      )
      await sql`
        update moves set state = '{"stages": {"close": {"status": "left"}}}' where id = ${move.params.move}`.execute(
        trx,
      )
    })
  expect(await given).toBe('401 link-ended')
  expect(await db().selectFrom('credentials').selectAll().where('subject', '=', anna).execute()).toEqual([])
})

test('every link that opens no page is refused alike: used before, expired, taken back, invented, of a closed move', async () => {
  const first = await move.link(anna)
  const second = await move.link(anna)
  const answers = new Set<string>()
  const dead = async (token: string) => {
    const { status, set, body } = await exchange(running, token)
    expect([status, set]).toEqual([401, ''])
    answers.add(body)
    const error = await read(token).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ problem: { status: 401, code: 'link-ended' } })
  }
  await dead(first)
  expect((await read(second)).addresses.old).toBe('anna@old.example')
  await running.owner.call(employees.revokeEmployeeInvitation, { params: { ...move.params, mailbox: anna } })
  await dead(second)
  const expired = await move.link(anna)
  await sql`update employee_invitations set expires_at = now() where ended_at is null`.execute(db())
  await dead(expired)
  for (const invented of ['', 'invite_', `invite_${'A'.repeat(22)}`, `caravan_${'A'.repeat(32)}`, "' or true --"])
    await dead(invented)
  const closed = await move.link(anna)
  await sql`
    update moves set state = '{"stages": {"close": {"status": "left"}}}' where id = ${move.params.move}`.execute(db())
  await dead(closed)
  expect([...answers]).toHaveLength(1)
  expect([...answers][0]).toContain('link-ended')
})

test('a token is exchanged for a short cookie that pages alone can use, and that ends with its invitation', async () => {
  const token = await move.link(anna)
  const { set, cookie, body } = await exchange(running, token)
  expect(set).toMatch(
    /^caravan\.employee=employee_[\w-]{22}; Path=\/api\/employee; Max-Age=7200; HttpOnly; SameSite=Strict$/,
  )
  expect(JSON.parse(body)).toMatchObject({ addresses: { old: 'anna@old.example' } })
  expect(body + cookie).not.toContain(token)
  const send = async (method: string, path: string, origin: string | undefined, sent?: unknown) =>
    (
      await fetch(`${running.url}${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', ...(origin !== undefined && { origin }) },
        ...(sent !== undefined && { body: JSON.stringify(sent) }),
      })
    ).status
  const language = (origin?: string) => send('PUT', employeePage.chooseLanguage.path, origin, { language: 'fa' })
  expect(await send('GET', employeePage.readEmployeePage.path, undefined)).toBe(200)
  expect(await language('https://evil.example')).toBe(403)
  expect(await language()).toBe(403)
  expect(await language(running.url)).toBe(204)
  expect((await read(token)).language).toBe('fa')
  // It opens nothing of the console, and the token neither.
  const { organisation } = move.params
  for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }] as Record<string, string>[])
    for (const path of ['/api/me', `/api/organisations/${organisation}`, `/api/organisations/${organisation}/events`])
      expect((await fetch(`${running.url}${path}`, { headers })).status).toBe(401)
  expect(await send('DELETE', employeePage.closeEmployeePage.path, running.url, {})).toBe(204)
  expect(await send('GET', employeePage.readEmployeePage.path, undefined)).toBe(401)
  const again = await exchange(running, token)
  await move.link(anna)
  const after = await fetch(`${running.url}${employeePage.readEmployeePage.path}`, {
    headers: { cookie: again.cookie },
  })
  expect(after.status).toBe(401)
})

test('nobody sees another’s page: neither by a token nor by a cookie is anything of others there', async () => {
  const [one, two] = [await move.link(anna), await move.link(boris)]
  await give(one, 'canary-anna')
  const theirs = JSON.stringify(await read(two))
  for (const secret of ['anna', 'Owl', 'canary']) expect(theirs).not.toContain(secret === 'anna' ? 'anna@' : secret)
  expect(await read(two)).toMatchObject({ access: { state: 'asked-for', messages: null } })
  const [first, second] = [await exchange(running, one), await exchange(running, two)]
  expect(JSON.parse(first.body)).toMatchObject({ addresses: { old: 'anna@old.example' } })
  expect(JSON.parse(second.body)).toMatchObject({ addresses: { old: 'boris@old.example' } })
})

test('what was done at the new home is ticked, stays with a new link, and is counted', async () => {
  const client = byToken(running, await move.link(anna))
  const ticked = await client.call(employeePage.tickSteps, { body: { signedIn: true, secondFactor: true } })
  expect(ticked).toMatchObject({ passwordChanged: null, oldAccountRemoved: null })
  const later = await client.call(employeePage.tickSteps, { body: { signedIn: true, secondFactor: false } })
  expect(later).toMatchObject({ signedIn: ticked.signedIn, secondFactor: null })
  expect((await read(await move.link(anna))).steps.signedIn).toBe(ticked.signedIn)
  expect((await running.owner.call(employees.countEmployees, { params: move.params })).steps).toEqual({
    ...{ signedIn: 1, passwordChanged: 0, secondFactor: 0, oldAccountRemoved: 0 },
  })
})

test('where an administrator signs in for everybody, and where a mailbox stays, nobody is asked', async () => {
  const token = await move.link(anna)
  await running.owner.call(people.changeMailbox, {
    params: { ...move.params, mailbox: anna },
    body: { decision: 'leave-behind' },
  })
  expect(await refused(give(token, 'canary-anna'))).toBe('409 access-not-needed')
  expect(await read(token)).toMatchObject({ access: { state: 'not-needed' }, progress: { state: 'stays' } })
  await running.owner.call(moves.changeService, {
    params: { ...move.params, service: move.service },
    body: { auth: 'master', masterUser: 'admin' },
  })
  expect(await move.state(boris)).toMatchObject({ state: 'not-needed' })
})

test('a password that a pass was refused with is asked for again', async () => {
  const token = await move.link(anna)
  await give(token, 'canary-anna')
  const error = {
    code: 'sign-in-refused',
    message: `127.0.0.1:${old.port} refused the sign-in.`,
    remedy: 'x',
    serverReply: 'no',
  }
  await sql`
    update move_mailboxes set last_pass_at = now() + interval '1 minute', last_error = ${JSON.stringify(error)}::jsonb
    where id = ${anna}`.execute(db())
  expect(await move.state(anna)).toMatchObject({
    state: 'refused',
    refused: { code: 'password-wrong', serverReply: 'no' },
  })
  // The new home's refusal is not the employee's to mend here.
  await sql`update move_mailboxes set last_error = last_error || '{"message": "192.0.2.1:993 refused the sign-in."}'
    where id = ${anna}`.execute(db())
  expect(await move.state(anna)).toMatchObject({ state: 'given' })
})

test('the copy that waited for the password goes on with it, and no other copy does', async () => {
  const passOf = async (mailbox: string) => {
    const { rows } = await sql<{ kind: string; requested_by: string }>`
      select kind, requested_by from pass_requests where mailbox_id = ${mailbox}`.execute(db())
    return rows
  }
  const interrupted = (mailbox: string, code: string, message: string) =>
    sql`update move_mailboxes set last_kind = 'first', last_status = 'interrupted', last_pass_at = now(),
      last_error = ${JSON.stringify({ code, message, remedy: 'x' })}::jsonb where id = ${mailbox}`.execute(db())
  const { id: targetService } = await running.owner.call(moves.makeService, {
    params: move.params,
    body: { side: 'target', name: 'New mail', host: '127.0.0.1', port: 1, tls: 'none' },
  })
  for (const [mailbox, name] of [
    [anna, 'anna'],
    [boris, 'boris'],
  ] as const)
    await running.owner.call(people.changeMailbox, {
      params: { ...move.params, mailbox },
      body: { targetService, targetAddress: `${name}@new.example` },
    })
  await interrupted(anna, 'sign-in-refused', `127.0.0.1:${old.port} refused the sign-in.`)
  // The stages do not let a copy run yet.
  await give(await move.link(anna), 'canary-anna')
  expect(await passOf(anna)).toEqual([])
  const { stages, ...begun } = newMove()
  const state = { ...begun, stages: { ...stages, copy: { status: 'open', since: '2026-11-01T00:00:00Z' } } }
  await sql`update moves set state = ${JSON.stringify(state)}::jsonb where id = ${move.params.move}`.execute(db())
  // What the new service refuses is not mended by the old one's password.
  await interrupted(boris, 'sign-in-refused', '127.0.0.1:1 refused the sign-in.')
  await give(await move.link(boris), 'canary-boris')
  expect(await passOf(boris)).toEqual([])
  await give(await move.link(anna), 'canary-anna')
  expect(await passOf(anna)).toEqual([{ kind: 'first', requested_by: 'anna@old.example' }])
})

test('a password that was tried on the page counts as checked, until another is put or the service is elsewhere', async () => {
  const decide = (mailbox: string, decision: 'archive-only' | 'stay') =>
    running.owner.call(people.changeMailbox, { params: { ...move.params, mailbox }, body: { decision } })
  // Of these the new home's credential is not asked for.
  await decide(anna, 'archive-only')
  await decide(boris, 'stay')
  const unchecked = async () => {
    const { items } = await running.owner.call(moves.readStages, { params: move.params })
    const checks = items.find(({ stage }) => stage === 'prepare')?.checks ?? []
    const amiss = checks.find(({ name }) => name === 'credentials-checked')?.evidence?.amiss
    // The board says of her what the gate says.
    expect(await move.state(anna)).toMatchObject({ checked: amiss === 0 })
    return amiss
  }
  const put = (password: string) =>
    running.owner.call(people.putMailboxCredential, {
      params: { ...move.params, mailbox: anna, side: 'source' },
      body: { password },
    })
  await put('canary-anna')
  expect(await unchecked()).toBe(1)
  await give(await move.link(anna), 'canary-anna')
  expect(await unchecked()).toBe(0)
  await db().updateTable('services').set({ host: '192.0.2.1' }).where('id', '=', move.service).execute()
  expect(await unchecked()).toBe(1)
  await db().updateTable('services').set({ host: '127.0.0.1' }).where('id', '=', move.service).execute()
  await put('another')
  expect(await unchecked()).toBe(1)
})

test('all who stand somewhere are invited at once, and nobody else', async () => {
  const one = await makeEmployeeMove(running, old.port)
  const [dora, emil, fern] = [
    await one.add('dora@old.example'),
    await one.add('emil@old.example'),
    await one.add('fern@old.example'),
  ]
  await one.link(emil)
  const ask = (state: 'not-invited' | 'invited') =>
    running.owner.call(employees.inviteEmployees, {
      params: one.params,
      body: { which: { filter: { state, text: 'd' } }, by: 'link' },
    })
  expect((await ask('invited')).invited).toBe(0)
  expect((await ask('not-invited')).links.map(({ mailbox }) => mailbox)).toEqual([dora])
  expect((await one.state(fern)).state).toBe('not-invited')
})
