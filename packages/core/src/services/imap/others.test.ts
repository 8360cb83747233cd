import { startCyrus, startDovecot } from '@caravan/lab'
import { expect, test } from 'vitest'
import { ImapEndpoint } from './endpoint.ts'
import { listOtherUsers } from './others.ts'

const account = (port: number, user: string, password = 'pw') => ({
  ...({ host: '127.0.0.1', port, tls: 'none', user } as const),
  credentials: { kind: 'password', user, password } as const,
})

test.each(['slash', 'dotted'] as const)(
  'an administrator of Cyrus (%s) sees every user, and a user nobody',
  async (layout) => {
    await using cyrus = await startCyrus({ layout })
    for (const user of ['anna', 'john.doe']) {
      const session = await new ImapEndpoint(account(cyrus.port, user)).connect()
      await session.createFolder(session.nameOf(['Projects']), undefined)
      await session.close()
    }
    expect(await listOtherUsers(account(cyrus.port, 'admin'))).toEqual(['anna', 'john.doe'])
    await expect(listOtherUsers(account(cyrus.port, 'anna'))).rejects.toMatchObject({ code: 'service-lists-nobody' })
  },
)

test('a Dovecot shows its master user nobody', async () => {
  await using dovecot = await startDovecot()
  await expect(listOtherUsers(account(dovecot.port, 'anna'))).rejects.toMatchObject({ code: 'service-lists-nobody' })
})
