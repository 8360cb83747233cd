import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from './dovecot.ts'
import { writeMaildir } from './maildir.ts'
import { startMeddler } from './meddler.ts'

const RAW = Buffer.from(`Subject: {5}\r\n\r\n${'* 1 FETCH (UID 9)\r\n'.repeat(2_000)}`)

let server: Dovecot
beforeAll(async () => {
  server = await startDovecot({ name: 'meddled' })
  writeMaildir(server.mailDir('anna'), 'INBOX', [{ raw: RAW }])
})
afterAll(() => server.stop())

async function client(port: number): Promise<ImapFlow> {
  const flow = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    auth: { user: 'anna', pass: 'pw' },
    logger: false,
  })
  await flow.connect()
  return flow
}

it('changes the lines of either side and leaves literals alone, which look like lines', async () => {
  await using meddler = await startMeddler(server.port, {
    fromServer: (line) => line.replace(/RFC822\.SIZE \d+/, 'RFC822.SIZE 7').replace('(UID 9)', '(UID 8)'),
    fromClient: (line) => line.replace('"Elsewhere"', 'INBOX').replace(' Elsewhere', ' INBOX'),
  })
  const flow = await client(meddler.port)
  await flow.mailboxOpen('Elsewhere')
  const message = await flow.fetchOne('1', { size: true, source: true })
  await flow.logout()
  expect(message).toMatchObject({ size: 7 })
  expect(message !== false && message?.source?.equals(RAW)).toBe(true)
  expect(meddler).toMatchObject({ connections: 1, signIns: 1 })
})

it('refuses connections in the words of the test, and counts them', async () => {
  await using meddler = await startMeddler(server.port, {
    onConnect: (connection) => {
      connection.say('* BYE Too many\r\n')
      connection.hangUp()
      return false
    },
  })
  await expect(client(meddler.port)).rejects.toThrow()
  expect(meddler).toMatchObject({ connections: 1, signIns: 0 })
  meddler.set({})
  await (await client(meddler.port)).logout()
})
