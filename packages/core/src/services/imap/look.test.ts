import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { type Dovecot, freePort, makeCertificate, startDovecot } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXEMPT, hostGuard } from '../../guard/index.ts'
import { ImapEndpoint } from './endpoint.ts'
import { lookAtService } from './look.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startDovecot({ name: 'look', tls: true, names: ['imap.corp.test'] })
})
afterAll(() => server.stop())

/** Every name leads to the lab's server. */
const guard = hostGuard(EXEMPT, async () => [{ address: '127.0.0.1', family: 4 }])

const place = (tls: 'implicit' | 'starttls' | 'none', ca: string | undefined, host = 'imap.corp.test') => ({
  ...{ host, tls, ca, guard, timeoutMs: 30_000 },
  port: (tls === 'implicit' ? server.tlsPort : server.port) ?? 0,
})

/** The certificate with a month in its first moment that no calendar has (UTCTime, X.690 §11.8). */
function inMonth99(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const moment = der.indexOf(Buffer.from([0x17, 0x0d]))
  der.write('99', moment + 4, 'latin1')
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

describe('a look at a mail service', () => {
  it.each(['implicit', 'starttls'] as const)(
    'tells what it offers and whom its certificate is for (%s)',
    async (tls) => {
      const look = await lookAtService(place(tls, server.ca), false)
      expect(look).toMatchObject({ state: 'answers', profile: 'dovecot', error: null })
      expect(look.server).toMatch(/^Dovecot/)
      expect(look.capabilities).toContain('AUTH=PLAIN')
      expect(look.certificate).toMatchObject({ names: ['localhost', '127.0.0.1', 'imap.corp.test'], fault: null })
      expect(look.certificate?.validTo.getTime()).toBeGreaterThan(Date.now())
    },
  )

  it('says who vouches for a certificate that nobody trusts, and still what the server offers', async () => {
    const look = await lookAtService(place('implicit', undefined), false)
    expect(look).toMatchObject({
      state: 'failed',
      profile: 'dovecot',
      certificate: { issuer: 'localhost', fault: 'no-authority' },
      error: { code: 'tls-failed' },
    })
    expect(look.capabilities).toContain('AUTH=PLAIN')
  })

  it('names the hosts that a certificate is for where it is for others', async () => {
    const look = await lookAtService(place('implicit', server.ca, 'imap.other.test'), false)
    expect(look).toMatchObject({ state: 'failed', certificate: { fault: 'other-name' }, error: { code: 'tls-failed' } })
    expect(look.error?.message).toContain('it is for localhost, 127.0.0.1, imap.corp.test')
  })

  it('lets such a certificate pass where a person has said so', async () => {
    const look = await lookAtService(place('implicit', undefined), true)
    expect(look).toMatchObject({ state: 'answers', certificate: { fault: 'no-authority' }, error: null })
  })

  it('without TLS has no certificate, and offers STARTTLS', async () => {
    const look = await lookAtService(place('none', undefined), false)
    expect(look).toMatchObject({ state: 'answers', certificate: null, error: null })
    expect(look.capabilities).toContain('STARTTLS')
  })

  it('tells of a certificate whose days are none', async () => {
    const folder = await mkdtemp('/tmp/caravan-test-look-')
    const { ca, keyFile } = await makeCertificate(folder)
    const server = createServer({ cert: inMonth99(ca), key: await readFile(keyFile) }, (socket) => {
      socket.on('error', () => socket.destroy())
      socket.end('* BYE\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const look = await lookAtService({ ...place('implicit', undefined), port }, false)
    expect(look).toMatchObject({ state: 'failed', certificate: { validFrom: new Date(0), fault: 'other' } })
    await new Promise((resolve) => server.close(resolve))
    await rm(folder, { recursive: true })
  })

  it('tells what is amiss where nobody answers, and where TLS is not spoken', async () => {
    const nobody = { ...place('implicit', undefined), port: await freePort() }
    expect(await lookAtService(nobody, false)).toMatchObject({
      state: 'failed',
      certificate: null,
      error: { code: 'connection-refused' },
    })
    const plain = { ...place('implicit', undefined), port: server.port }
    expect(await lookAtService(plain, false)).toMatchObject({ state: 'failed', error: { code: 'tls-failed' } })
  })
})

describe('a mailbox behind a certificate that nobody trusts', () => {
  const endpoint = (unverified: boolean) =>
    new ImapEndpoint({
      ...{ host: 'imap.corp.test', port: server.tlsPort ?? 0, tls: 'implicit', guard, unverified, user: 'anna' },
      credentials: { kind: 'password', user: 'anna', password: 'pw' },
    })

  it('is not signed in to, but where a person has let it pass', async () => {
    await expect(endpoint(false).connect()).rejects.toMatchObject({ code: 'tls-failed' })
    const session = await endpoint(true).connect()
    expect((await session.folders()).length).toBeGreaterThan(0)
    await session.close()
  })
})
