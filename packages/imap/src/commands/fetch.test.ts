import { describe, expect, it } from 'vitest'
import { CommandRefusedError, ConnectionLostError } from '../errors.ts'
import { collect, rejection, scripted } from '../testing/scripted-server.ts'

async function text(body: AsyncIterable<Buffer> | undefined): Promise<string> {
  return Buffer.concat(await collect(body)).toString('latin1')
}

describe('FETCH', () => {
  it('gives each message as it comes, with what was asked for', async () => {
    await using server = await scripted('', async (peer) => {
      expect(await peer.line()).toBe('A1 UID FETCH 1:3 (UID FLAGS BODY.PEEK[])')
      peer.send(
        '* 1 FETCH (UID 1 FLAGS () BODY[] {2}\r\nab)\r\n* 2 EXISTS\r\n* 2 FETCH (BODY[] "c" UID 3)\r\nA1 OK\r\n',
      )
    })
    const connection = await server.connect()
    const seen: unknown[] = []
    for await (const message of connection.fetch([1, 2, 3], 'UID FLAGS BODY.PEEK[]')) {
      seen.push([message.uid, await text(message.body), await text(message.body)])
    }
    expect(seen).toEqual([
      [1, 'ab', 'ab'],
      [3, 'c', 'c'],
    ])
    expect(server.failures).toEqual([])
  })

  it('streams a large body, and gives the attributes behind it afterwards', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* 1 FETCH (UID 1 BODY[] {20}\r\n0123456789')
      await peer.line()
      peer.send('abcdefghij FLAGS (\\Seen) BODY[1] {2}\r\nhi)\r\nA1 OK\r\nA2 OK\r\n')
    })
    const connection = await server.connect({ limits: { bufferLiteral: 10 } })
    for await (const message of connection.fetch('1', 'UID FLAGS BODY.PEEK[]')) {
      expect([message.uid, message.flags, message.body?.size, message.body?.chunks]).toEqual([
        1,
        undefined,
        20,
        undefined,
      ])
      const noop = connection.noop()
      expect(await text(message.body)).toBe('0123456789abcdefghij')
      expect((await message.complete).flags).toEqual(['\\Seen'])
      expect(await text(message.bodies[1])).toBe('hi')
      await noop
    }
  })

  it.each(['left', 'never read'])('drains a streamed body that is %s', async (how) => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send(`* 1 FETCH (UID 1 BODY[] {100000}\r\n${'x'.repeat(100_000)})\r\n* 2 FETCH (UID 2)\r\nA1 OK\r\n`)
    })
    const connection = await server.connect({ limits: { bufferLiteral: 10, highWaterMark: 1000 } })
    const uids: unknown[] = []
    for await (const message of connection.fetch('1:2', 'UID BODY.PEEK[]')) {
      uids.push(message.uid)
      if (how === 'left') for await (const chunk of message.body ?? []) if (chunk.length > 0) break
    }
    expect(uids).toEqual([1, 2])
    expect(connection.heldBytes).toBe(0)
  })

  it('drains the rest when the loop is left', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      for (let uid = 1; uid <= 50; uid++)
        peer.send(`* ${uid} FETCH (UID ${uid} BODY[] {1000}\r\n${'x'.repeat(1000)})\r\n`)
      peer.send('A1 OK\r\n')
      await peer.line()
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect({ limits: { highWaterMark: 3000 } })
    for await (const message of connection.fetch('1:50', 'UID BODY.PEEK[]')) if (message.uid === 2) break
    await connection.noop()
    expect(connection.heldBytes).toBe(0)
  })

  it('holds the server back while its consumer is slow', async () => {
    const size = 64 * 1024
    const count = 400
    await using server = await scripted('', async (peer) => {
      await peer.line()
      const body = Buffer.alloc(size, 'x')
      for (let uid = 1; uid <= count; uid++) {
        peer.socket.write(`* ${uid} FETCH (UID ${uid} BODY[] {${size}}\r\n`)
        peer.socket.write(body)
        if (!peer.socket.write(')\r\n')) await new Promise((resolve) => peer.socket.once('drain', resolve))
      }
      peer.send('A1 OK\r\n')
    })
    const connection = await server.connect({ limits: { highWaterMark: 256 * 1024 }, responseTimeoutMs: 500 })
    let most = 0
    let seen = 0
    for await (const message of connection.fetch(`1:${count}`, 'UID BODY.PEEK[]')) {
      seen++
      expect(message.body?.size).toBe(size)
      // Longer than the time-out of silence: this side's slowness is no silence of the server.
      if (seen === 1) await new Promise((resolve) => setTimeout(resolve, 900))
      most = Math.max(most, connection.heldBytes)
    }
    expect(seen).toBe(count)
    // The mark, one socket read that crosses it, and one message.
    expect(most).toBeGreaterThan(128 * 1024)
    expect(most).toBeLessThan(256 * 1024 + 64 * 1024 + size + 4096)
  })

  it('keeps memory flat while 150 MB stream to a slow consumer', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x')
    const size = 150 * piece.length
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send(`* 1 FETCH (BODY[] {${size}}\r\n`)
      for (let sent = 0; sent < size; sent += piece.length) {
        if (!peer.socket.write(piece)) await new Promise((resolve) => peer.socket.once('drain', resolve))
      }
      peer.send(' UID 9)\r\nA1 OK\r\n')
    })
    const connection = await server.connect()
    let most = 0
    let got = 0
    for await (const message of connection.fetch('1', 'BODY.PEEK[]')) {
      for await (const chunk of message.body ?? []) {
        got += chunk.length
        most = Math.max(most, connection.heldBytes)
        if (got % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      expect((await message.complete).uid).toBe(9)
    }
    expect(got).toBe(size)
    expect(most).toBeLessThan(4 * 1024 * 1024 + 65_536)
  })

  it('never ends a body short as if it were whole when the connection is lost', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.socket.end('* 1 FETCH (UID 1 BODY[] {20}\r\n0123456789')
    })
    const connection = await server.connect({ limits: { bufferLiteral: 10 } })
    const stream = connection.fetch('1', 'UID BODY.PEEK[]')
    const first = await stream.next()
    const message = first.value
    expect(await rejection(text(message?.body))).toBeInstanceOf(ConnectionLostError)
    expect(await rejection(message!.complete)).toBeInstanceOf(ConnectionLostError)
    expect(await rejection(stream.next())).toBeInstanceOf(ConnectionLostError)
  })

  it('never delivers a buffered body of which the connection lost the end', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.socket.end('* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2 BODY[] {20}\r\n0123456789')
    })
    const connection = await server.connect()
    const stream = connection.fetch('1', 'UID BODY.PEEK[]')
    expect((await stream.next()).value?.uid).toBe(1)
    expect(await rejection(stream.next())).toBeInstanceOf(ConnectionLostError)
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  it('throws what the server refused behind the messages that it gave', async () => {
    await using server = await scripted('', async (peer) => {
      await peer.line()
      peer.send('* 1 FETCH (UID 1)\r\nA1 NO some messages are gone\r\n')
    })
    const connection = await server.connect()
    const uids: unknown[] = []
    const loop = (async () => {
      for await (const message of connection.fetch('1:2', 'UID')) uids.push(message.uid)
    })()
    expect(await rejection(loop)).toBeInstanceOf(CommandRefusedError)
    expect(uids).toEqual([1])
  })

  it('hands VANISHED to who asked for it', async () => {
    await using server = await scripted('', async (peer) => {
      expect(await peer.line()).toBe('A1 UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 5 VANISHED)')
      peer.send('* VANISHED (EARLIER) 3:4\r\n* 1 FETCH (UID 1 MODSEQ (6))\r\nA1 OK\r\n')
    })
    const connection = await server.connect()
    const vanished: unknown[] = []
    const fetched = connection.fetch('1:*', ['UID', 'FLAGS'], {
      changedSince: 5n,
      onVanished: (uids) => vanished.push(...uids),
    })
    for await (const message of fetched) expect(message.modSeq).toBe(6n)
    expect(vanished).toEqual([[3, 4]])
    expect(server.failures).toEqual([])
  })
})
