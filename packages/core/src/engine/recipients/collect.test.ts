import { startDovecot } from '@caravan/lab'
import { describe, expect, test } from 'vitest'
import { ImapEndpoint } from '../../services/imap/endpoint.ts'
import { MemoryService } from '../../services/memory/memory.ts'
import { type Endpoint, ServiceError } from '../../services/port.ts'
import { collectRecipients, type FolderRecipients } from './collect.ts'
import { RecipientTally } from './tally.ts'

const mail = (header: string): string => `${header}\r\nSubject: x\r\n\r\nDear secret@x.example\r\n`
const own = { domains: ['X.example', 'пример.рф'] }

function filled(): MemoryService {
  const service = new MemoryService('anna@memory')
  service.deliver('INBOX', {
    bytes: mail('To: Anna <anna@x.example>, boris@other.example\r\nDelivered-To: all@x.example'),
    internalDate: 100,
  })
  service.deliver('INBOX', { bytes: mail('To: ANNA@X.EXAMPLE\r\nCc: anna@x.example'), internalDate: 50 })
  service.deliver('Old/2019', {
    bytes: mail('X-Original-To: anna@x.example\r\nBcc: иван@пример.рф, a@sub.x.example'),
    internalDate: 300,
  })
  service.deliver('Spam', { bytes: mail('To: made-up@x.example'), internalDate: 200 })
  service.folder('Spam').specialUse = 'junk'
  return service
}

test('every own address is counted once a message, with first and last date, delivery and junk', async () => {
  const tally = new RecipientTally(own)
  const collected = await collectRecipients(filled(), tally)
  expect(collected).toEqual({ messages: 4, unread: [], repeated: false })
  expect(tally.result()).toEqual({
    beyond: 0,
    rows: [
      { key: 'anna@x.example', address: 'anna@x.example', messages: 3, delivered: 1, junk: 0, first: 50, last: 300 },
      { key: 'all@x.example', address: 'all@x.example', messages: 1, delivered: 1, junk: 0, first: 100, last: 100 },
      {
        key: 'made-up@x.example',
        address: 'made-up@x.example',
        messages: 1,
        delivered: 0,
        junk: 1,
        first: 200,
        last: 200,
      },
      {
        key: 'иван@xn--e1afmkfd.xn--p1ai',
        address: 'иван@пример.рф',
        messages: 1,
        delivered: 0,
        junk: 0,
        first: 300,
        last: 300,
      },
    ],
  })
})

test('subdomains count where they are the company’s', async () => {
  const tally = new RecipientTally({ ...own, subdomains: true })
  await collectRecipients(filled(), tally)
  expect(tally.result().rows.map((row) => row.key)).toContain('a@sub.x.example')
})

test('what finds no room is counted, so that the list does not look whole', async () => {
  const tally = new RecipientTally({ ...own, most: 2 })
  await collectRecipients(filled(), tally)
  expect(tally.result().rows).toHaveLength(2)
  expect(tally.result().beyond).toBeGreaterThan(0)
})

test('rows of several mailboxes and runs merge to the same as one', async () => {
  const whole = new RecipientTally(own)
  await collectRecipients(filled(), whole)
  await collectRecipients(filled(), whole)
  const merged = new RecipientTally(own)
  for (let run = 0; run < 2; run++) {
    const part = new RecipientTally(own)
    await collectRecipients(filled(), part)
    merged.merge(JSON.parse(JSON.stringify(part.result())) as ReturnType<RecipientTally['result']>)
  }
  expect(merged.result()).toEqual(whole.result())
})

test('a message that several folders show is counted once where the service names its messages', async () => {
  const service = filled()
  service.deliver('All', { bytes: mail('To: anna@x.example') })
  const connect = service.connect.bind(service)
  service.connect = async () => {
    const session = await connect()
    const list = session.list.bind(session)
    session.list = async function* (size) {
      // The messages of each folder have the same ids, as labels of Gmail do.
      for await (const slice of list(size))
        yield slice.map((message) => ({ ...message, providerId: `id-${message.uid}` }))
    }
    return session
  }
  const tally = new RecipientTally(own)
  expect(await collectRecipients(service, tally)).toMatchObject({ messages: 2, repeated: false })
})

describe('after a break', () => {
  test('what was told is in the tally, and a second run goes on without counting anything twice', async () => {
    const service = filled()
    const tally = new RecipientTally(own)
    const marks: FolderRecipients[] = []
    let headers = 0
    service.onOperation = (operation) => {
      if (operation === 'headers' && ++headers === 3)
        throw new ServiceError('session', 'connection-lost', 'Cut.', 'Again.')
    }
    const onFolder = (folder: FolderRecipients): void => void marks.push(folder)
    await expect(collectRecipients(service, tally, { onFolder })).rejects.toMatchObject({ code: 'connection-lost' })
    expect(marks.map((mark) => mark.folder)).toEqual(['INBOX'])
    service.onOperation = () => undefined
    service.deliver('INBOX', { bytes: mail('To: new@x.example') })
    expect((await collectRecipients(service, tally, { after: marks })).messages).toBe(3)
    const { rows } = tally.result()
    expect(rows.find((row) => row.key === 'anna@x.example')?.messages).toBe(3)
    expect(rows.find((row) => row.key === 'new@x.example')?.messages).toBe(1)
  })

  test('a folder that was numbered anew is read anew, and one that cannot be read is named', async () => {
    const service = filled()
    const marks: FolderRecipients[] = []
    await collectRecipients(service, new RecipientTally(own), { onFolder: (folder) => void marks.push(folder) })
    service.renumber('Spam')
    expect((await collectRecipients(service, new RecipientTally(own), { after: marks })).messages).toBe(1)
    let opened = 0
    service.onOperation = (operation) => {
      if (operation === 'open' && ++opened === 2) throw new ServiceError('folder', 'folder-refused', 'No.', 'Ask.')
    }
    const collected = await collectRecipients(service, new RecipientTally(own))
    expect(collected.unread).toMatchObject([{ folder: 'Old/2019', error: { code: 'folder-refused' } }])
    expect(collected.messages).toBe(3)
  })
})

test('on a real Dovecot the same addresses are found in 3,000 messages', async () => {
  await using dovecot = await startDovecot()
  const endpoint: Endpoint = new ImapEndpoint({
    host: '127.0.0.1',
    port: dovecot.port,
    tls: 'none',
    user: 'anna',
    credentials: { kind: 'password', user: 'anna', password: 'pw' },
  })
  const session = await endpoint.connect()
  await session.createFolder('Archive', undefined)
  const padding = 'X-Padding: 0123456789 0123456789 0123456789 0123456789 0123456789\r\n'.repeat(60)
  for (const name of ['INBOX', 'Archive']) {
    for (let batch = 0; batch < 15; batch++) {
      await session.append(
        name,
        Array.from({ length: 100 }, (_, at) => {
          const body = Buffer.from(
            `${padding}${mail(`To: all@x.example,\r\n person${at}@x.example\r\nCc: c@other.example`)}`,
          )
          const arrival = { written: '01-Dec-2025 10:00:00 +0000', seconds: 1_764_583_200 }
          return { flags: [], arrival, size: body.length, body: [body] }
        }),
      )
    }
  }
  await session.close()
  const tally = new RecipientTally(own)
  const begun = performance.now()
  expect(await collectRecipients(endpoint, tally)).toEqual({ messages: 3_000, unread: [], repeated: false })
  console.log(`3,000 messages in ${Math.round(performance.now() - begun)} ms`)
  const { rows, beyond } = tally.result()
  expect(beyond).toBe(0)
  expect(rows).toHaveLength(101)
  expect(rows[0]).toEqual({
    key: 'all@x.example',
    address: 'all@x.example',
    messages: 3_000,
    delivered: 0,
    junk: 0,
    first: 1_764_583_200,
    last: 1_764_583_200,
  })
  expect(rows.slice(1).every((row) => row.messages === 30)).toBe(true)
})
