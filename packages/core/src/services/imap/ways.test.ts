import { encodeUtf7 } from '@caravan/imap'
import { type ScriptedOptions, startScripted } from '@caravan/lab'
import { describe, expect, it } from 'vitest'
import type { Session } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

/*
 * What services are known to say, played by a scripted server: nothing of it was tried at the service itself. Each case
 * names who says so.
 */

async function at(options: ScriptedOptions, look: (session: Session, transcript: readonly string[]) => Promise<void>) {
  await using server = await startScripted(options)
  const session = await new ImapEndpoint({
    ...{ host: '127.0.0.1', port: server.port, tls: 'none', user: 'anna' },
    credentials: { kind: 'password', user: 'anna', password: 'pw' },
  }).connect()
  await look(session, server.transcript)
  await session.close()
}

const letter = (n: number): Buffer => Buffer.from(`Message-ID: <${n}@test.example>\r\nSubject: ${n}\r\n\r\nx\r\n`)
const outgoing = (n: number) => {
  const raw = letter(n)
  return { flags: [], arrival: undefined, size: raw.length, body: [raw] }
}

describe('recorded, not live:', () => {
  it('Yandex tells special uses by XLIST, and parts levels by |', () =>
    at(
      {
        capabilities: [...'IMAP4rev1 CHILDREN UNSELECT LITERAL+ NAMESPACE XLIST UIDPLUS ID AUTH=PLAIN MOVE'.split(' ')],
        delimiter: '|',
        folders: ['INBOX', 'Drafts', 'Drafts|template', 'Sent', 'Spam'],
        handlers: [
          // mailkit's transcript.
          [
            /^XLIST/,
            [
              '* XLIST (\\HasChildren \\Unmarked \\Drafts \\Drafts) "|" Drafts',
              '* XLIST (\\HasNoChildren \\Unmarked \\Templates) "|" "Drafts|template"',
              '* XLIST (\\HasNoChildren \\Marked \\NoInferiors \\Inbox) "|" INBOX',
              '* XLIST (\\HasNoChildren \\Unmarked \\Sent \\Sent) "|" Sent',
              '* XLIST (\\HasNoChildren \\Unmarked \\Junk \\Spam) "|" Spam',
              'OK XLIST Completed.',
            ],
          ],
        ],
      },
      async (session) => {
        const found = await session.folders()
        expect(found.map(({ path, specialUse }) => [path.join('/'), specialUse])).toEqual([
          ['INBOX', 'inbox'],
          ['Drafts', 'drafts'],
          ['Drafts/template', undefined],
          ['Sent', 'sent'],
          ['Spam', 'junk'],
        ])
        expect(session.nameOf(['A', 'B'])).toBe('A|B')
      },
    ))

  it('Zoho translates INBOX in XLIST: only what LIST names too is a folder', () =>
    at(
      {
        capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'XLIST', 'NAMESPACE'],
        folders: ['INBOX', 'Gesendet'],
        handlers: [
          [
            /^XLIST/,
            [
              '* XLIST (\\HasNoChildren \\Inbox) "/" "Posteingang"',
              '* XLIST (\\Noinferiors \\Sent) "/" "Gesendet"',
              'OK done',
            ],
          ],
        ],
      },
      async (session) => {
        expect((await session.folders()).map(({ name, specialUse }) => [name, specialUse])).toEqual([
          ['INBOX', 'inbox'],
          ['Gesendet', 'sent'],
        ])
      },
    ))

  it('special folders that a server does not mark are known by their names in other languages', () =>
    at(
      {
        capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'NAMESPACE'],
        folders: ['INBOX', ...['Отправленные', '草稿箱', 'سطل زباله', 'Courrier indésirable'].map(encodeUtf7), 'Anna'],
      },
      async (session) => {
        expect((await session.folders()).map(({ specialUse }) => specialUse)).toEqual([
          ...['inbox', 'sent', 'drafts', 'trash', 'junk'],
          undefined,
        ])
      },
    ))

  it('a server that gives each message a lasting id (OBJECTID, RFC 8474) tells it with the list', () =>
    at(
      {
        capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'NAMESPACE', 'UIDPLUS', 'OBJECTID'],
        handlers: [
          [/^(?:SELECT|EXAMINE) /, ['* 1 EXISTS', '* OK [UIDVALIDITY 1] UIDs valid.', 'OK [READ-ONLY] done']],
          [
            /^(?:UID )?FETCH .*EMAILID/,
            [
              '* 1 FETCH (UID 7 RFC822.SIZE 9 FLAGS () INTERNALDATE "01-Jan-2024 00:00:00 +0000" EMAILID (M6d99ac3275bb4e))',
              'OK done',
            ],
          ],
        ],
      },
      async (session) => {
        await session.open('INBOX', 'read')
        const listed = (await Array.fromAsync(session.list(100))).flat()
        expect(listed).toMatchObject([{ uid: 7, providerId: 'M6d99ac3275bb4e' }])
      },
    ))

  it('a server that offers XLIST and refuses it has told its folders by LIST', () =>
    at(
      { capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'XLIST', 'NAMESPACE'], handlers: [[/^XLIST/, 'BAD no']] },
      async (session) => {
        expect((await session.folders()).map(({ name }) => name)).toEqual(['INBOX'])
      },
    ))

  it('Coremail (NetEase) lets nobody select who has not said who they are, and tells no UIDNEXT', async () => {
    let known = false
    await at(
      {
        greeting: 'OK Coremail System IMap Server Ready(163com)',
        capabilities: 'IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ UIDPLUS AUTH=PLAIN NAMESPACE'.split(' '),
        handlers: [
          [
            /^ID /,
            () => {
              known = true
              return ['* ID ("name" "Coremail Imap" "vendor" "Mailtech" "TransID" "x")', 'OK done']
            },
          ],
          [/^(?:SELECT|EXAMINE)/, () => (known ? undefined : 'NO SELECT Unsafe Login. Please contact kefu@188.com')],
          [/^STATUS/, ['* STATUS "INBOX" (MESSAGES 3)', 'OK done']],
          // Asked after the one above, whose answer is nothing once somebody is known.
          [/^(?:SELECT|EXAMINE) /, ['* 0 EXISTS', '* OK [UIDVALIDITY 1] UIDs valid.', 'OK [READ-ONLY] done']],
        ],
      },
      async (session) => {
        expect(await session.open('INBOX', 'read')).toMatchObject({ exists: 0, uidNext: undefined })
        expect(await session.pulse('INBOX')).toEqual({ uidNext: undefined, messages: 3 })
        expect(await session.standings(['INBOX'])).toEqual([undefined])
        expect(await session.counts(['INBOX'])).toEqual([3])
      },
    )
  })

  it('Yahoo deals with a thousand messages in a command: no command names more', () =>
    at(
      {
        capabilities:
          'IMAP4rev1 AUTH=PLAIN NAMESPACE UIDPLUS MULTIAPPEND LITERAL+ MESSAGELIMIT=3 APPENDLIMIT=41697280'.split(' '),
        handlers: [
          [
            /^(?:UID )?FETCH ([\d:,]+)/,
            ({ text }) => {
              const named = [...(/FETCH ([\d:,]+)/.exec(text)?.[1] ?? '').matchAll(/(\d+)(?::(\d+))?/g)]
              const count = named.reduce(
                (sum, [, from, to]) => sum + (to === undefined ? 1 : Number(to) - Number(from) + 1),
                0,
              )
              return count > 3 ? 'NO [MESSAGELIMIT 3 3] Too many messages' : undefined
            },
          ],
        ],
      },
      async (session) => {
        expect(session.appendLimit).toBe(41_697_280)
        await session.append('INBOX', [1, 2, 3, 4, 5, 6, 7].map(outgoing))
        await session.open('INBOX', 'read')
        const uids: number[] = []
        for await (const slice of session.list(5_000)) uids.push(...slice.map(({ uid }) => uid))
        expect(uids).toEqual([1, 2, 3, 4, 5, 6, 7])
        expect(await session.existing(uids)).toEqual(new Set(uids))
        expect((await Array.fromAsync(session.messages(uids))).map(({ uid }) => uid)).toEqual(uids)
      },
    ))

  it('a server that says how far it is with a long command (INPROGRESS, RFC 9585) is waited for', () =>
    at(
      {
        handlers: [
          [
            /^STATUS/,
            async (command) => {
              for (let done = 1; done <= 50; done++)
                command.send(`* OK [INPROGRESS ("${command.tag}" ${done} 50)] Still counting\r\n`)
              command.send('* OK [INPROGRESS] Still here\r\n')
              return command.byDefault()
            },
          ],
        ],
      },
      async (session) => {
        expect(await session.counts(['INBOX'])).toEqual([0])
      },
    ))

  it('Exchange keeps some names for itself: the folder is refused, not the session', () =>
    at({ handlers: [[/^CREATE "Files"$/, 'NO [CANNOT] Mailbox name is reserved.']] }, async (session) => {
      await expect(session.createFolder('Files', undefined)).rejects.toMatchObject({ scope: 'folder' })
      await session.createFolder('Files (2)', undefined)
      expect((await session.folders()).map(({ name }) => name)).toContain('Files (2)')
    }))
})
