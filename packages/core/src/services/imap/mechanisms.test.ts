import { type Dovecot, startDovecot } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ServiceError } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

// Dovecot 2.3 prepares no password (RFC 4013): this one is the same either way.
const PASSWORD = 'Brücke, "seven" \\ чай'

describe.each(['scram-sha-256', 'scram-sha-1', 'cram-md5'])('at a Dovecot that offers %s and nothing else', (name) => {
  let dovecot: Dovecot
  beforeAll(async () => {
    dovecot = await startDovecot({ users: { anna: PASSWORD }, extraConf: `auth_mechanisms = ${name}` })
  })
  afterAll(() => dovecot.stop())

  const account = (password: string) =>
    new ImapEndpoint({
      host: '127.0.0.1',
      port: dovecot.port,
      tls: 'none',
      user: 'anna',
      credentials: { kind: 'password', user: 'anna', password },
    })

  test('the right password signs in', async () => {
    const session = await account(PASSWORD).connect()
    expect((await session.folders()).map((folder) => folder.name)).toContain('INBOX')
    await session.close()
  })

  test('a wrong one is refused, and is not shown', async () => {
    const failure: unknown = await account('Gull Lantern 77')
      .connect()
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ServiceError)
    expect(failure).toMatchObject({ code: 'sign-in-refused' })
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('Gull Lantern')
  })
})
