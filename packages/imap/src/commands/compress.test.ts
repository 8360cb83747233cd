import { constants, createDeflateRaw, createInflateRaw, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Peer, rejection, scripted } from '../testing/scripted-server.ts'

const squeezed = (text: string): Buffer => deflateRawSync(Buffer.from(text), { finishFlush: constants.Z_SYNC_FLUSH })

/** Both sides compress from here on: reads lines that were compressed, and sends answers that are. */
function compressed(peer: Peer) {
  const inflate = createInflateRaw()
  const deflate = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH })
  const raw = peer.socket
  raw.removeAllListeners('data')
  peer.listen(inflate as unknown as typeof raw)
  peer.socket = raw
  raw.on('data', (bytes: Buffer) => void inflate.write(bytes))
  deflate.on('data', (bytes: Buffer) => void raw.write(bytes))
  return (text: string): void => void deflate.write(text)
}

describe('compression', () => {
  it('begins behind the OK, also within its packet, and what is asked for meanwhile waits for it', async () => {
    const big = 'x'.repeat(300_000)
    await using server = await scripted('COMPRESS=DEFLATE LITERAL+', async (peer) => {
      expect(await peer.line()).toBe('A1 NOOP')
      expect(await peer.line()).toBe('A2 COMPRESS DEFLATE')
      peer.send('A1 OK done\r\n* OK still here\r\n')
      expect(peer.pending).toBe('')
      const raw = peer.socket
      const say = compressed(peer)
      raw.write(Buffer.concat([Buffer.from('A2 OK go\r\n'), squeezed('* 7 EXISTS\r\n')]))
      expect(await peer.line()).toBe('A3 NOOP')
      say('A3 OK done\r\n')
      expect(await peer.line()).toBe('A4 APPEND "x" {300000+}')
      expect(await peer.bytes(300_002)).toBe(`${big}\r\n`)
      say('A4 OK done\r\n')
      await peer.gone()
    })
    const connection = await server.connect()
    const unasked: string[] = []
    connection.onUnsolicited = (response) => void unasked.push(response.type)
    const all = await Promise.all([connection.noop(), connection.compress(), connection.noop()])
    expect(all[1]).toBe(true)
    await connection.append('x', [{ flags: [], size: 300_000, body: [Buffer.from(big)] }])
    expect(unasked).toEqual(['state', 'exists'])
    connection.close()
    expect(server.failures).toEqual([])
  })

  it('that the server does not agree to leaves the line as it is', async () => {
    await using server = await scripted('COMPRESS=DEFLATE', async (peer) => {
      await peer.line()
      peer.send('A1 NO [COMPRESSIONACTIVE] TLS does it\r\n')
      expect(await peer.line()).toBe('A2 NOOP')
      peer.send('A2 OK done\r\n')
    })
    const connection = await server.connect()
    expect(await connection.compress()).toBe(false)
    await connection.noop()
    connection.close()
  })

  it('is not asked of a server that does not offer it', async () => {
    await using server = await scripted('', (peer) => peer.gone())
    expect(await rejection((await server.connect()).compress())).toMatchObject({ code: 'extension-missing' })
  })

  it.each([
    ['a line', (long: string) => `* OK ${long}`],
    ['a response', (long: string) => `* X${` {9000000}\r\n${long}`.repeat(4)}\r\n`],
  ])('does not let a few bytes become %s that is longer than the bounds', async (_, shape) => {
    const bomb = squeezed(shape('a'.repeat(9_000_000)))
    expect(bomb.length).toBeLessThan(60_000)
    await using server = await scripted('COMPRESS=DEFLATE', async (peer) => {
      await peer.line()
      const raw = peer.socket
      compressed(peer)
      raw.write(Buffer.concat([Buffer.from('A1 OK go\r\n'), bomb]))
      await peer.gone()
    })
    const connection = await server.connect()
    await connection.compress()
    expect(await rejection(connection.noop())).toMatchObject({ code: 'limit-exceeded' })
  })

  it('names a server that says it compresses and does not, and one that goes in the middle', async () => {
    await using server = await scripted('COMPRESS=DEFLATE', async (peer) => {
      await peer.line()
      peer.send('A1 OK go\r\n')
      await peer.bytes(1)
      peer.send('A2 OK done\r\n')
    })
    const connection = await server.connect()
    await connection.compress()
    expect(await rejection(connection.noop())).toMatchObject({ code: 'protocol-error' })
    await using other = await scripted('COMPRESS=DEFLATE', async (peer) => {
      await peer.line()
      const raw = peer.socket
      compressed(peer)
      raw.write('A1 OK go\r\n')
      await peer.line()
      raw.end(squeezed('* BYE gone\r\n'))
    })
    const second = await other.connect()
    await second.compress()
    expect(await rejection(second.noop())).toMatchObject({ code: 'connection-lost', serverReply: 'gone' })
  })
})
