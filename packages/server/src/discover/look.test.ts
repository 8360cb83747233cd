import { ApiError, auditLog, discoverService, moves } from '@caravan/contract'
import { guardedPolicy, hostGuard } from '@caravan/core/guard'
import { type Dovecot, startDovecot, startForwardProxy, writeMaildir } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerContext } from '../api/context.ts'
import { endpointOf } from '../jobs/accounts.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
let mail: Dovecot
beforeAll(async () => {
  mail = await startDovecot({ name: 'looked-at', tls: true })
  running = await startTestServer()
  Object.assign(running.server.context, {
    guard: hostGuard(guardedPolicy('127.0.0.1')),
  } satisfies Partial<ServerContext>)
})
afterAll(async () => {
  await running.stop()
  await mail.stop()
})

async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError)
      return `${error.problem.status} ${error.problem.code} ${error.problem.serverReply ?? ''}`
    throw error
  }
  throw new Error('it was not refused')
}

async function newService(more: object) {
  const { owner, organisation } = running
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Home', kind: 'same-domain' },
  })
  const params = { organisation, move }
  const body = { side: 'source', name: 'Old', host: '127.0.0.1', port: mail.port, tls: 'none', ...more } as const
  const { id: service } = await owner.call(moves.makeService, { params, body })
  return { ...params, service }
}

const look = (body: { port: number; tls: 'implicit' | 'none'; unverified?: boolean }) =>
  running.owner.call(discoverService.lookAtService, {
    params: { organisation: running.organisation },
    body: { host: '127.0.0.1', ...body },
  })

test('a look tells the certificate, what the server offers, and how people sign in there', async () => {
  const secure = await look({ port: mail.tlsPort ?? 0, tls: 'implicit' })
  expect(secure).toMatchObject({
    state: 'failed',
    certificate: { fault: 'no-authority' },
    error: { code: 'tls-failed' },
    signIn: { provider: 'generic', way: 'password' },
  })
  expect(secure.signIn.steps.map(({ key }) => key)).toEqual(['generic.password', 'generic.app-password'])
  expect(await look({ port: mail.tlsPort ?? 0, tls: 'implicit', unverified: true })).toMatchObject({
    state: 'answers',
    error: null,
  })
  const plain = await look({ port: mail.port, tls: 'none' })
  expect(plain).toMatchObject({ state: 'answers', profile: 'dovecot', certificate: null })
  expect(plain.capabilities).toContain('STARTTLS')
})

test('what nobody may connect to is refused, also to who only looks', async () => {
  const { owner, organisation } = running
  const body = { host: '10.0.0.1' }
  expect(await refused(owner.call(discoverService.lookAtService, { params: { organisation }, body }))).toMatch(
    /^422 host-refused/,
  )
})

test('a look goes through the proxy of a service that is named, with its password out of the vault', async () => {
  const { owner, organisation } = running
  await using forward = await startForwardProxy({ kind: 'http', user: 'firewall', password: 'geheim' })
  const proxy = { kind: 'http', host: '127.0.0.1', port: forward.port, user: 'firewall' } as const
  const { move, service } = await newService({ proxy })
  const lookThrough = () =>
    owner.call(discoverService.lookAtService, {
      params: { organisation },
      body: { host: '127.0.0.1', port: mail.port, tls: 'none', through: { move, service } },
    })
  expect(await refused(lookThrough())).toMatch(/credential-missing/)
  await owner.call(moves.putProxyPassword, { params: { organisation, move, service }, body: { password: 'geheim' } })
  expect(await lookThrough()).toMatchObject({ state: 'answers', profile: 'dovecot' })
  expect(forward.asked).toEqual([`127.0.0.1:${mail.port}`])
})

test('the services that are known by name have their hosts', async () => {
  const { items } = await running.owner.call(discoverService.listProviders, {})
  expect(items).toContainEqual({
    ...{ id: 'yandex-360', name: 'Yandex 360, Yandex Mail', provider: 'yandex' },
    ...{ host: 'imap.yandex.ru', port: 993, tls: 'implicit' },
  })
  expect(items.map(({ provider }) => provider)).not.toContain('generic')
})

test('a master user is tried at one mailbox, and the log says who was asked for, without the password', async () => {
  const { owner, organisation } = running
  const raw = Buffer.from('Subject: Hello\r\n\r\nHello\r\n')
  writeMaildir(mail.mailDir('anna'), 'INBOX', [{ raw, date: new Date('2024-05-06T08:00:00Z') }])
  const params = await newService({ auth: 'master', masterUser: 'admin' })
  const attempt = () => owner.call(moves.trySignIn, { params, body: { user: 'anna' } })
  expect(await refused(attempt())).toMatch(/^409 service-not-master/)
  await owner.call(moves.putServicePassword, { params, body: { password: 'wrong canary' } })
  expect(await refused(attempt())).toMatch(/^422 administrator-refused .*AUTHENTICATIONFAILED/)
  await owner.call(moves.putServicePassword, { params, body: { password: 'master' } })
  expect(await attempt()).toEqual({ messages: 1, folders: 5 })
  const { items } = await owner.call(auditLog.listAudit, { params: { organisation }, query: {} })
  const told = items.filter(({ action }) => action === 'service.tried').map(({ after }) => after)
  expect(told).toEqual([
    { user: 'anna', messages: 1, folders: 5 },
    { user: 'anna', refused: 'sign-in-refused' },
  ])
  expect(JSON.stringify(items)).not.toContain('canary')
  for (let tries = 0; tries < 3; tries++) await refused(attempt()).catch(() => undefined)
  expect(await refused(attempt())).toMatch(/^429 too-many-requests/)
})

test('a master user that signs in in one name with the mailbox is tried so, and both ways are told apart', async () => {
  const { owner } = running
  const params = await newService({ auth: 'master', masterUser: 'admin', masterSeparator: '*' })
  await owner.call(moves.putServicePassword, { params, body: { password: 'master' } })
  const attempt = () => owner.call(moves.trySignIn, { params, body: { user: 'boris' } })
  expect(await attempt()).toMatchObject({ messages: 0 })
  const change = (masterSeparator: string | null) =>
    owner.call(moves.changeService, { params, body: { masterSeparator } })
  // Nothing was proved of the other way; the password stays.
  expect(await change('%')).toMatchObject({ masterSeparator: '%', hasPassword: true, administrator: { opened: false } })
  expect(await refused(attempt())).toMatch(/^422 administrator-refused/)
  expect(await change(null)).toMatchObject({ masterSeparator: null, hasPassword: true })
  expect(await attempt()).toMatchObject({ messages: 0 })
})

test('where the passwords come from is kept, and stays when the host changes', async () => {
  const params = await newService({})
  const body = { passwordsFrom: 'employees' as const }
  expect(await running.owner.call(moves.changeService, { params, body })).toMatchObject(body)
  expect(
    await running.owner.call(moves.changeService, { params, body: { host: '127.0.0.1', port: 1143 } }),
  ).toMatchObject(body)
})

test('a pass lets a certificate that nobody trusts pass where that was said of its service, and only there', async () => {
  const { database, vault, guard, fetch, dataDir } = running.server.context
  for (const unverified of [false, true]) {
    const { organisation, move, service } = await newService({
      ...{ port: mail.tlsPort, tls: 'implicit', unverified, auth: 'master', masterUser: 'admin' },
    })
    const params = { organisation, move, service }
    await running.owner.call(moves.putServicePassword, { params, body: { password: 'master' } })
    const mailbox = { organisation, mailbox: '', targetService: null, targetUser: null }
    const asked = { ...mailbox, sourceService: service, sourceUser: 'anna' }
    const endpoint = await endpointOf({ db: database.kysely, vault, guard, fetch, dataDir }, asked, 'source')
    if (unverified) await (await endpoint.connect()).close()
    else await expect(endpoint.connect()).rejects.toMatchObject({ code: 'tls-failed' })
  }
})
