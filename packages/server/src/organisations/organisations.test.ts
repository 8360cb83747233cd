import { ApiError, auditLog, Client, organisations } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof ApiError) return `${error.problem.status} ${error.problem.code}`
    throw error
  }
  return 'not refused'
}

test('an agency makes a client, sees it in its list, hands it over, and then is a stranger to it', async () => {
  const { owner } = running
  const client = await owner.call(organisations.makeOrganisation, {
    body: { name: 'Client', agency: running.organisation },
  })
  const params = { organisation: client.id }
  expect((await owner.call(organisations.listOrganisations, {})).items.map(({ name }) => name)).toEqual([
    'Birch',
    'Client',
  ])
  expect(await refused(owner.call(organisations.handOver, { params }))).toBe('409 no-owner')
  const own = await running.join(client.id, 'owner')
  await own.client.call(organisations.handOver, { params })
  expect(await refused(owner.call(organisations.readOrganisation, { params }))).toBe('404 not-found')
  expect((await own.client.call(organisations.listOrganisations, {})).items).toMatchObject([
    { name: 'Client', role: 'owner' },
  ])
  const { items } = await own.client.call(auditLog.listAudit, { params, query: {} })
  expect(items.map(({ action }) => action)).toEqual([
    'organisation.handed-over',
    'invitation.accepted',
    'member.invited',
    'organisation.made',
  ])
})

test('a new account that comes by an invitation is signed in by the answer, unless another site asks', async () => {
  const { organisation, owner, url } = running
  const accept = async (headers: Readonly<Record<string, string>>, more: object) => {
    const { link } = await owner.call(organisations.invite, {
      params: { organisation },
      body: { email: `new${Math.random()}@y.example`, role: 'viewer' },
    })
    const answer = await fetch(`${url}/api/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ token: link.split('#')[1], ...more }),
    })
    return { status: answer.status, cookies: answer.headers.getSetCookie() }
  }
  const account = { name: 'Nora New', password: 'lantern gravel otter seven' }
  const came = await accept({ origin: url, 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140' }, { account })
  expect(came.cookies.join()).toMatch(/HttpOnly; SameSite=Lax/i)
  const cookie = came.cookies[0]?.split(';')[0] ?? ''
  const nora = new Client(url, { cookie })
  expect(await nora.call(organisations.me, {})).toMatchObject({ name: 'Nora New', organisations: [{ role: 'viewer' }] })
  const sessions = await fetch(`${url}/api/auth/list-sessions`, { headers: { cookie } })
  expect(await sessions.json()).toMatchObject([{ userAgent: expect.stringContaining('Firefox') as string }])
  expect(await accept({ origin: 'https://evil.example' }, { account })).toEqual({ status: 403, cookies: [] })
  // Who has signed in goes on as they are.
  const other = await running.join(
    (await owner.call(organisations.makeOrganisation, { body: { name: 'Else', agency: null } })).id,
    'viewer',
  )
  expect(await accept({ cookie: other.cookie, origin: url }, {})).toEqual({ status: 200, cookies: [] })
})

test('who leads invites no owner, and a link works once', async () => {
  const { organisation } = running
  const params = { organisation }
  const lead = await running.join(organisation, 'lead')
  expect(
    await refused(lead.client.call(organisations.invite, { params, body: { email: 'x@y.example', role: 'owner' } })),
  ).toBe('403 not-allowed')
  const { link } = await lead.client.call(organisations.invite, {
    params,
    body: { email: 'viewer@y.example', role: 'viewer' },
  })
  const body = { token: link.split('#')[1] ?? '', account: { name: 'V', password: 'lantern gravel otter seven' } }
  await new Client(running.url).call(organisations.acceptInvitation, { body })
  expect(await refused(new Client(running.url).call(organisations.acceptInvitation, { body }))).toBe('410 link-ended')
})

test('a password that is easily guessed is refused, and the link stays good', async () => {
  const { organisation, owner } = running
  const { link } = await owner.call(organisations.invite, {
    params: { organisation },
    body: { email: 'weak@y.example', role: 'viewer' },
  })
  const accept = (password: string) =>
    new Client(running.url).call(organisations.acceptInvitation, {
      body: { token: link.split('#')[1] ?? '', account: { name: 'W', password } },
    })
  expect(await refused(accept('password1234'))).toBe('422 password-weak')
  expect(await accept('lantern gravel otter seven')).toEqual({ organisation })
})

test('an organisation keeps an owner', async () => {
  const { organisation, owner } = running
  const { id } = await owner.call(organisations.me, {})
  const params = { organisation, user: id }
  expect(await refused(owner.call(organisations.removeMember, { params }))).toBe('409 no-owner')
  expect(await refused(owner.call(organisations.changeMember, { params, body: { role: 'lead' } }))).toBe('409 no-owner')
})

test('groups and projects take members only', async () => {
  const { organisation, owner } = running
  const { id } = await owner.call(organisations.me, {})
  const params = { organisation }
  const group = await owner.call(organisations.putGroup, { params, body: { name: 'Sales', members: [id] } })
  expect((await owner.call(organisations.listGroups, { params })).items).toEqual([group])
  expect(
    await refused(
      owner.call(organisations.putProject, { params, body: { name: 'East', kind: 'region', members: ['nobody'] } }),
    ),
  ).toBe('409 not-a-member')
  expect((await owner.call(organisations.listProjects, { params })).items).toEqual([])
})

test('the audit log is added to and never changed', async () => {
  const { kysely } = running.server.context.database
  await expect(sql`update audit_log set action = 'nothing'`.execute(kysely)).rejects.toMatchObject({
    serverReply: expect.stringContaining('append-only') as string,
  })
  await expect(sql`delete from audit_log`.execute(kysely)).rejects.toMatchObject({
    serverReply: expect.stringContaining('append-only') as string,
  })
  await expect(sql`truncate audit_log`.execute(kysely)).rejects.toMatchObject({
    serverReply: expect.stringContaining('append-only') as string,
  })
})

test('a purge leaves nothing of an organisation in any table', async () => {
  const { owner, server } = running
  const { id } = await owner.call(organisations.makeOrganisation, { body: { name: 'Gone', agency: null } })
  const lead = await running.join(id, 'lead')
  await lead.client.call(organisations.putGroup, { params: { organisation: id }, body: { name: 'G', members: [] } })
  await owner.call(organisations.makeToken, { params: { organisation: id }, body: { name: 't', scopes: ['read'] } })
  expect(await refused(owner.call(organisations.purge, { params: { organisation: id }, body: { name: 'gone' } }))).toBe(
    '409 name-differs',
  )
  const { erased } = await owner.call(organisations.purge, { params: { organisation: id }, body: { name: 'Gone' } })
  expect(erased).toMatchObject({ organisations: 1, users: 1 })
  const { rows } = await sql<{ table: string }>`
    select table_name as table from information_schema.columns
    where column_name = 'organisation_id' and table_schema = 'public'`.execute(server.context.database.kysely)
  expect(rows.length).toBeGreaterThan(10)
  for (const { table } of rows) {
    const { rows: left } = await sql`select from ${sql.table(table)} where organisation_id = ${id}`.execute(
      server.context.database.kysely,
    )
    expect(left, table).toEqual([])
  }
  const { rows: users } = await sql`select from users where email = ${lead.email}`.execute(
    server.context.database.kysely,
  )
  expect(users).toEqual([])
})

test('the audit log is searched by who, by what and by when', async () => {
  const other = await running.owner.call(organisations.makeOrganisation, { body: { name: 'Searched', agency: null } })
  const params = { organisation: other.id }
  const before = new Date().toISOString()
  const { id } = await running.owner.call(organisations.makeToken, { params, body: { name: 'two', scopes: ['read'] } })
  await running.owner.call(organisations.revokeToken, { params: { ...params, token: id } })
  await running.owner.call(organisations.putGroup, { params, body: { name: 'Sales', members: [] } })
  const read = async (query: object) => {
    const { items } = await running.owner.call(auditLog.listAudit, { params, query })
    return items.map(({ action }) => action)
  }
  expect(await read({ action: 'token' })).toEqual(['token.revoked', 'token.made'])
  expect(await read({ action: 'token.made' })).toEqual(['token.made'])
  expect(await read({ action: 'tok' })).toEqual([])
  expect(await read({ actor: 'aNNa' })).toHaveLength(4)
  expect(await read({ actor: 'nobody' })).toEqual([])
  expect(await read({ before })).toEqual(['organisation.made'])
  expect(await read({ from: before, action: 'group' })).toEqual(['group.put'])
})
