import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guardedPolicy, hostGuard } from '../../guard/index.ts'
import { readSubmission, type SubmissionPlace } from './greet-smtp.ts'

// No real submission server is in the lab: these play one.
let folder: string
let key: Buffer
let cert: Buffer
let server: Server | undefined
const sockets = new Set<Socket>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-smtp-'))
  const names = ['-subj', '/CN=smtp.test', '-addext', 'subjectAltName=DNS:smtp.test']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' })
  key = readFileSync(join(folder, 'key.pem'))
  cert = readFileSync(join(folder, 'cert.pem'))
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server?.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Serves one conversation; gives back where. */
async function serving(talk: (socket: Socket) => void, host = 'smtp.test'): Promise<SubmissionPlace> {
  const running = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  }).listen(0, '127.0.0.1')
  server = running
  await once(running, 'listening')
  const { port } = running.address() as { port: number }
  const guard = hostGuard(guardedPolicy('127.0.0.1'), async () => [{ address: '127.0.0.1', family: 4 }])
  return { host, port, tls: 'starttls', guard, ca: cert.toString(), timeoutMs: 30_000 }
}

const encrypted = (socket: Socket): TLSSocket => {
  const safe = new TLSSocket(socket, { isServer: true, key, cert })
  safe.on('error', () => undefined)
  return safe
}

/** Answers each line; `STARTTLS` goes on encrypted. */
function answering(socket: Socket, answers: Readonly<Record<string, string>>, heard: string[] = []): void {
  socket.on('data', (data: Buffer) => {
    const line = data.toString().trim()
    heard.push(line)
    const answer = answers[line.split(' ')[0] ?? '']
    if (answer === undefined) return
    socket.write(answer)
    if (line !== 'STARTTLS' || !answer.startsWith('220 ')) return
    socket.removeAllListeners('data')
    answering(
      encrypted(socket),
      { ...answers, EHLO: '250-smtp.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000\r\n' },
      heard,
    )
  })
}
const USUAL = {
  EHLO: '250-smtp.test\r\n250-PIPELINING\r\n250 STARTTLS\r\n',
  STARTTLS: '220 go on\r\n',
  QUIT: '221 bye\r\n',
}

describe('a submission server (played, not live)', () => {
  it('is greeted by STARTTLS, and only what it says behind TLS is believed', async () => {
    const heard: string[] = []
    const place = await serving((socket) => {
      socket.write('220-smtp.test ESMTP\r\n220 welcome\r\n')
      answering(socket, USUAL, heard)
    })
    expect(await readSubmission(place)).toEqual({
      capabilities: ['AUTH PLAIN LOGIN', 'SIZE 1000'],
      server: 'smtp.test ESMTP',
    })
    expect(heard.slice(0, 3)).toEqual(['EHLO [127.0.0.1]', 'STARTTLS', 'EHLO [127.0.0.1]'])
  })

  it('is greeted with TLS from the first byte, however its lines are cut', async () => {
    const place = await serving((plain) => {
      const socket = encrypted(plain)
      for (const piece of ['22', '0 smtp', '.test\r', '\n']) socket.write(piece)
      answering(socket, { EHLO: '250-smtp.test\r\n250 AUTH PLAIN\r\n' })
    })
    expect(await readSubmission({ ...place, tls: 'implicit' })).toMatchObject({ capabilities: ['AUTH PLAIN'] })
  })

  it.each([
    ['offers no STARTTLS', '220 x\r\n', { EHLO: '250 smtp.test\r\n' }, 'starttls-unavailable'],
    ['refuses STARTTLS', '220 x\r\n', { ...USUAL, STARTTLS: '454 not now\r\n' }, 'protocol-error'],
    [
      'slips words in behind STARTTLS',
      '220 x\r\n',
      { ...USUAL, STARTTLS: '220 go on\r\n220 AUTH PLAIN\r\n' },
      'protocol-error',
    ],
    ['lets nobody in', '554 no\r\n', {}, 'protocol-error'],
    ['speaks IMAP', '* OK ready\r\n', {}, 'connect-timeout'],
    ['says too much', 'x'.repeat(40_000), {}, 'protocol-error'],
    ['is silent', '', {}, 'connect-timeout'],
  ])('that %s is named', async (_, greeting, answers, code) => {
    const place = await serving((socket) => {
      socket.write(greeting)
      answering(socket, answers)
    })
    const timeoutMs = code === 'connect-timeout' ? 500 : place.timeoutMs
    await expect(readSubmission({ ...place, timeoutMs })).rejects.toMatchObject({ code })
  })

  it('with a certificate for another name is refused', async () => {
    const place = await serving((socket) => {
      socket.write('220 x\r\n')
      answering(socket, USUAL)
    }, 'other.test')
    await expect(readSubmission(place)).rejects.toMatchObject({ code: 'tls-failed' })
  })

  it('that closes, or is not there, is named', async () => {
    const place = await serving((socket) => socket.end())
    await expect(readSubmission(place)).rejects.toMatchObject({ code: 'connection-lost' })
    server?.close()
    await expect(readSubmission(place)).rejects.toMatchObject({ code: 'connection-refused' })
  })

  it('on a host that the guard refuses is not connected to', async () => {
    let connections = 0
    const place = await serving(() => connections++)
    const guard = hostGuard(guardedPolicy(''), async () => [{ address: '127.0.0.1', family: 4 }])
    await expect(readSubmission({ ...place, guard })).rejects.toMatchObject({ code: 'host-refused' })
    expect(connections).toBe(0)
  })
})
