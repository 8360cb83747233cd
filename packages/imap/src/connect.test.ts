import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { connectError } from './network-errors.ts'
import { type Peer, rejection, ScriptedServer, scripted } from './testing/scripted-server.ts'

let folder: string
let key: Buffer
let cert: Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-imap-'))
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=imap.test', '-addext', 'subjectAltName=DNS:imap.test'],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ],
    { stdio: 'ignore' },
  )
  key = readFileSync(join(folder, 'key.pem'))
  cert = readFileSync(join(folder, 'cert.pem'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function encrypt(peer: Peer): void {
  peer.socket.removeAllListeners('data')
  peer.listen(new TLSSocket(peer.socket, { isServer: true, key, cert }))
}

const implicit = (): Promise<ScriptedServer> =>
  new ScriptedServer(async (peer) => {
    encrypt(peer)
    peer.send('* OK [CAPABILITY IMAP4rev1 LITERAL+] ready\r\n')
    await peer.line()
    await peer.bytes(300_002)
    peer.send('A1 OK\r\n')
  }).listen()

describe('connecting', () => {
  it('refuses a certificate that nobody vouches for, and takes it with its authority', async () => {
    await using server = await implicit()
    const refused = await rejection(server.connect({ tls: 'implicit', servername: 'imap.test' }))
    expect(refused).toMatchObject({
      name: 'ConnectError',
      code: 'tls-failed',
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    const wrongName = await rejection(server.connect({ tls: 'implicit', ca: cert, servername: 'other.test' }))
    expect(wrongName).toMatchObject({ code: 'tls-failed', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
    const connection = await server.connect({ tls: 'implicit', ca: cert, servername: 'imap.test' })
    await connection.append('x', [
      { flags: [], size: 300_000, body: Array.from({ length: 3 }, () => Buffer.alloc(100_000)) },
    ])
    connection.close()
    const exception = await server.connect({ tls: 'implicit', rejectUnauthorized: false })
    exception.close()
  })

  it('names a server that speaks no TLS', async () => {
    await using server = await scripted('', async (peer) => peer.gone())
    expect(await rejection(server.connect({ tls: 'implicit' }))).toMatchObject({ code: 'tls-failed' })
  })

  it('changes to TLS with STARTTLS, and believes nothing that it learnt before', async () => {
    await using server = await scripted('STARTTLS LOGINDISABLED', async (peer) => {
      expect(await peer.line()).toBe('A1 STARTTLS')
      peer.send('A1 OK go\r\n')
      encrypt(peer)
      expect(await peer.line()).toBe('A2 CAPABILITY')
      peer.send('* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA2 OK\r\n')
      await peer.gone()
    })
    const connection = await server.connect({ tls: 'starttls', ca: cert, servername: 'imap.test' })
    expect([connection.has('LOGINDISABLED'), connection.has('AUTH=PLAIN')]).toEqual([false, true])
    connection.close()
    await server.peer.gone()
    expect(server.failures).toEqual([])
  })

  it.each(['* CAPABILITY IMAP4rev1 EVIL\r\n', 'A2 OK injected\r\n', '* half a line', 'x'])(
    'refuses plain text behind the answer to STARTTLS: %j',
    async (injected) => {
      await using server = await scripted('STARTTLS', async (peer) => {
        await peer.line()
        peer.send(`A1 OK go\r\n${injected}`)
        await peer.gone()
      })
      const error = await rejection(server.connect({ tls: 'starttls', ca: cert, servername: 'imap.test' }))
      expect(error).toMatchObject({ code: 'protocol-error' })
    },
  )

  it('never goes on in plain text where STARTTLS was asked for', async () => {
    await using without = await scripted('AUTH=PLAIN', async (peer) => peer.gone())
    expect(await rejection(without.connect({ tls: 'starttls' }))).toMatchObject({ code: 'starttls-unavailable' })
    await using preauth = await new ScriptedServer(async (peer) => {
      peer.send('* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n')
      await peer.gone()
    }).listen()
    expect(await rejection(preauth.connect({ tls: 'starttls' }))).toMatchObject({ code: 'starttls-unavailable' })
    await using refusing = await scripted('STARTTLS', async (peer) => {
      await peer.line()
      peer.send('A1 NO not now\r\n')
      await peer.gone()
    })
    expect(await rejection(refusing.connect({ tls: 'starttls' }))).toMatchObject({ code: 'command-refused' })
  })

  it('gives up on a server that accepts and never greets', async () => {
    await using server = await new ScriptedServer(async (peer) => peer.gone()).listen()
    expect(await rejection(server.connect({ connectTimeoutMs: 50 }))).toMatchObject({ code: 'connect-timeout' })
    await server.peer.gone()
    expect(await rejection(server.connect({ connectTimeoutMs: 50, tls: 'implicit' }))).toMatchObject({
      code: 'connect-timeout',
    })
  })

  it('asks for the capabilities where the greeting names none', async () => {
    await using server = await new ScriptedServer(async (peer) => {
      peer.send('* OK hello\r\n')
      await peer.line()
      peer.send('* CAPABILITY IMAP4rev1 IDLE\r\nA1 OK\r\n')
    }).listen()
    const connection = await server.connect()
    expect([connection.greeting, connection.has('idle')]).toEqual(['hello', true])
  })

  it('names a port where nothing listens', async () => {
    const server = await scripted('', async () => undefined)
    const { port } = server
    await server[Symbol.asyncDispose]()
    const error = await rejection(connect({ host: '127.0.0.1', port, tls: 'none' }))
    expect(error).toMatchObject({ code: 'connection-refused', cause: { code: 'ECONNREFUSED' } })
  })

  it.each([
    ['ENOTFOUND', 'unknown-host'],
    ['EAI_AGAIN', 'unknown-host'],
    ['ECONNREFUSED', 'connection-refused'],
    ['ETIMEDOUT', 'connect-timeout'],
    ['EHOSTUNREACH', 'host-unreachable'],
    ['ECONNRESET', 'connection-lost'],
  ])('names %s %s', (system, code) => {
    const cause = Object.assign(new Error('x'), { code: system })
    expect(connectError(cause, 'h', 1, false)).toMatchObject({ code, cause })
    expect(connectError(new AggregateError([cause]), 'h', 1, false)).toMatchObject({ code })
  })
})
