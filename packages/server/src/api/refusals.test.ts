import { Client, filled, host, organisations, ROUTES, type Route } from '@caravan/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
let viewer = ''
let otherToken = ''
let expiredToken = ''
beforeAll(async () => {
  running = await startTestServer()
  const { owner, organisation, server } = running
  const params = { organisation }
  viewer = (await owner.call(organisations.makeToken, { params, body: { name: 'viewer', scopes: ['read'], days: 1 } }))
    .token
  const other = await owner.call(organisations.makeOrganisation, { body: { name: 'Other', agency: null } })
  const of = (id: string, name: string) =>
    owner.call(organisations.makeToken, {
      params: { organisation: id },
      body: { name, scopes: ['read', 'members:manage'], days: 1 },
    })
  otherToken = (await of(other.id, 'other')).token
  const expired = await of(organisation, 'expired')
  expiredToken = expired.token
  await server.context.database.kysely
    .updateTable('api_tokens')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', expired.id)
    .execute()
})
afterAll(() => running.stop())

const NOTHING = '00000000-0000-4000-8000-000000000000'

/** Asks for a route with a body that says nothing: who may not use it is refused before it is read. */
async function ask(route: Route, token: string | undefined): Promise<number> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const params = Object.fromEntries(
    names.map((name) => [name, name === 'organisation' ? running.organisation : NOTHING]),
  )
  const response = await fetch(`${running.url}${filled(route.path, params)}`, {
    method: route.method,
    headers: {
      ...(token === undefined ? undefined : { authorization: `Bearer ${token}` }),
      ...(route.method === 'GET' ? undefined : { 'content-type': 'application/json' }),
    },
    ...(route.method === 'GET' ? undefined : { body: '{}' }),
    redirect: 'manual',
  })
  await response.arrayBuffer()
  return response.status
}

const closed = ROUTES.filter(({ access }) => access !== 'public')
const named = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const)

describe('every route of the contract that is not public', () => {
  test.each(named(closed))('%s is refused to a stranger', async (_, route) => {
    expect(await ask(route, undefined)).toBe(401)
  })

  test.each(named(closed))('%s is refused to an expired token', async (_, route) => {
    expect(await ask(route, expiredToken)).toBe(401)
  })

  test.each(named(closed))('%s is refused to another organisation', async (_, route) => {
    expect([403, 404]).toContain(await ask(route, otherToken))
  })

  test.each(named(closed.filter(({ access }) => access !== 'read')))(
    '%s is refused to who may only read',
    async (_, route) => {
      expect(await ask(route, viewer)).toBe(403)
    },
  )
})

test('only these routes are public', () => {
  const open = ROUTES.filter(({ access, id }) => access === 'public' && !id.startsWith('auth-')).map(({ id }) => id)
  expect(open.sort()).toEqual(['acceptInvitation', 'begin', 'health', 'openapi', 'ready'])
})

test('a session’s cookie acts only for Caravan’s own pages', async () => {
  const { url, ownerEmail, organisation } = running
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: ownerEmail, password: 'lantern gravel otter seven' }),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const rename = (origin: string) =>
    fetch(`${url}/api/organisations/${organisation}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ name: 'Birch' }),
    })
  expect((await rename('https://evil.example')).status).toBe(403)
  expect((await rename(url)).status).toBe(200)
})

test('the document names each route once, with who may use it', async () => {
  const document = (await new Client(running.url).call(host.openapi, {})) as {
    paths: Record<string, Record<string, { 'x-access': string }>>
  }
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations).toHaveLength(ROUTES.length)
  expect(operations.every((operation) => typeof operation['x-access'] === 'string')).toBe(true)
})
