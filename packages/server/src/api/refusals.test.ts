import { Client, filled, host, organisations, ROUTES } from '@caravan/contract'
import { may, ROLES, type Role } from '@caravan/core/model'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { ANSWERS } from './all-answers.ts'
import { buildApp } from './app.ts'
import { BODIES } from './testing/bodies.ts'
import { type Operation, readDocument } from './testing/document.ts'
import { furnish, type Ids } from './testing/furnished.ts'
import { hashed, newToken } from './tokens.ts'

/** What is sent to say who asks. */
type Who = Readonly<Record<string, string>>

const OPERATIONS = readDocument()
const NOTHING = '00000000-0000-4000-8000-000000000000'

let running: TestServer
let own: Ids
const roles = new Map<Role, Who>()
const gone = new Map<string, Who>()
const strangers = new Map<string, Who>()
/** An employee's invitation, by its token and by the cookie that it was exchanged for. */
const employees = new Map<string, Who>()

const db = () => running.server.context.database.kysely
const bearer = (token: string): Who => ({ authorization: `Bearer ${token}` })
const session = (cookie: string): Who => ({ cookie, origin: running.url })

const allScopes = ['read', 'organisation:manage', 'members:manage', 'tokens:manage', 'move:write'] as const
const tokenOf = async (client: Client, organisation: string) =>
  client.call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'all', scopes: [...allScopes], days: 1 },
  })

beforeAll(async () => {
  running = await startTestServer()
  const { owner, organisation, url } = running
  const { id } = await owner.call(organisations.me, {})
  own = await furnish(db(), organisation, id)
  for (const role of ROLES) roles.set(role, session((await running.join(organisation, role)).cookie))

  const other = await owner.call(organisations.makeOrganisation, { body: { name: 'Other', agency: null } })
  const stranger = await running.join(other.id, 'owner')
  strangers.set('an owner of another organisation', session(stranger.cookie))
  strangers.set('a token of another organisation', bearer((await tokenOf(stranger.client, other.id)).token))
  // The host administrator runs the program and is a member of nothing by that.
  const client = await owner.call(organisations.makeOrganisation, { body: { name: 'Client', agency: other.id } })
  strangers.set('a token of a client', bearer((await tokenOf(stranger.client, client.id)).token))

  const expired = await tokenOf(owner, organisation)
  const past = new Date(Date.now() - 1000)
  await db().updateTable('api_tokens').set({ expires_at: past }).where('id', '=', expired.id).execute()
  const revoked = await tokenOf(owner, organisation)
  await owner.call(organisations.revokeToken, { params: { organisation, token: revoked.id } })
  const removed = await running.join(organisation, 'lead')
  const scopes = ['read', 'tokens:manage'] as const
  const made = await removed.client.call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'kept', scopes: [...scopes] },
  })
  const grandchild = await new Client(url, { token: made.token }).call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'made by a token', scopes: [...scopes] },
  })
  const { id: user } = await removed.client.call(organisations.me, {})
  await owner.call(organisations.removeMember, { params: { organisation, user } })
  strangers.set('a member who was removed, their session going on', session(removed.cookie))
  const out = await running.join(organisation, 'owner')
  await fetch(`${url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: out.cookie, origin: url } })

  await inviteEmployees(organisation, url)
  gone.set('nobody', {})
  gone.set('a token that never was', bearer('caravan_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'))
  gone.set('an expired token', bearer(expired.token))
  gone.set('a revoked token', bearer(revoked.token))
  gone.set('the token of a member who was removed', bearer(made.token))
  gone.set('a token that this token made', bearer(grandchild.token))
  gone.set('a session that was signed out', session(out.cookie))
  gone.set(
    'a forged session',
    session(`${out.cookie.split('.')[0] ?? ''}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D`),
  )
})
afterAll(() => running.stop())

async function inviteEmployees(organisation: string, url: string): Promise<void> {
  const past = new Date(Date.now() - 1000)
  const invitations = new Map<string, string>()
  const invited = async (name: string, change: object) => {
    const token = newToken('invite', 16)
    const { id: mailbox } = await db()
      .insertInto('move_mailboxes')
      .values({ organisation_id: organisation, move_id: own.move, source_address: `${name}@old.example` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const row = { organisation_id: organisation, move_id: own.move, mailbox_id: mailbox, by_letter: false }
    const until = { invited_by: 'Anna', days: 1, expires_at: new Date(Date.now() + 3_600_000), ...change }
    await db()
      .insertInto('employee_invitations')
      .values({ ...row, ...until, token_hash: hashed(token) })
      .execute()
    invitations.set(name, token)
  }
  await invited('valid', {})
  await invited('expired', { expires_at: past })
  await invited('ended', { ended_at: past })
  const token = invitations.get('valid') ?? ''
  const opened = await fetch(`${url}/api/employee/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  employees.set('by the token', bearer(token))
  employees.set('by the cookie', session(cookie))
  gone.set('an expired invitation', bearer(invitations.get('expired') ?? ''))
  gone.set('an invitation that has ended', bearer(invitations.get('ended') ?? ''))
  gone.set('an invitation that never was', bearer(`invite_${'A'.repeat(22)}`))
  gone.set('a forged cookie of an invitation', session(`caravan.employee=employee_${'A'.repeat(22)}`))
}

/** Asks for an operation; the status of the answer. */
async function ask(
  operation: Operation,
  who: Who,
  params: Readonly<Record<string, string>>,
  { method = operation.method, body = {} } = {},
): Promise<number> {
  const bodiless = method === 'GET' || method === 'HEAD'
  const stop = new AbortController()
  const response = await fetch(`${running.url}${filled(operation.path, params)}`, {
    method,
    headers: { ...who, ...(bodiless ? undefined : { 'content-type': 'application/json' }) },
    ...(bodiless ? undefined : { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: stop.signal,
  })
  // A stream of events does not end by itself.
  if (operation.produces === 'text/event-stream' && response.ok) stop.abort()
  else await response.arrayBuffer()
  return response.status
}

const toOwn = () => own as unknown as Readonly<Record<string, string>>
/** Of everything below the organisation there is nothing: what may be done does no harm. */
const toNothing = () =>
  Object.fromEntries(Object.keys(own).map((name) => [name, name === 'organisation' ? own.organisation : NOTHING]))

const closed = OPERATIONS.filter(({ access }) => access !== 'public')
const scoped = closed.filter(({ access }) => !['signed-in', 'host', 'employee'].includes(access))
const ofEmployees = OPERATIONS.filter(({ access }) => access === 'employee')
const named = (operations: readonly Operation[]) => operations.map((one) => [`${one.method} ${one.path}`, one] as const)

describe('what is served is what is documented, and so what is tested here', () => {
  test('the routes of the program are those of the document that is committed', () => {
    expect(ROUTES.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort(),
    )
  })

  test('a route that is not in the contract cannot be served', () => {
    const app = buildApp(running.server.context, ANSWERS)
    expect(() => app.get('/api/forgotten', () => 'secret')).toThrow('not in the contract')
    expect(() => app.post('/api/health', () => 'secret')).toThrow('not in the contract')
    expect(() => app.get('/said', { config: { outsideContract: 'A reason.' } }, () => 'public')).not.toThrow()
  })

  test('everything that a path can name is there to be asked for', () => {
    expect(OPERATIONS.flatMap(({ parameters }) => parameters).filter((name) => !(name in own))).toEqual([])
  })

  test('only these are public', () => {
    expect(
      OPERATIONS.filter(({ access }) => access === 'public')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      'acceptInvitation',
      'auth-callback',
      'auth-get-session',
      'auth-passkey-generate-authenticate-options',
      'auth-passkey-verify-authentication',
      'auth-sign-in-email',
      'auth-sign-in-social',
      'auth-sign-out',
      'auth-two-factor-verify-backup-code',
      'auth-two-factor-verify-totp',
      'begin',
      'endConsent',
      'health',
      'openEmployeePage',
      'openapi',
      'ready',
      'signInWays',
    ])
  })

  test('the document that is served names each operation once, with who may use it', async () => {
    const document = (await new Client(running.url).call(host.openapi, {})) as {
      paths: Record<string, Record<string, { 'x-access': string }>>
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(operations).toHaveLength(OPERATIONS.length)
    expect(operations.every((operation) => typeof operation['x-access'] === 'string')).toBe(true)
  })
})

describe('who is nobody, or is nobody any more, is refused', () => {
  test.each(named(closed))('%s', async (_, operation) => {
    for (const [name, who] of gone) expect(await ask(operation, who, toOwn()), name).toBe(401)
    if (operation.method === 'GET') expect(await ask(operation, {}, toOwn(), { method: 'HEAD' })).toBe(401)
  })
})

describe('who belongs to another organisation is refused, and does not learn that there is this one', () => {
  test.each(named(scoped))('%s', async (_, operation) => {
    for (const [name, who] of strangers)
      expect(await ask(operation, who, toOwn(), { body: BODIES[operation.id] ?? {} }), name).toBe(404)
  })
})

describe('a token acts for its organisation, never for a person or the host', () => {
  test.each(named(closed.filter(({ access }) => access === 'signed-in' || access === 'host')))(
    '%s',
    async (_, operation) => {
      const token = bearer((await tokenOf(running.owner, running.organisation)).token)
      expect(await ask(operation, token, toOwn())).toBe(403)
    },
  )
})

describe('an invitation opens the page of its mailbox, and nothing else', () => {
  test.each(named(closed.filter(({ access }) => access !== 'employee')))('%s', async (_, operation) => {
    for (const [name, who] of employees)
      expect(await ask(operation, who, toOwn(), { body: BODIES[operation.id] ?? {} }), name).toBe(401)
  })

  test.each(named(ofEmployees))('%s: neither a session nor an API token opens it', async (_, operation) => {
    const body = BODIES[operation.id] ?? {}
    const token = bearer((await tokenOf(running.owner, running.organisation)).token)
    for (const who of [...roles.values(), ...strangers.values(), token])
      expect(await ask(operation, who, toOwn(), { body })).toBe(401)
    // Ending the session of a cookie is for the cookie's last turn.
    if (operation.id === 'closeEmployeePage') return
    // What a path can name here is another mailbox's.
    const good = operation.parameters.length > 0 ? [404] : [200, 204, 409]
    for (const [name, who] of employees) expect(good, name).toContain(await ask(operation, who, toOwn(), { body }))
  })

  test('a page of another site cannot act with an employee’s cookie', async () => {
    const changing = ofEmployees.filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(2)
    for (const operation of changing)
      for (const origin of ['https://evil.example', 'null'])
        expect(
          await ask(operation, { ...employees.get('by the cookie'), origin }, toOwn(), {
            body: BODIES[operation.id] ?? {},
          }),
          operation.id,
        ).toBe(403)
  })
})

describe('only a host administrator changes the host', () => {
  test.each(named(closed.filter(({ access }) => access === 'host')))('%s', async (_, operation) => {
    for (const [role, who] of roles)
      expect(await ask(operation, who, {}, { body: BODIES[operation.id] ?? {} }), role).toBe(403)
  })
})

describe('a member does what the table of roles allows, and nothing else', () => {
  test.each(named(scoped))('%s', async (_, operation) => {
    for (const [role, who] of roles) {
      const body = BODIES[operation.id] ?? {}
      if (!may(role, operation.access as never)) {
        expect(await ask(operation, who, toOwn(), { body }), role).toBe(403)
      } else if (operation.access === 'read') {
        expect(await ask(operation, who, toOwn()), role).toBe(200)
      } else {
        const status = await ask(operation, who, toNothing(), { body })
        expect([200, 201, 202, 204, 400, 404, 409, 422], `${role}: ${status}`).toContain(status)
      }
    }
  })

  test('a token shrinks with the role of who made it', async () => {
    const { owner, organisation } = running
    const lead = await running.join(organisation, 'lead')
    const { token } = await lead.client.call(organisations.makeToken, {
      params: { organisation },
      body: { name: 'reads and manages', scopes: ['read', 'members:manage'] },
    })
    const invite = OPERATIONS.find(({ id }) => id === 'listInvitations')
    const read = OPERATIONS.find(({ id }) => id === 'readOrganisation')
    if (invite === undefined || read === undefined) throw new Error('the document has both')
    expect(await ask(invite, bearer(token), toOwn())).toBe(200)
    const { id: user } = await lead.client.call(organisations.me, {})
    await owner.call(organisations.changeMember, { params: { organisation, user }, body: { role: 'viewer' } })
    expect(await ask(invite, bearer(token), toOwn())).toBe(403)
    expect(await ask(read, bearer(token), toOwn())).toBe(200)
  })

  test('the tokens of an agency’s members end when a client is handed over', async () => {
    const { owner, organisation } = running
    const client = await owner.call(organisations.makeOrganisation, { body: { name: 'Handed', agency: organisation } })
    const { token } = await tokenOf(owner, client.id)
    const its = await running.join(client.id, 'owner')
    const read = OPERATIONS.find(({ id }) => id === 'readOrganisation')
    if (read === undefined) throw new Error('the document has it')
    expect(await ask(read, bearer(token), { organisation: client.id })).toBe(200)
    await its.client.call(organisations.handOver, { params: { organisation: client.id } })
    expect(await ask(read, bearer(token), { organisation: client.id })).toBe(401)
  })
})

test('what cannot be read is refused in words of our own, and text of another type is not read', async () => {
  const send = async (type: string, body: string) => {
    const response = await fetch(`${running.url}/api/begin`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    return `${response.status} ${await response.text()}`
  }
  for (const broken of ['{"password": "hunter2', '{"password": hunter2}', 'hunter2', '{"__proto__": {"a": "hunter2"}}'])
    expect(await send('application/json', broken)).toMatch(/^400 (?!.*hunter2)/s)
  expect(await send('text/plain', '{"password": "hunter2"}')).toMatch(/^415 (?!.*hunter2)/s)
  expect(await send('application/x-www-form-urlencoded', 'password=hunter2')).toMatch(/^415 (?!.*hunter2)/s)
})

test('the host administrator is no member of an organisation by that', async () => {
  const { owner, organisation } = running
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from users where host_administrator`.execute(db())
  expect(rows[0]?.n).toBe(1)
  const alone = await owner.call(organisations.makeOrganisation, { body: { name: 'Its own', agency: null } })
  const its = await running.join(alone.id, 'owner')
  const { id: user } = await owner.call(organisations.me, {})
  await its.client.call(organisations.removeMember, { params: { organisation: alone.id, user } })
  await expect(
    owner.call(organisations.readOrganisation, { params: { organisation: alone.id } }),
  ).rejects.toMatchObject({ problem: { status: 404 } })
  expect((await owner.call(organisations.readOrganisation, { params: { organisation } })).id).toBe(organisation)
})
