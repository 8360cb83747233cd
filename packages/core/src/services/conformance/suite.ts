import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type FetchedMessage, type OutgoingMessage, ServiceError, type Session } from '../port.ts'

/** An adapter under test. */
export interface Subject {
  /** An empty mailbox of its own. */
  mailbox(): Promise<Endpoint>
  stop(): Promise<void>
  /** Size in octets above which bodies are streamed. */
  readonly streamsAbove: number
  /** What the service stores for each 8-bit byte of a header, where it cannot keep them; its profile says so too. */
  readonly eightBitHeadersAs?: string
  /** Whether it says which messages are gone, and not only what has changed. */
  readonly tellsGone?: boolean
}

const SUBJECT = 'Subject: '

/** The obligations of the port, held against an adapter. Every adapter runs all of it. */
export function conformance(name: string, make: () => Promise<Subject>): void {
  describe(`the service port as ${name} keeps it`, () => {
    let subject: Subject
    let session: Session
    beforeAll(async () => {
      subject = await make()
      session = await (await subject.mailbox()).connect()
    })
    afterAll(async () => {
      await session.close()
      await subject.stop()
    })

    /** A folder of its own for each test, open for writing. */
    async function folder(...messages: OutgoingMessage[]): Promise<{ name: string; uids: number[] }> {
      const name = session.nameOf([`Folder ${randomUUID()}`])
      await session.createFolder(name, undefined)
      for (const message of messages) await session.append(name, [message])
      await session.open(name, 'write')
      return { name, uids: (await listed()).map((message) => message.uid) }
    }
    async function listed() {
      return (await Array.fromAsync(session.list(2))).flat()
    }

    /** A header's text as the service keeps it. */
    function kept(words: string): string {
      const other = subject.eightBitHeadersAs
      return other === undefined
        ? words
        : Buffer.from(words)
            .toString('latin1')
            .replaceAll(/[\x80-\xff]/g, other)
    }

    test('an empty mailbox has an INBOX that can be opened and holds nothing', async () => {
      const inbox = (await session.folders()).find((found) => found.specialUse === 'inbox')
      expect(inbox?.path).toEqual(['INBOX'])
      expect((await session.open(inbox?.name ?? '', 'read')).exists).toBe(0)
      expect(await listed()).toEqual([])
    })

    test('nested folders with names in every script come back as they were made', async () => {
      const path = ['Проекты', '客户 & مشتریان', '😀 2024']
      await session.createFolder(session.nameOf(path), undefined)
      const found = (await session.folders()).find((one) => one.path.join('/') === path.join('/'))
      expect(found?.selectable).toBe(true)
      expect(found?.name).toBe(session.nameOf(path))
    })

    test('where a folder stands changes with every message and every flag, and with nothing else', async () => {
      const { name, uids } = await folder(mail('one'), mail('two'))
      const stands = async () => (await session.standings([name]))[0]
      const seen = [await stands()]
      // A service without mod-sequences says so by saying nothing.
      if (seen[0] === undefined) return
      expect(await stands()).toEqual(seen[0])
      const { uidValidity, uidNext, exists, highestModSeq } = await session.open(name, 'read')
      expect({ uidValidity, uidNext, messages: exists, highestModSeq }).toEqual(seen[0])
      await listed()
      expect(await stands()).toEqual(seen[0])
      await session.open(name, 'write')
      await session.changeFlags(uids.slice(0, 1), { add: ['\\Flagged'], remove: [] })
      seen.push(await stands())
      await session.changeFlags(uids.slice(0, 1), { add: [], remove: ['\\Flagged'] })
      seen.push(await stands())
      await session.append(name, [mail('three')])
      seen.push(await stands())
      if (await session.remove(uids.slice(1), () => undefined)) seen.push(await stands())
      const told = seen.map((one) =>
        JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
      )
      expect(new Set(told).size).toBe(seen.length)
      expect(await session.standings([session.nameOf(['Not there'])])).toEqual([undefined])
    })

    test('what has changed since a moment is told: new flags, new messages, and what is gone where the service says so', async () => {
      const { name, uids } = await folder(mail('flagged'), mail('removed'), mail('as it was'))
      const { uidNext, highestModSeq: modSeq } = await session.open(name, 'write')
      if (!session.tellsChanges || uidNext === undefined || modSeq === undefined) return
      const told = async () => {
        await session.open(name, 'write')
        const changes = await Array.fromAsync(session.changes({ uidNext, modSeq }, 1))
        const gone = changes.flatMap((change) => change.gone)
        return {
          messages: changes.flatMap(({ messages }) => messages.map(({ uid, size, flags }) => [uid, size, flags])),
          gone: uids.filter((uid) => gone.some(([first, last]) => first <= uid && uid <= last)),
        }
      }
      expect(await told()).toEqual({ messages: [], gone: [] })
      await session.changeFlags(uids.slice(0, 1), { add: ['\\Flagged'], remove: [] })
      const flagged = [uids[0], mail('flagged').size, '\\Flagged']
      expect(await told()).toEqual({ messages: [flagged], gone: [] })
      await session.append(name, [mail('new')])
      const fresh = [uidNext, mail('new').size, '']
      expect(await told()).toEqual({ messages: [flagged, fresh], gone: [] })
      const removed = await session.remove(uids.slice(1, 2), () => undefined)
      const gone = removed && subject.tellsGone === true ? uids.slice(1, 2) : []
      expect(await told()).toEqual({ messages: [flagged, fresh], gone })
      await session.open(name, 'read')
      expect((await listed()).map(({ uid }) => uid)).toEqual([...uids.filter((_, n) => !removed || n !== 1), uidNext])
    })

    test('a subscription shows in the listing', async () => {
      const { name } = await folder()
      await session.subscribe(name)
      expect((await session.folders()).find((one) => one.name === name)?.subscribed).toBe(true)
    })

    test('creating a folder that is there already is no error', async () => {
      const { name } = await folder()
      await expect(session.createFolder(name, undefined)).resolves.toBeUndefined()
    })

    test('a folder for a special use is made also where another one has that use already', async () => {
      const names = [1, 2].map(() => session.nameOf([`Use ${randomUUID()}`]))
      for (const name of names) await session.createFolder(name, 'archive')
      const found = (await session.folders()).filter((one) => names.includes(one.name))
      expect(found.map((one) => one.selectable)).toEqual([true, true])
    })

    test('what was appended is listed with ascending UIDs, its size, its flags and its date to the second', async () => {
      const { uids } = await folder(mail('one', { flags: ['\\Seen', '$Forwarded'] }), mail('two'))
      expect(uids).toEqual([...uids].sort((a, b) => a - b))
      expect(await listed()).toMatchObject([
        { size: mail('one').size, flags: '$Forwarded \\Seen', internalDate: 1_600_000_000 },
        { flags: '', internalDate: 1_600_000_000 },
      ])
    })

    test('a listing goes over its slices without losing or doubling a message', async () => {
      await folder(mail('1'), mail('2'), mail('3'), mail('4'), mail('5'))
      const slices = await Array.fromAsync(session.list(2))
      expect(slices.map((slice) => slice.length)).toEqual([2, 2, 1])
    })

    test('messages come back byte for byte with flags and date', async () => {
      const { uids } = await folder(mail('Привет', { flags: ['\\Answered'] }))
      const [message] = await all(session.messages(uids))
      expect(message).toMatchObject({ uid: uids[0], flags: '\\Answered', arrival: { seconds: 1_600_000_000 } })
      expect(message?.bytes.toString()).toBe(text(kept('Привет')))
      expect(session.profile.expectedChanges.includes('eight-bit-header')).toBe(kept('é') !== 'é')
    })

    test('two identical messages stay two', async () => {
      const { uids } = await folder(mail('same'), mail('same'))
      expect(uids).toHaveLength(2)
      expect(await all(session.messages(uids))).toHaveLength(2)
    })

    test('a large body is streamed, of exactly the announced size, and may be left unread', async () => {
      const large = mail('large', { padding: subject.streamsAbove + 100_000 })
      const { uids } = await folder(large, mail('after'))
      const seen: [size: number, read: number][] = []
      for await (const message of session.messages(uids)) {
        let read = 0
        for await (const chunk of message.body) read += chunk.length
        seen.push([message.size, read])
      }
      expect(seen).toEqual([
        [large.size, large.size],
        [mail('after').size, mail('after').size],
      ])
      const unread: number[] = []
      for await (const message of session.messages(uids)) unread.push(message.uid)
      expect(unread).toEqual(uids)
    })

    test('messages that are not there are left out of every answer', async () => {
      const { uids } = await folder(mail('one'))
      // Beyond 2^31 Cyrus misreads the whole set.
      const wanted = [...uids, 2_000_000_000]
      expect([...(await session.existing(wanted))]).toEqual(uids)
      expect((await all(session.messages(wanted))).map((message) => message.uid)).toEqual(uids)
      expect((await Array.fromAsync(session.headers(wanted))).map((one) => one.uid)).toEqual(uids)
    })

    test('headers hold the header and not the body', async () => {
      const { uids } = await folder(mail('Заголовок'))
      const [found] = await Array.fromAsync(session.headers(uids))
      expect(found?.header.toString()).toContain(`${SUBJECT}${kept('Заголовок')}`)
      expect(found?.header.toString()).not.toContain('Dear')
    })

    test('headers of named fields hold at least these fields', async () => {
      const { uids } = await folder(mail('one'), mail('two'))
      const found = await Array.fromAsync(session.headers(uids, ['To', 'Subject', 'X-Not-There']))
      expect(found.map((one) => one.uid)).toEqual(uids)
      expect(found[1]?.header.toString()).toContain(`${SUBJECT}two`)
      expect(found[1]?.header.toString()).not.toContain('Dear')
    })

    test('flags are added and taken away, and others stay', async () => {
      const { uids } = await folder(mail('one', { flags: ['\\Seen', '\\Flagged'] }))
      await session.changeFlags(uids, { add: ['\\Answered'], remove: ['\\Flagged'] })
      expect((await listed()).map((message) => message.flags)).toEqual(['\\Answered \\Seen'])
    })

    test('several messages in one append keep their order, and their UIDs are told in it where they are told', async () => {
      const { name } = await folder()
      const batch = [mail('a'), mail('b'), mail('c')]
      const outcomes = session.appendMany
        ? [await session.append(name, batch)]
        : await Promise.all(batch.map((message) => session.append(name, [message])))
      const state = await session.open(name, 'read')
      const found = await listed()
      const subjects = (await all(session.messages(found.map((message) => message.uid)))).map(
        (message) => /Subject: (.*)\r/.exec(message.bytes.toString())?.[1],
      )
      expect(subjects).toEqual(['a', 'b', 'c'])
      const told = outcomes.flatMap((outcome) => outcome.uids ?? [])
      if (told.length > 0) expect(told).toEqual(found.map((message) => message.uid))
      for (const { uidValidity } of outcomes) expect([undefined, state.uidValidity]).toContain(uidValidity)
    })

    test('a message is found by its Message-ID, and nothing by one that is not there', async () => {
      const { uids } = await folder(mail('one'), mail('two'))
      expect((await session.byMessageId('<conformance@conformance.example>')).sort((a, b) => a - b)).toEqual(uids)
      expect(await session.byMessageId('<another@conformance.example>')).toEqual([])
    })

    test('the next UID moves with every message', async () => {
      const { name } = await folder(mail('one'))
      const before = await session.pulse(name)
      await session.append(name, [mail('two')])
      const after = await session.pulse(name)
      expect(after.uidNext).toBeGreaterThan(before.uidNext ?? 0)
      expect([before.messages, after.messages]).toEqual([1, 2])
      expect(await session.counts([name])).toEqual([2])
    })

    test('exactly the messages that are named are removed, also where another is marked as deleted', async () => {
      const { name, uids } = await folder(mail('keep'), mail('remove'), mail('marked'))
      const standing = async () => {
        await session.open(name, 'write')
        return (await listed()).map((message) => message.uid)
      }
      expect(await session.remove(uids.slice(1, 2), () => undefined)).toBe(true)
      expect(await standing()).toEqual([uids[0], uids[2]])
      await session.changeFlags(uids.slice(2), { add: ['\\Deleted'], remove: [] })
      const removed = await session.remove(uids.slice(0, 1), () => undefined)
      const left = await standing()
      expect(left).toEqual(removed ? uids.slice(2) : [uids[0], uids[2]])
    })

    test('a body that breaks off stores nothing, and its own error comes up', async () => {
      const mailbox = await subject.mailbox()
      const other = await mailbox.connect()
      const cause = new ServiceError('session', 'connection-lost', 'The source went away.', 'Run again.')
      async function* broken() {
        yield Buffer.from('Subject: half\r\n\r\n')
        throw cause
      }
      const { arrival } = mail('x')
      const sent = other.append('INBOX', [{ flags: [], arrival, size: 100_000, body: broken() }])
      await expect(sent).rejects.toBe(cause)
      await other.close()
      const after = await mailbox.connect()
      expect((await after.open('INBOX', 'read')).exists).toBe(0)
      await after.close()
    })

    test('a folder that is not there is an error of that folder, and the session goes on', async () => {
      const failure = await session.open(session.nameOf(['No such folder']), 'read').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ServiceError)
      expect(failure).toMatchObject({ scope: 'folder' })
      await expect(session.folders()).resolves.not.toEqual([])
    })

    test('only names that cannot be are called impossible', async () => {
      expect(await session.impossibleNames([session.nameOf(['Not there yet'])])).toEqual(new Set())
    })
  })
}

const text = (subject: string, padding = 0): string =>
  `Message-ID: <conformance@conformance.example>\r\n${SUBJECT}${subject}\r\n\r\nDear all,\r\n${'0123456789\r\n'.repeat(Math.ceil(padding / 12))}`

function mail(subject: string, options: { flags?: string[]; padding?: number } = {}): OutgoingMessage {
  const bytes = Buffer.from(text(subject, options.padding))
  return {
    flags: options.flags ?? [],
    arrival: { written: '13-Sep-2020 12:26:40 +0000', seconds: 1_600_000_000 },
    size: bytes.length,
    body: [bytes],
  }
}

async function all(messages: AsyncIterable<FetchedMessage>): Promise<(FetchedMessage & { bytes: Buffer })[]> {
  const found: (FetchedMessage & { bytes: Buffer })[] = []
  for await (const message of messages) {
    const parts: Buffer[] = []
    for await (const chunk of message.body) parts.push(chunk)
    found.push({ ...message, bytes: Buffer.concat(parts) })
  }
  return found.sort((a, b) => a.uid - b.uid)
}
