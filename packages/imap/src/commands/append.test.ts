import { describe, expect, it } from 'vitest'
import { CommandRefusedError, ConnectionLostError, InvalidArgumentError, LiteralBrokenError } from '../errors.ts'
import { rejection, scripted } from '../testing/scripted-server.ts'

const message = (
  text: string,
  flags: readonly string[] = [],
): { flags: readonly string[]; size: number; body: Buffer[] } => ({
  flags,
  size: Buffer.byteLength(text),
  body: [Buffer.from(text)],
})

async function* pieces(...texts: (string | Error)[]): AsyncGenerator<Buffer, void, undefined> {
  for (const text of texts) {
    if (text instanceof Error) throw text
    yield Buffer.from(text)
  }
}

describe('APPEND', () => {
  it('sends several messages as one MULTIAPPEND, and gives each its UID', async () => {
    await using server = await scripted('MULTIAPPEND UIDPLUS LITERAL+ BINARY', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "a\\"b" (\\Seen $Fwd) " 1-Feb-2020 03:04:05 +0000" {5+}')
      expect(await peer.bytes(5)).toBe('hello')
      expect(await peer.line()).toBe(' " 9-Jul-2019 10:00:00 -0700" ~{3+}')
      expect(await peer.bytes(3)).toBe('a\0b')
      expect(await peer.line()).toBe(' {0+}')
      expect(await peer.line()).toBe('')
      peer.send('A1 OK [APPENDUID 7 11,5:6] done\r\n')
    })
    const connection = await server.connect()
    const result = await connection.append('a"b', [
      { ...message('hello', ['\\Seen', '$Fwd']), internalDate: new Date('2020-02-01T03:04:05.999Z') },
      { flags: [], internalDateRaw: ' 9-Jul-2019 10:00:00 -0700', size: 3, body: pieces('a', '', '\0b'), binary: true },
      { flags: [], size: 0, body: [] },
    ])
    expect(result).toEqual({ uidValidity: 7, uids: [11, 5, 6], text: 'done' })
    expect(server.failures).toEqual([])
  })

  it('sends NUL as literal8, asked and unasked, and nothing where the server has no BINARY (RFC 3516 §4.4)', async () => {
    const body = { flags: [], size: 3, body: [Buffer.from('a\0b')], binary: true }
    await using server = await scripted('BINARY', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "x" ~{3}')
      peer.send('+\r\n')
      expect(await peer.bytes(5)).toBe('a\0b\r\n')
      peer.send('A1 OK\r\n')
    })
    await (await server.connect()).append('x', [body])
    expect(server.failures).toEqual([])
    await using without = await scripted('LITERAL+', async (peer) => peer.gone())
    const connection = await without.connect()
    expect(await rejection(connection.append('x', [body]))).toMatchObject({ code: 'extension-missing' })
    expect(connection.closed).toBeUndefined()
  })

  it('names no UIDs where the server names another number of them', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      peer.send('A1 OK [APPENDUID 7 1:4294967295] done\r\n')
    })
    const connection = await server.connect()
    expect(await connection.append('x', [message('')])).toEqual({ uidValidity: 7, uids: undefined, text: 'done' })
  })

  it('waits for + where literals are synchronising, and holds later commands back', async () => {
    await using server = await scripted('', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "x" {5}')
      expect(peer.pending).toBe('')
      peer.send('+ go\r\n')
      expect(await peer.line()).toBe('hello')
      peer.send('A1 OK\r\n')
      expect(await peer.line()).toBe('A2 NOOP')
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect()
    await Promise.all([connection.append('x', [message('hello')]), connection.noop()])
    expect(server.failures).toEqual([])
  })

  it('asks first for more than 4,096 bytes where only LITERAL- is offered', async () => {
    await using server = await scripted('LITERAL-', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "x" {4096+}')
      await peer.bytes(4098)
      peer.send('A1 OK\r\n')
      expect(await peer.line()).toBe('A2 APPEND "x" {4097}')
      peer.send('+\r\n')
      await peer.bytes(4099)
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect()
    await connection.append('x', [message('a'.repeat(4096))])
    await connection.append('x', [message('a'.repeat(4097))])
    expect(server.failures).toEqual([])
  })

  it('asks first where it is told to, and sends no body that is refused then', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "x" {5}')
      peer.send('A1 NO [TOOBIG] too big\r\n')
      expect(await peer.line()).toBe('A2 NOOP')
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect()
    const refused = await rejection(connection.append('x', [{ ...message('hello'), askFirst: true }]))
    expect(refused).toMatchObject({ code: 'command-refused', responseCode: 'TOOBIG' })
    await connection.noop()
    expect(server.failures).toEqual([])
  })

  it('sends nothing more of a command that is refused instead of +, and stays usable', async () => {
    await using server = await scripted('MULTIAPPEND', async (peer) => {
      expect(await peer.line()).toBe('A1 APPEND "x" {5}')
      peer.send('+ go\r\n')
      expect(await peer.bytes(5)).toBe('hello')
      expect(await peer.line()).toBe(' {5}')
      peer.send('A1 NO [OVERQUOTA] full\r\n')
      expect(await peer.line()).toBe('A2 NOOP')
      peer.send('A2 OK\r\n')
    })
    const connection = await server.connect()
    const refused = await rejection(connection.append('x', [message('hello'), message('world')]))
    expect(refused).toBeInstanceOf(CommandRefusedError)
    expect(refused).toMatchObject({
      code: 'command-refused',
      status: 'NO',
      command: 'APPEND',
      responseCode: 'OVERQUOTA',
    })
    await connection.noop()
    expect(server.failures).toEqual([])
  })

  it.each([
    ['fewer', () => [Buffer.from('hell')]],
    ['more', () => [Buffer.from('hello'), Buffer.from('!')]],
    ['fewer in time', () => pieces('he', 'll')],
    ['more in time', () => pieces('hello', '!')],
    ['an error', () => pieces('he', new Error('source lost'))],
    ['an error behind its last byte', () => pieces('hello', new Error('source lost'))],
  ])('destroys the connection where a body yields %s, and never completes the literal', async (_, body) => {
    let received = ''
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      received = await peer.gone()
    })
    const connection = await server.connect()
    const append = rejection(connection.append('x', [{ flags: [], size: 5, body: body() }]))
    const noop = rejection(connection.noop())
    expect(await append).toBeInstanceOf(LiteralBrokenError)
    expect(await noop).toBeInstanceOf(ConnectionLostError)
    expect(connection.closed).toMatchObject({ code: 'literal-broken' })
    await server.peer.gone()
    expect(received.length).toBeLessThan(5)
  })

  it('carries the cause of a body that threw', async () => {
    await using server = await scripted('LITERAL+', async (peer) => peer.gone())
    const connection = await server.connect()
    const cause = new Error('source lost')
    expect(await rejection(connection.append('x', [{ flags: [], size: 5, body: pieces('he', cause) }]))).toMatchObject({
      cause,
    })
  })

  it.each([
    ['BYE', '* BYE message too big\r\n', { code: 'connection-lost', serverReply: 'message too big' }],
    ['NO', 'A1 NO [TOOBIG] too big\r\n', { code: 'command-refused', responseCode: 'TOOBIG' }],
    ['nothing', '', { code: 'connection-lost' }],
  ])('rejects at once when the server says %s and closes while a large literal is sent', async (_, words, expected) => {
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      await peer.bytes(100_000)
      peer.socket.pause()
      peer.socket.end(words)
    })
    const connection = await server.connect()
    let told = false
    async function* body(): AsyncGenerator<Buffer, void, undefined> {
      try {
        for (let sent = 0; sent < 200; sent++) yield Buffer.alloc(1024 * 1024)
      } finally {
        told = true
      }
    }
    const error = await rejection(connection.append('x', [{ flags: [], size: 200 * 1024 * 1024, body: body() }]))
    expect(error).toMatchObject(expected)
    await new Promise((resolve) => setImmediate(resolve))
    expect(told).toBe(true)
  })

  it('rejects at once when the connection goes while a body keeps it waiting', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      peer.socket.destroy()
    })
    const connection = await server.connect()
    const never: AsyncIterable<Buffer> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    }
    expect(await rejection(connection.append('x', [{ flags: [], size: 5, body: never }]))).toMatchObject({
      code: 'connection-lost',
    })
  })

  it('ends a MULTIAPPEND at the next message when the server has already refused it', async () => {
    await using server = await scripted('MULTIAPPEND LITERAL+', async (peer) => {
      await peer.line()
      peer.send('A1 NO no\r\n')
      expect(await peer.line()).toBe('hello')
      expect(await peer.line()).toBe('A2 NOOP')
      peer.send('A2 OK\r\n')
    })
    let answered = false
    const connection = await server.connect({
      log: (_, line) => {
        answered ||= line === 'A1 NO no'
      },
    })
    async function* slow(): AsyncGenerator<Buffer, void, undefined> {
      yield Buffer.from('hell')
      while (!answered) await new Promise((resolve) => setImmediate(resolve))
      yield Buffer.from('o')
    }
    const append = rejection(connection.append('x', [{ flags: [], size: 5, body: slow() }, message('world')]))
    expect(await append).toBeInstanceOf(CommandRefusedError)
    await connection.noop()
    expect(server.failures).toEqual([])
  })

  it('takes no more of a body than the server does', async () => {
    const size = 64 * 1024 * 1024
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      peer.socket.pause()
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(pulled).toBeGreaterThan(0)
      // What both ends' kernels buffer on loopback, and not the 64 MiB of the body.
      expect(pulled).toBeLessThan(32 * 1024 * 1024)
      let got = Buffer.byteLength(peer.pending)
      peer.socket.removeAllListeners('data').on('data', (bytes: Buffer) => {
        got += bytes.length
        if (got === size + 2) peer.send('A1 OK\r\n')
      })
      peer.socket.resume()
    })
    let pulled = 0
    async function* body(): AsyncGenerator<Buffer, void, undefined> {
      for (; pulled < size; pulled += 65_536) yield Buffer.alloc(65_536)
    }
    const connection = await server.connect()
    await connection.append('x', [{ flags: [], size, body: body() }])
    expect(pulled).toBe(size)
    expect(server.failures).toEqual([])
  })

  it('refuses what cannot be sent, before anything is sent', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      expect(await peer.line()).toBe('A1 NOOP')
      peer.send('A1 OK\r\n')
    })
    const connection = await server.connect()
    const body = message('x')
    for (const bad of [
      { ...body, flags: ['a b'] },
      { ...body, flags: ['x)\r\nA2 LOGOUT'] },
      { ...body, internalDateRaw: '1"' },
      { ...body, internalDate: new Date(Number.NaN) },
      { ...body, size: -1 },
      { ...body, size: 1.5 },
    ]) {
      expect(await rejection(connection.append('x', [bad]))).toBeInstanceOf(InvalidArgumentError)
    }
    expect(await rejection(connection.append('x\r\ny', [body]))).toBeInstanceOf(InvalidArgumentError)
    expect(await rejection(connection.append('日本', [body]))).toBeInstanceOf(InvalidArgumentError)
    expect(await rejection(connection.append('x', []))).toBeInstanceOf(InvalidArgumentError)
    expect(await rejection(connection.append('x', [body, body]))).toMatchObject({
      code: 'extension-missing',
      extension: 'MULTIAPPEND',
    })
    expect(await rejection(connection.append('x', [{ ...body, binary: true }]))).toMatchObject({
      code: 'extension-missing',
      extension: 'BINARY',
    })
    await connection.noop()
    expect(server.failures).toEqual([])
  })
})

describe('the append pipeline', () => {
  it('keeps as many bytes under way as its window holds, and gives each message its own result', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      for (const tag of ['A1', 'A2']) {
        expect(await peer.line()).toBe(`${tag} APPEND "x" {1000+}`)
        await peer.bytes(1002)
      }
      expect(peer.pending).toBe('')
      peer.send('A1 OK [APPENDUID 1 1]\r\nA2 NO [LIMIT] no\r\n')
      expect(await peer.line()).toBe('A3 APPEND "x" {1000+}')
      await peer.bytes(1002)
      peer.send('A3 OK [APPENDUID 1 2]\r\n')
    })
    const connection = await server.connect()
    const pipeline = connection.appendPipeline('x', { windowBytes: 3000 })
    const results = await Promise.allSettled([1, 2, 3].map(() => pipeline.push(message('a'.repeat(1000)))))
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.uids : 'refused'))).toEqual([
      [1],
      'refused',
      [2],
    ])
    await pipeline.ready()
    expect(pipeline.bytesUnderWay).toBe(0)
    expect(server.failures).toEqual([])
  })

  it('lets one message pass that is larger than the window', async () => {
    await using server = await scripted('LITERAL+', async (peer) => {
      await peer.line()
      await peer.bytes(5002)
      peer.send('A1 OK\r\n')
    })
    const connection = await server.connect()
    await connection.appendPipeline('x', { windowBytes: 10 }).push(message('a'.repeat(5000)))
  })
})
