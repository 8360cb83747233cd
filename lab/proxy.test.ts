import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startProxy } from './index.ts'

let echo: Server
let echoPort = 0
let received = 0
beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
      socket.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  echoPort = (echo.address() as AddressInfo).port
})
afterAll(() => echo.close())
beforeEach(() => {
  received = 0
})

/** Sends bytes and gives back what came until `expected` were there or the connection ended. */
async function exchange(port: number, bytes: number, expected = bytes): Promise<{ got: number; ms: number }> {
  const began = performance.now()
  const socket = createConnection({ host: '127.0.0.1', port })
  let got = 0
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      got += chunk.length
      if (got >= expected) resolve()
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
  })
  socket.write(Buffer.alloc(bytes, 'x'))
  await done
  const ms = performance.now() - began
  socket.destroy()
  return { got, ms }
}

describe('a proxy', () => {
  it('passes everything through and counts it', async () => {
    await using proxy = await startProxy(echoPort)
    expect((await exchange(proxy.port, 3_000_000)).got).toBe(3_000_000)
    expect(proxy.connections).toBe(1)
    expect(proxy.bytes).toEqual({ 'client-to-server': 3_000_000, 'server-to-client': 3_000_000 })
  })

  it('delays each way', async () => {
    await using proxy = await startProxy(echoPort, { delayMs: 50 })
    const { ms } = await exchange(proxy.port, 10)
    expect(ms).toBeGreaterThanOrEqual(98)
    expect(ms).toBeLessThan(2000)
  })

  it('throttles', async () => {
    await using proxy = await startProxy(echoPort, { bytesPerSecond: 100_000 })
    expect((await exchange(proxy.port, 20_000)).ms).toBeGreaterThan(190)
  })

  it('lets exactly so many bytes reach the server, so many times, and then behaves', async () => {
    const cut = { direction: 'client-to-server', afterBytes: 70_001, times: 2 } as const
    await using proxy = await startProxy(echoPort, { cut })
    await exchange(proxy.port, 200_000)
    await expect.poll(() => received).toBe(70_001)
    await exchange(proxy.port, 200_000)
    await expect.poll(() => received).toBe(140_002)
    expect((await exchange(proxy.port, 200_000)).got).toBe(200_000)
    expect(proxy.cuts).toBe(2)
    expect(proxy.connections).toBe(3)
  })

  it('lets exactly so many bytes reach the client', async () => {
    const afterBytes = (connection: number): number => connection * 1000 + 1
    await using proxy = await startProxy(echoPort, { cut: { direction: 'server-to-client', afterBytes, times: 2 } })
    expect((await exchange(proxy.port, 50_000)).got).toBe(1001)
    expect((await exchange(proxy.port, 50_000)).got).toBe(2001)
    expect((await exchange(proxy.port, 50_000)).got).toBe(50_000)
  })

  it('takes new faults while a connection is open', async () => {
    await using proxy = await startProxy(echoPort)
    const open = exchange(proxy.port, 10, 1_000_000)
    await expect.poll(() => proxy.bytes['server-to-client']).toBe(10)
    proxy.cutNow()
    expect((await open).got).toBe(10)
    proxy.set({ cut: { direction: 'client-to-server', afterBytes: 5 } })
    await exchange(proxy.port, 10)
    expect(proxy.cuts).toBe(1)
  })
})
