import { ApiError, auditLog, employees, moves, passes, people } from '@caravan/contract'
import { type Dovecot, startDovecot, startForwardProxy } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
let mail: Dovecot
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  mail = await startDovecot({ name: 'given', users: { 'anna@birch.example': 'right' } })
  running = await startTestServer()
})
afterAll(async () => {
  await running.stop()
  await mail.stop()
})

async function oneMailbox(port: number, more: object = {}) {
  const { owner, organisation } = running
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Birch', kind: 'same-domain', ownDomains: ['birch.example'] },
  })
  const params = { organisation, move }
  const place = { name: 'Old', host: '127.0.0.1', port, tls: 'none', ...more } as const
  const { id: sourceService } = await owner.call(moves.makeService, { params, body: { side: 'source', ...place } })
  const { id: mailbox } = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@birch.example', sourceService, decision: 'move' },
  })
  const give = (password: string, unreached?: 'keep') =>
    owner.call(people.tryMailboxPassword, {
      params: { ...params, mailbox, side: 'source' },
      body: { password, ...(unreached && { unreached }) },
    })
  const hasPassword = async () =>
    (await owner.call(people.readMailbox, { params: { ...params, mailbox } })).hasSourceCredential
  return { params, sourceService, mailbox, give, hasPassword }
}

async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return `${error.problem.status} ${error.problem.code}`
    throw error
  }
  throw new Error('it was not refused')
}

test('a password that a member gives is tried at once: a wrong one is not kept, the right one is known to open', async () => {
  const { owner, organisation } = running
  const { params, give, hasPassword } = await oneMailbox(mail.port)
  expect(await refused(give('wrong'))).toBe('422 sign-in-refused')
  // Nor where somebody insists: the service has judged it.
  expect(await refused(give('wrong', 'keep'))).toBe('422 sign-in-refused')
  expect(await hasPassword()).toBe(false)
  expect(await give('right')).toEqual({ opened: { messages: 0, folders: expect.any(Number) as number }, goesOn: false })
  expect(await hasPassword()).toBe(true)
  const board = await owner.call(employees.listEmployees, { params, query: {} })
  expect(board.items).toMatchObject([{ state: 'given', checked: true }])
  const { items } = await owner.call(auditLog.listAudit, { params: { organisation }, query: { limit: 2 } })
  expect(items.map(({ action }) => action)).toEqual(['credential.put', 'credential.refused'])
  expect(JSON.stringify(items)).not.toMatch(/right|wrong/)
})

test('a password is kept untried only where the service could not be asked and somebody wants it so', async () => {
  const gone = await startDovecot({ name: 'gone' })
  const { give, hasPassword } = await oneMailbox(gone.port)
  await gone.stop()
  expect(await refused(give('right'))).toBe('424 connection-refused')
  expect(await hasPassword()).toBe(false)
  expect(await give('right', 'keep')).toEqual({ opened: null, goesOn: false })
  expect(await hasPassword()).toBe(true)
})

test('a service behind a proxy is reached through it, with the password of the vault', async () => {
  await using proxy = await startForwardProxy({ kind: 'http', user: 'firewall', password: 'geheim' })
  const through = { kind: 'http', host: '127.0.0.1', port: proxy.port, user: 'firewall' }
  const { params, sourceService, give } = await oneMailbox(mail.port, { proxy: through })
  expect(await refused(give('right'))).toBe('424 credential-missing')
  const put = (password: string) =>
    running.owner.call(moves.putProxyPassword, { params: { ...params, service: sourceService }, body: { password } })
  await put('wrong')
  expect(await refused(give('right'))).toBe('424 proxy-sign-in')
  await put('geheim')
  expect(await give('right')).toMatchObject({ opened: { messages: 0 } })
  expect(proxy.asked).toEqual([`127.0.0.1:${mail.port}`])
})

test('mailboxes are not read before there is a way into them', async () => {
  const { owner } = running
  const { params, mailbox, give } = await oneMailbox(mail.port)
  const read = () => owner.call(people.readSeenAddresses, { params, body: {} })
  expect(await read()).toEqual({ requested: 0, open: 0, notReady: 1 })
  await give('right')
  expect(await read()).toEqual({ requested: 1, open: 0, notReady: 0 })
  const { items } = await owner.call(passes.listPasses, { params, query: {} })
  expect(items).toMatchObject([{ mailbox, kind: 'addresses' }])
})
