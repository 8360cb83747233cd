import { startDovecot } from '@caravan/lab'
import { describe, expect, test } from 'vitest'
import { ImapEndpoint } from '../../services/imap/endpoint.ts'
import { MemoryService } from '../../services/memory/memory.ts'
import { type Endpoint, ServiceError } from '../../services/port.ts'
import { type CollectOptions, collectRecipients, type FolderPart } from './collect.ts'
import { RecipientTally, type TallyOptions, type TallyRows } from './tally.ts'

const mail = (header: string): string => `${header}\r\nSubject: x\r\n\r\nDear secret@x.example\r\n`
const own = { domains: ['X.example', 'пример.рф'] }

/** Keeps what it is told as the server does: by folder, and from the beginning where a folder was counted anew. */
class Kept {
  readonly marks = new Map<string, FolderPart>()
  readonly #folders = new Map<string, RecipientTally>()
  readonly #own: TallyOptions

  constructor(options: TallyOptions = own) {
    this.#own = options
  }

  read(service: Endpoint, more: Partial<CollectOptions> = {}): ReturnType<typeof collectRecipients> {
    const after = [...this.marks.values()]
    return collectRecipients(service, this.#own, {
      ...{ after, retry: { attempts: 1, firstPauseMs: 1 } },
      onPart: (part) => this.#keep(part),
      ...more,
    })
  }

  #keep(part: FolderPart): void {
    this.marks.set(part.folder, part)
    if (part.anew) this.#folders.set(part.folder, new RecipientTally(this.#own))
    this.#folders.get(part.folder)?.merge(part.seen)
  }

  result(): TallyRows {
    const whole = new RecipientTally(this.#own)
    for (const tally of this.#folders.values()) whole.merge(tally.result())
    return whole.result()
  }

  messagesTo(key: string): number | undefined {
    return this.result().rows.find((row) => row.key === key)?.messages
  }
}

const NONE = { cut: 0, unread: [], repeated: false }
const FOLDERS = ['INBOX', 'Old/2019', 'Spam']

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
  const kept = new Kept()
  const { folders, held, ...collected } = await kept.read(filled())
  expect(collected).toEqual({ ...NONE, messages: 4 })
  expect(held).toEqual({ messages: 4, octets: expect.any(Number) as number })
  expect([...folders].sort()).toEqual(FOLDERS)
  expect(kept.result()).toEqual({
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
  const kept = new Kept({ ...own, subdomains: true })
  await kept.read(filled())
  expect(kept.result().rows.map((row) => row.key)).toContain('a@sub.x.example')
})

test('what finds no room is counted, so that the list does not look whole', async () => {
  const kept = new Kept({ ...own, most: 2 })
  await kept.read(filled())
  expect(kept.result().rows).toHaveLength(2)
  expect(kept.result().beyond).toBeGreaterThan(0)
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
  const kept = new Kept()
  // Elsewhere somebody may have put a message into two folders on purpose: both are copied.
  expect(await kept.read(service)).toMatchObject({ messages: 2, repeated: false, held: { messages: 5 } })
  expect(await kept.read(service)).toMatchObject({ messages: 0, repeated: false, held: { messages: 5 } })
  service.behaviour = { ...service.behaviour, labels: 'folders' }
  expect(await kept.read(service)).toMatchObject({ held: { messages: 2 } })
})

describe('a second run', () => {
  test('goes on behind what was told before a break, and counts nothing twice', async () => {
    const service = filled()
    const kept = new Kept()
    let headers = 0
    service.onOperation = (operation) => {
      if (operation === 'headers' && ++headers === 3)
        throw new ServiceError('session', 'connection-lost', 'Cut.', 'Again.')
    }
    await expect(kept.read(service)).rejects.toMatchObject({ code: 'connection-lost' })
    expect([...kept.marks.keys()]).toEqual(['INBOX'])
    service.onOperation = () => undefined
    service.deliver('INBOX', { bytes: mail('To: new@x.example') })
    expect((await kept.read(service)).messages).toBe(3)
    expect(kept.messagesTo('anna@x.example')).toBe(3)
    expect(kept.messagesTo('new@x.example')).toBe(1)
    expect((await kept.read(service)).messages).toBe(0)
  })

  test('is made by itself after a lost connection', async () => {
    const service = filled()
    let headers = 0
    service.onOperation = (operation) => {
      if (operation === 'headers' && ++headers === 3)
        throw new ServiceError('session', 'connection-lost', 'Cut.', 'Again.')
    }
    const kept = new Kept()
    expect(await kept.read(service, { retry: { attempts: 2, firstPauseMs: 1 } })).toMatchObject({ messages: 4 })
    expect(kept.messagesTo('anna@x.example')).toBe(3)
  })

  test('counts a folder anew where messages have gone, so that one that was moved counts once', async () => {
    const service = filled()
    const kept = new Kept()
    await kept.read(service)
    const session = await service.connect()
    await session.open('INBOX', 'write')
    await session.remove([1], () => undefined)
    await session.close()
    service.deliver('Old/2019', { bytes: mail('To: Anna <anna@x.example>\r\nDelivered-To: all@x.example') })
    expect((await kept.read(service)).messages).toBe(2)
    expect(kept.messagesTo('anna@x.example')).toBe(3)
    expect(kept.messagesTo('all@x.example')).toBe(1)
  })

  test('forgets what it knew of a folder that is empty now', async () => {
    const service = filled()
    const kept = new Kept()
    await kept.read(service)
    const session = await service.connect()
    await session.open('Spam', 'write')
    await session.remove([1], () => undefined)
    await session.close()
    expect((await kept.read(service)).messages).toBe(0)
    expect(kept.messagesTo('made-up@x.example')).toBeUndefined()
  })

  test('reads a folder anew that was numbered anew, and names one that cannot be read', async () => {
    const service = filled()
    const kept = new Kept()
    await kept.read(service)
    service.renumber('Spam')
    expect((await kept.read(service)).messages).toBe(1)
    expect(kept.messagesTo('made-up@x.example')).toBe(1)
    let opened = 0
    service.onOperation = (operation) => {
      if (operation === 'open' && ++opened === 2) throw new ServiceError('folder', 'folder-refused', 'No.', 'Ask.')
    }
    const collected = await new Kept().read(service)
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
  const kept = new Kept()
  const begun = performance.now()
  expect(await kept.read(endpoint)).toMatchObject({ ...NONE, messages: 3_000 })
  console.log(`3,000 messages in ${Math.round(performance.now() - begun)} ms`)
  const { rows, beyond } = kept.result()
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
