import { moves, people } from '@caravan/contract'
import { ImapEndpoint } from '@caravan/core/services'
import { beginSeen, keepSeen } from '@caravan/core/store'
import { startCyrus, startDovecot } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
})
afterAll(() => running.stop())

const newMove = async () => {
  const { owner, organisation } = running
  const body = { name: 'Out', kind: 'new-addresses' as const, ownDomains: ['old.example'] }
  return { organisation, move: (await owner.call(moves.makeMove, { params: { organisation }, body })).id }
}
type InMove = { organisation: string; move: string }

/** A service whose administrator signs in for everybody. */
async function serviceAt(params: InMove, port: number, masterUser = 'admin', password = 'pw'): Promise<string> {
  const place = { name: 'Old', side: 'source' as const, host: '127.0.0.1', port, tls: 'none' as const }
  const body = { ...place, auth: 'master' as const, masterUser }
  const { id } = await running.owner.call(moves.makeService, { params, body })
  await running.owner.call(moves.putServicePassword, { params: { ...params, service: id }, body: { password } })
  return id
}

const preview = (params: InMove, input: object) =>
  running.owner.call(people.previewImport, { params, body: { input: input as { service: string } } })
const confirm = (params: InMove, input: object, sha256: string) =>
  running.owner.call(people.confirmImport, { params, body: { input: input as { service: string }, sha256 } })
const addresses = async (params: InMove) =>
  (await running.owner.call(people.listMailboxes, { params, query: {} })).items.map((one) => one.sourceAddress)

test('the users that a Cyrus lists for its administrator are looked at, then imported as they were looked at', async () => {
  await using cyrus = await startCyrus()
  const enter = async (user: string) => {
    const credentials = { kind: 'password', user, password: 'pw' } as const
    const session = await new ImapEndpoint({
      host: '127.0.0.1',
      port: cyrus.port,
      tls: 'none',
      user,
      credentials,
    }).connect()
    await session.close()
  }
  for (const user of ['anna', 'info', 'john.doe']) await enter(user)
  const params = await newMove()
  const input = { service: await serviceAt(params, cyrus.port) }
  const looked = await preview(params, input)
  // It is read anew with each correction, as often as somebody corrects.
  for (let n = 0; n < 6; n++) expect((await preview(params, input)).sha256).toBe(looked.sha256)
  expect(looked).toMatchObject({ rowCount: 3, readyCount: 3 })
  expect(looked.rows.map((row) => [row.sourceAddress, row.kind])).toEqual([
    ['anna@old.example', 'person'],
    ['info@old.example', 'role'],
    ['john.doe@old.example', 'person'],
  ])
  expect(await addresses(params)).toEqual([])
  await enter('zoe')
  expect(await refused(confirm(params, input, looked.sha256))).toBe('409 file-changed')
  const { sha256 } = await preview(params, input)
  expect(await confirm(params, input, sha256)).toMatchObject({ imported: 4 })
  const { items } = await running.owner.call(people.listMailboxes, { params, query: {} })
  expect(items.map((one) => one.sourceUser)).toEqual(['anna', 'info', 'john.doe', 'zoe'])
  expect(items.every((one) => one.sourceService === input.service)).toBe(true)
})

test('a service that lists nobody says so, and one of another move is not found', async () => {
  await using dovecot = await startDovecot()
  const params = await newMove()
  const service = await serviceAt(params, dovecot.port, 'anna')
  expect(await refused(preview(params, { service }))).toBe('422 service-lists-nobody')
  expect(await refused(preview(await newMove(), { service }))).toBe('404 not-found')
  // A master user of Dovecot is no user: it signs in for others alone.
  const wrong = await serviceAt(params, dovecot.port, 'admin', 'master')
  expect(await refused(preview(params, { service: wrong }))).toMatch(/sign-in-refused$/)
})

test('a password that a service refuses is not sent again and again by looking: five times a minute', async () => {
  await using dovecot = await startDovecot()
  const params = await newMove()
  const wrong = { service: await serviceAt(params, dovecot.port, 'anna', 'wrong') }
  const right = { service: await serviceAt(params, dovecot.port, 'admin') }
  for (let n = 0; n < 5; n++) expect(await refused(preview(params, wrong))).toMatch(/sign-in-refused$/)
  expect(await refused(preview(params, wrong))).toBe('429 too-many-requests')
  expect(await refused(preview(params, right))).not.toBe('429 too-many-requests')
})

test('addresses that mail was sent to become mailboxes in one step, without plus addresses and junk', async () => {
  const params = await newMove()
  const anna = await running.owner.call(people.addMailbox, { params, body: { sourceAddress: 'anna@old.example' } })
  const seen = (address: string, junk = 0) => ({ address, messages: 2, delivered: 0, junk, first: 1, last: 2 })
  const rows = [
    ...[seen('anna@old.example'), seen('anna+shop@old.example'), seen('boris@old.example')],
    ...[seen('sales@old.example'), seen('junk@old.example', 2)],
  ]
  const of = { ...params, mailbox: anna.id, domains: ['old.example'] }
  await running.server.context.database.kysely.transaction().execute(async (trx) => {
    await beginSeen(trx, of)
    const mark = { folder: 'INBOX', uidValidity: 1, lastUid: 9, listed: 9 }
    await keepSeen(trx, of, { ...mark, anew: true, messages: 9, seen: { rows, beyond: 0 } })
  })
  const looked = await preview(params, { seen: 'undecided' })
  expect(looked.rows.map((row) => row.sourceAddress)).toEqual(['boris@old.example', 'sales@old.example'])
  expect(await confirm(params, { seen: 'undecided' }, looked.sha256)).toMatchObject({ imported: 2 })
  const named = { seen: ['Anna+Shop@old.example', 'never@old.example'] }
  const { sha256, rowCount } = await preview(params, named)
  expect(rowCount).toBe(1)
  await confirm(params, named, sha256)
  expect((await addresses(params)).length).toBe(4)
  const { items } = await running.owner.call(people.listSeenAddresses, { params, query: {} })
  expect(items.map(({ address }) => address)).toEqual(['junk@old.example'])
})
