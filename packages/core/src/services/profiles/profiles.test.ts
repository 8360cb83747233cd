import { expect, test } from 'vitest'
import { profileForServer } from './index.ts'

test('a service is known by its greeting or by the name that it gives of itself', () => {
  const named = (idName: string | undefined, greeting = '* OK ready') => profileForServer({ idName, greeting }).id
  expect(named('Dovecot')).toBe('dovecot')
  expect(named('Cyrus IMAPD')).toBe('cyrus')
  expect(named(undefined, '* OK [CAPABILITY IMAP4rev1] Courier-IMAP ready. Copyright')).toBe('courier')
  expect(named('somebody else')).toBe('generic')
})

test('Gmail merges identical messages and Exchange rebuilds all (recorded, not live)', () => {
  const gmail = profileForServer({ idName: 'GImap', greeting: '* OK Gimap ready for requests from 192.0.2.1' })
  expect(gmail).toMatchObject({ id: 'gmail', mergesIdentical: true, rebuilds: false })
  const greeting = '* OK The Microsoft Exchange IMAP4 service is ready. [TQBXAEgAUABSADIAMQBDAEEAMAAwADYAMAAuAG4A]'
  expect(profileForServer({ idName: undefined, greeting })).toMatchObject({
    ...{ id: 'exchange', rebuilds: true },
    flagsApart: ['\\Flagged'],
  })
})
