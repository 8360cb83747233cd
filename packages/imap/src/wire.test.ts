import { describe, expect, it } from 'vitest'
import { ConnectionLostError, ImapProtocolError, LimitExceededError, ResponseTimeoutError } from './errors.ts'
import type { UntaggedResponse } from './response.ts'
import { rejection, ScriptedServer, scripted } from './testing/scripted-server.ts'

describe('a connection', () => {
  it('sends commands without waiting, in the order of the calls, and gives each its own answer', async () => {
    await using server = await scripted('', async (peer) => {
      const lines = [await peer.line(), await peer.line(), await peer.line(), await peer.line()]
      expect(lines).toEqual(['A1 STATUS "a" (MESSAGES)', 'A2 STATUS "b" (MESSAGES)', 'A3 UID SEARCH ALL', 'A4 NOOP'])
      peer.send('* 5 EXISTS\r\n* STATUS a (MESSAGES 1)\r\nA1 OK\r\n* STATUS b (MESSAGES 2)\r\nA2 OK\r\n')
      peer.send('* SEARCH 4 5\r\nA4 OK\r\nA3 OK\r\nA9 OK stray\r\n')
    })
    const connection = await server.connect()
    const unsolicited: UntaggedResponse[] = []
    connection.onUnsolicited = (response) => unsolicited.push(response)
    const [a, b, uids] = await Promise.all([
      connection.status('a', ['MESSAGES']),
      connection.status('b', ['MESSAGES']),
      connection.uidSearch('ALL'),
      connection.noop(),
    ])
    expect([a.messages, b.messages, uids]).toEqual([1, 2, [4, 5]])
    expect(unsolicited[0]).toEqual({ type: 'exists', number: 5 })
    expect(server.failures).toEqual([])
  })

  it('reads answers that come a byte at a time', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      const answer =
        '* LIST (\\Sent) "/" {4}\r\nSent\r\n* OK [ALERT] {3}\r\n* 1 FETCH (BODY[] {2}\r\nhi UID 1)\r\nA1 OK\r\n'
      for (const letter of answer) {
        peer.send(letter)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    const connection = await server.connect()
    expect(await connection.list()).toMatchObject([{ rawName: 'Sent', specialUse: '\\Sent' }])
  })

  it('fails every command in flight with the words of a BYE', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      await peer.line()
      peer.send('* BYE [UNAVAILABLE] down for maintenance\r\n')
    })
    const connection = await server.connect()
    const errors = await Promise.all([rejection(connection.noop()), rejection(connection.noop())])
    for (const error of errors) {
      expect(error).toBeInstanceOf(ConnectionLostError)
      expect(error).toMatchObject({ serverReply: '[UNAVAILABLE] down for maintenance' })
    }
    expect(await rejection(connection.noop())).toBeInstanceOf(ConnectionLostError)
  })

  it('names silence while a command is in flight, and bears it while none is', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('A1 OK\r\n')
      await peer.line()
      peer.send('* 1 EXISTS\r\n')
    })
    const connection = await server.connect({ responseTimeoutMs: 400 })
    await connection.noop()
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(connection.closed).toBeUndefined()
    expect(await rejection(connection.noop())).toBeInstanceOf(ResponseTimeoutError)
    expect(connection.closed).toMatchObject({ code: 'response-timeout' })
  })

  it('takes a byte now and then for silence, and short answers for none', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      for (let words = 0; words < 3; words++) {
        await new Promise((resolve) => setTimeout(resolve, 300))
        peer.send('* OK Still here\r\n')
      }
      peer.send('A1 OK\r\n')
      await peer.line()
      for (const letter of '* OK [ALERT] this takes for ever') {
        peer.send(letter)
        await new Promise((resolve) => setTimeout(resolve, 600))
      }
    })
    const connection = await server.connect({ responseTimeoutMs: 1_000 })
    await connection.noop()
    expect(await rejection(connection.noop())).toBeInstanceOf(ResponseTimeoutError)
  })

  it('ends its patience with a server that asks for it without end, slowly or fast', async () => {
    await using slow = await scripted('', async (peer) => {
      await peer.line()
      for (;;) {
        peer.send('* OK Still here\r\n')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    const patient = await slow.connect({ responseTimeoutMs: 100 })
    expect(await rejection(patient.noop())).toBeInstanceOf(ResponseTimeoutError)
    await using fast = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* OK Still here\r\n'.repeat(100_001))
    })
    const flooded = await fast.connect()
    expect(await rejection(flooded.noop())).toBeInstanceOf(LimitExceededError)
  })

  it('closes on a list of folders without an end, and on more responses than a command may have', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* LIST () "/" again\r\n'.repeat(1_000_001))
    })
    const connection = await server.connect()
    expect(await rejection(connection.list())).toBeInstanceOf(LimitExceededError)
    expect(connection.closed).toBeInstanceOf(LimitExceededError)
    await using other = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* SEARCH 1\r\n'.repeat(11))
    })
    const searching = await other.connect({ limits: { responses: 10 } })
    expect(await rejection(searching.uidSearch('ALL'))).toBeInstanceOf(LimitExceededError)
  })

  it('closes when the server answers OK to a command that was not sent in full', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('A1 OK stored\r\n')
    })
    const connection = await server.connect()
    const append = connection.append('x', [{ flags: [], size: 3, body: [Buffer.from('abc')] }])
    expect(await rejection(append)).toBeInstanceOf(ImapProtocolError)
  })

  it('fails the command whose data cannot be read, and stays usable', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* SEARCH what\r\nA1 OK\r\n')
      await peer.line()
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect()
    expect(await rejection(connection.uidSearch('ALL'))).toBeInstanceOf(ImapProtocolError)
    await connection.noop()
  })

  it.each([
    ['too short', '* 1 FETCH (UID 1 BODY[] {3}\r\n'],
    ['too long', '* 1 FETCH (UID 1 BODY[] {40}\r\n'],
    ['too short, streamed', '* 1 FETCH (UID 1 BODY[] {12}\r\n'],
    ['of a line that is no IMAP', '1 FETCH (UID 1 BODY[] {12}\r\n'],
  ])('takes nothing in a message for an answer where the size of its literal is %s', async (_, header) => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send(
        `${header}Dear Sir,\r\nthe server says:\r\nA2 OK stored\r\n* 2 FETCH (UID 2)\r\nA1 OK\r\n)\r\nA1 OK\r\n`,
      )
    })
    const connection = await server.connect({ limits: { bufferLiteral: 10 } })
    const seen: (number | undefined)[] = []
    const fetched = (async () => {
      for await (const { uid } of connection.fetch('1:*', 'UID')) seen.push(uid)
    })()
    const [first, second] = await Promise.all([rejection(fetched), rejection(connection.noop())])
    expect(first).toBeInstanceOf(ImapProtocolError)
    expect(second).toBeInstanceOf(ImapProtocolError)
    expect(connection.closed).toMatchObject({ code: 'protocol-error' })
    expect(seen).not.toContain(2)
  })

  it('closes on what exceeds a limit', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('x'.repeat(2000))
    })
    const connection = await server.connect({ limits: { lineBytes: 1000 } })
    expect(await rejection(connection.noop())).toBeInstanceOf(LimitExceededError)
  })

  it('logs out politely, and closes when the server does not answer', async () => {
    await using server = await scripted('', async (peer) => {
      expect(await peer.line()).toBe('A1 LOGOUT')
      peer.send('* BYE bye\r\nA1 OK\r\n')
      await peer.gone()
    })
    const connection = await server.connect()
    await connection.logout()
    expect(connection.closed).toBeInstanceOf(ConnectionLostError)
    await connection.logout()
    expect(server.failures).toEqual([])
  })

  it('refuses a server that greets with BYE, or speaks no IMAP', async () => {
    await using busy = await new ScriptedServer(async (peer) => {
      peer.send('* BYE too many connections\r\n')
    }).listen()
    expect(await rejection(busy.connect())).toMatchObject({
      code: 'connection-lost',
      serverReply: 'too many connections',
    })
    await using web = await new ScriptedServer(async (peer) => {
      peer.send('HTTP/1.1 400 Bad Request\r\n\r\n')
    }).listen()
    expect(await rejection(web.connect())).toMatchObject({ code: 'protocol-error' })
  })
})
