import { describe, expect, it } from 'vitest'
import { LimitExceededError } from '../errors.ts'
import { type Peer, rejection, scripted } from '../testing/scripted-server.ts'

/** Answers each command with what is scripted for it, and OK. */
async function answer(peer: Peer, script: readonly (readonly [line: string, ...answers: string[]])[]): Promise<void> {
  for (const [line, ...answers] of script) {
    const got = await peer.line()
    expect(got.replace(/^A\d+ /, '')).toBe(line)
    peer.send(
      [...answers.map((text) => `* ${text}`), `${got.split(' ')[0] ?? ''} OK [READ-WRITE] done`, ''].join('\r\n'),
    )
  }
}

describe('mailboxes', () => {
  it('are listed with special uses, subscriptions and status in one command where offered', async () => {
    await using server = await scripted('LIST-EXTENDED SPECIAL-USE LIST-STATUS', (peer) =>
      answer(peer, [
        [
          'LIST "" "*" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UIDNEXT))',
          'LIST (\\Subscribed) "/" Inbox',
          'STATUS INBOX (MESSAGES 3 UIDNEXT 9)',
          'LIST (\\Drafts) "/" "Entw&APw-rfe"',
          'LIST (\\HasChildren) "/" "Entw&APw-rfe"',
        ],
      ]),
    )
    const connection = await server.connect()
    const entries = await connection.list({
      returnSpecialUse: true,
      returnSubscribed: true,
      statusItems: ['MESSAGES', 'UIDNEXT'],
    })
    expect(entries).toMatchObject([
      { rawName: 'Inbox', subscribed: true, status: { messages: 3, uidNext: 9 } },
      {
        name: 'Entwürfe',
        flags: ['\\Drafts', '\\HasChildren'],
        specialUse: '\\Drafts',
        subscribed: false,
        status: undefined,
      },
    ])
    expect(server.failures).toEqual([])
  })

  it('are listed in linear time and within a bound by a server that lists without end', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      const lines = (from: number): string =>
        Array.from({ length: 1000 }, (_, index) => `* LIST (\\x${from + index}) NIL same\r\n`).join('')
      for (let from = 0; !peer.socket.destroyed; from += 1000) {
        peer.send(lines(from))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    const connection = await server.connect()
    expect(await rejection(connection.list())).toBeInstanceOf(LimitExceededError)
    expect(connection.closed).toBeInstanceOf(LimitExceededError)
  })

  it('are searched within a bound by a server that repeats a large set without end', async () => {
    await using server = await scripted('ESEARCH', async (peer) => {
      await peer.line()
      peer.send('* ESEARCH UID ALL 1:4000000\r\n'.repeat(3))
    })
    const connection = await server.connect()
    expect(await rejection(connection.uidSearch('ALL'))).toBeInstanceOf(LimitExceededError)
    expect(connection.closed).toBeInstanceOf(LimitExceededError)
  })

  it('are listed with LIST and LSUB where nothing more is offered', async () => {
    await using server = await scripted('', (peer) =>
      answer(peer, [
        ['LIST "" "*"', 'LIST (\\AllMail) NIL a', 'LIST () NIL b'],
        ['LSUB "" "*"', 'LSUB () NIL b'],
      ]),
    )
    const connection = await server.connect()
    const entries = await connection.list({ returnSpecialUse: true, returnSubscribed: true, statusItems: ['MESSAGES'] })
    expect(entries.map(({ rawName, specialUse, subscribed }) => [rawName, specialUse, subscribed])).toEqual([
      ['a', '\\All', false],
      ['b', undefined, true],
    ])
    expect(server.failures).toEqual([])
  })

  it('tell what they hold when they are opened', async () => {
    const lines = [
      'FLAGS (\\Seen)',
      'OK [PERMANENTFLAGS (\\Seen \\*)] x',
      '172 EXISTS',
      '1 RECENT',
      'OK [UIDVALIDITY 3857529045] x',
      'OK [UIDNEXT 4392] x',
      'OK [HIGHESTMODSEQ 715194045007] x',
    ]
    await using server = await scripted('UNSELECT', (peer) =>
      answer(peer, [['SELECT "x"', ...lines], ['UNSELECT'], ['EXAMINE "x"', ...lines, 'OK [READ-ONLY] x'], ['CLOSE']]),
    )
    const connection = await server.connect()
    const selected = {
      exists: 172,
      uidValidity: 3857529045,
      uidNext: 4392,
      flags: ['\\Seen'],
      permanentFlags: ['\\Seen', '\\*'],
      highestModSeq: 715194045007n,
      readOnly: false,
    }
    expect(await connection.select('x')).toEqual(selected)
    await connection.unselect()
    expect(await connection.examine('x')).toEqual({ ...selected, readOnly: true })
    await connection.closeMailbox()
    expect(server.failures).toEqual([])
  })

  it('are made, renamed, subscribed and removed; messages are marked and removed', async () => {
    await using server = await scripted('CREATE-SPECIAL-USE UIDPLUS ESEARCH', (peer) =>
      answer(peer, [
        ['CREATE "a" (USE (\\Sent))'],
        ['SUBSCRIBE "a"'],
        ['UNSUBSCRIBE "a"'],
        ['RENAME "a" "b"'],
        ['DELETE "b"'],
        ['UID STORE 1:3,7 +FLAGS.SILENT (\\Deleted)'],
        ['STORE 2 FLAGS ()'],
        ['UID EXPUNGE 1:3'],
        ['EXPUNGE'],
        ['UID SEARCH RETURN (ALL) DELETED', 'ESEARCH (TAG "A10") UID ALL 1:2,5'],
        ['ID NIL', 'ID ("name" "x")'],
        ['ENABLE UTF8=ACCEPT', 'ENABLED UTF8=ACCEPT'],
        ['SUBSCRIBE "\xe5\x85\xa8"'],
      ]),
    )
    const connection = await server.connect()
    await connection.create('a', '\\Sent')
    await connection.subscribe('a')
    await connection.unsubscribe('a')
    await connection.rename('a', 'b')
    await connection.delete('b')
    await connection.store([1, 2, 3, 7], 'add', ['\\Deleted'])
    await connection.store('2', 'set', [], { uid: false, silent: false })
    await connection.uidExpunge('1:3')
    await connection.expunge()
    expect(await connection.uidSearch('DELETED')).toEqual([1, 2, 5])
    expect(await connection.id(null)).toEqual(new Map([['name', 'x']]))
    expect(await connection.enable(['UTF8=ACCEPT'])).toEqual(['UTF8=ACCEPT'])
    await connection.subscribe('\xe5\x85\xa8')
    expect(server.failures).toEqual([])
  })

  it('lose no message to a substitute: UID EXPUNGE and UNSELECT need their extensions', async () => {
    await using server = await scripted('', async (peer) => peer.gone())
    const connection = await server.connect()
    expect(await rejection(connection.uidExpunge('1'))).toMatchObject({
      code: 'extension-missing',
      extension: 'UIDPLUS',
    })
    expect(await rejection(connection.unselect())).toMatchObject({ code: 'extension-missing', extension: 'UNSELECT' })
    expect(await rejection(connection.uidSearch('ALL\r\nA1 LOGOUT'))).toMatchObject({ code: 'invalid-argument' })
    expect(await rejection(connection.store('1 x', 'add', []))).toMatchObject({ code: 'invalid-argument' })
  })
})
