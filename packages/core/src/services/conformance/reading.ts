import { describe, expect, test } from 'vitest'
import { flagList } from '../../model/index.ts'
import { type Endpoint, type FetchedMessage, ServiceError, type Session } from '../port.ts'

/** A message that a mailbox is to hold. */
export interface Held {
  readonly bytes: string
  readonly flags: string
  /** Seconds since 1970. */
  readonly arrived: number
}

/** An adapter under test: mailboxes that hold something, since nothing can be put there through the port. */
export interface ReadSubject {
  /** A mailbox with these folders, by paths with `/` between the levels. */
  holding(folders: Readonly<Record<string, readonly Held[]>>): Promise<Endpoint>
  /** Size in octets above which bodies are streamed. */
  readonly streamsAbove: number
}

/** Bits of X-Mozilla-Status: the header says its flags too, for adapters that know them from nowhere else. */
const BITS: Readonly<Record<string, number>> = { '\\Seen': 1, '\\Answered': 2, '\\Flagged': 4 }
const bitsOf = (flags: string) => flagList(flags).reduce((sum, flag) => sum + (BITS[flag] ?? 0), 0)

const mail = (subject: string, { padding = 0, flags = '' } = {}): Held => ({
  bytes: `Message-ID: <reading@conformance.example>\r\nX-Mozilla-Status: 000${bitsOf(flags)}\r\nSubject: ${subject}\r\n\r\nDear all,\r\n${'0123456789\r\n'.repeat(Math.ceil(padding / 12))}`,
  flags,
  arrived: 1_600_000_000,
})

/** The obligations of the port that concern reading, held against an adapter that is only a source. */
export function readingConformance(name: string, subject: ReadSubject): void {
  describe(`the service port as ${name} keeps it, which is only read`, () => {
    async function inFolder<T>(
      held: readonly Held[],
      work: (session: Session, uids: number[]) => Promise<T>,
      folder = 'Letters',
    ): Promise<T> {
      const session = await (await subject.holding({ [folder]: held })).connect()
      try {
        await session.open(session.nameOf(folder.split('/')), 'read')
        return await work(
          session,
          (await listed(session)).map(({ uid }) => uid),
        )
      } finally {
        await session.close()
      }
    }

    test('an empty mailbox has an INBOX that can be opened and holds nothing', async () => {
      const session = await (await subject.holding({})).connect()
      const inbox = (await session.folders()).find(({ specialUse }) => specialUse === 'inbox')
      expect(inbox?.path).toEqual(['INBOX'])
      expect((await session.open(inbox?.name ?? '', 'read')).exists).toBe(0)
      expect(await listed(session)).toEqual([])
      await session.close()
    })

    test('nested folders with names in every script come back as they were made', async () => {
      const path = ['Проекты', '客户 & مشتریان', '😀 2024']
      await inFolder(
        [mail('one')],
        async (session) => {
          const found = (await session.folders()).find((one) => one.path.join('/') === path.join('/'))
          expect(found).toMatchObject({ selectable: true, name: session.nameOf(path) })
        },
        path.join('/'),
      )
    })

    test('where a folder stands does not change by reading it', async () => {
      await inFolder([mail('one'), mail('two')], async (session, uids) => {
        const names = [session.nameOf(['Letters']), session.nameOf(['Not there'])]
        const [stands, none] = await session.standings(names)
        await all(session.messages(uids))
        expect(await session.standings(names)).toEqual([stands, none])
        expect(none).toBeUndefined()
        const { uidValidity, uidNext, exists, highestModSeq } = await session.open(names[0] ?? '', 'read')
        if (stands !== undefined) expect({ uidValidity, uidNext, messages: exists, highestModSeq }).toEqual(stands)
        expect(await session.pulse(names[0] ?? '')).toEqual({ uidNext, messages: 2 })
        expect(await session.counts(names)).toEqual([2, undefined])
      })
    })

    test('what a folder holds is told, or seen from a sample that is spread over it', async () => {
      const held = ['1', '22', '333', '4444', '55555'].map((one) => mail(one))
      const sizes = held.map(({ bytes }) => Buffer.byteLength(bytes))
      await inFolder(held, async (session) => {
        const [holding, none] = await session.holdings([session.nameOf(['Letters']), session.nameOf(['Not there'])])
        expect(holding?.messages).toBe(5)
        // A server may count in another way than it lists.
        if (holding?.octets !== undefined) expect(holding.octets).toBeGreaterThan(100)
        expect(none).toBeUndefined()
        await session.open(session.nameOf(['Letters']), 'read')
        expect(await session.sampleSizes(3)).toEqual([sizes[0], sizes[2], sizes[4]])
        expect(await session.sampleSizes(100)).toEqual(sizes)
      })
    })

    test('messages are listed with ascending UIDs, size, flags and date, in slices that lose and double none', async () => {
      const held = [mail('1', { flags: '\\Flagged \\Seen' }), ...['2', '3', '4', '5'].map((one) => mail(one))]
      await inFolder(held, async (session) => {
        const slices = await Array.fromAsync(session.list(2))
        expect(slices.map((slice) => slice.length)).toEqual([2, 2, 1])
        const uids = slices.flat().map(({ uid }) => uid)
        expect(uids).toEqual([...new Set(uids)].sort((a, b) => a - b))
        expect(slices.flat().map(({ size, flags, internalDate }) => ({ size, flags, internalDate }))).toEqual(
          held.map(({ bytes, flags, arrived }) => ({ size: Buffer.byteLength(bytes), flags, internalDate: arrived })),
        )
      })
    })

    test('messages come back byte for byte with flags and date, and identical ones stay two', async () => {
      const held = [mail('Привет', { flags: '\\Answered' }), mail('same'), mail('same')]
      await inFolder(held, async (session, uids) => {
        const found = await all(session.messages(uids))
        expect(found.map(({ bytes }) => bytes.toString())).toEqual(held.map(({ bytes }) => bytes))
        expect(found[0]).toMatchObject({ flags: '\\Answered', arrival: { seconds: 1_600_000_000 } })
      })
    })

    test('a large body is streamed, of exactly the announced size, and may be left unread', async () => {
      const held = [mail('large', { padding: subject.streamsAbove + 100_000 }), mail('after')]
      await inFolder(held, async (session, uids) => {
        const found = await all(session.messages(uids))
        expect(found.map(({ size, bytes }) => [size, bytes.length])).toEqual(
          held.map(({ bytes }) => [bytes.length, bytes.length]),
        )
        const unread = await Array.fromAsync(session.messages(uids), ({ uid }) => uid)
        expect(unread).toEqual(uids)
      })
    })

    test('messages that are not there are left out of every answer', async () => {
      await inFolder([mail('one')], async (session, uids) => {
        const wanted = [...uids, 2_000_000_000]
        expect([...(await session.existing(wanted))]).toEqual(uids)
        expect((await all(session.messages(wanted))).map(({ uid }) => uid)).toEqual(uids)
        expect((await Array.fromAsync(session.headers(wanted))).map(({ uid }) => uid)).toEqual(uids)
      })
    })

    test('headers hold the header and not the body', async () => {
      await inFolder([mail('Заголовок')], async (session, uids) => {
        const [found] = await Array.fromAsync(session.headers(uids))
        expect(found?.header.toString()).toContain('Subject: Заголовок\r\n')
        expect(found?.header.toString()).not.toContain('Dear')
      })
    })

    test('a folder that is not there is an error of that folder, and the session goes on', async () => {
      await inFolder([mail('one')], async (session) => {
        const failure = await session.open(session.nameOf(['No such folder']), 'read').catch((error: unknown) => error)
        expect(failure).toBeInstanceOf(ServiceError)
        expect(failure).toMatchObject({ scope: 'folder' })
        await expect(session.folders()).resolves.not.toEqual([])
      })
    })
  })
}

const listed = async (session: Session) => (await Array.fromAsync(session.list(100))).flat()

async function all(messages: AsyncIterable<FetchedMessage>): Promise<(FetchedMessage & { bytes: Buffer })[]> {
  const found: (FetchedMessage & { bytes: Buffer })[] = []
  for await (const message of messages) {
    const parts: Buffer[] = []
    for await (const chunk of message.body) parts.push(chunk)
    found.push({ ...message, bytes: Buffer.concat(parts) })
  }
  return found.sort((a, b) => a.uid - b.uid)
}
