import { expect, test } from 'vitest'
import { PROVIDERS } from './providers.ts'
import { employeeSignIn } from './steps.ts'

test('every provider with IMAP of its own has steps of its own, and anybody else’s host has the plain ones', () => {
  for (const { id, imap } of PROVIDERS)
    if (imap !== undefined) expect(employeeSignIn(imap.host).provider, id).not.toBe('generic')
  for (const host of ['mail.old.example', 'imap.gmail.com.evil.example', '192.0.2.1', 'evilmail.ru'])
    expect(employeeSignIn(host)).toMatchObject({ provider: 'generic', way: 'password' })
})

test('a host is known in any spelling, and by others of the same provider', () => {
  expect(employeeSignIn('IMAP.Yandex.ru.')).toMatchObject({ provider: 'yandex', way: 'app-password' })
  expect(employeeSignIn('imap.yandex.com').provider).toBe('yandex')
  expect(employeeSignIn('imap.163.com')).toMatchObject({ provider: 'netease', way: 'authorisation-code' })
  expect(employeeSignIn('imap.zoho.eu').provider).toBe('generic')
  expect(employeeSignIn('imappro.zoho.eu').provider).toBe('zoho')
})

test('keys of steps are their provider’s and are there once', () => {
  const hosts = [...PROVIDERS.flatMap(({ imap }) => (imap === undefined ? [] : [imap.host])), 'mail.old.example']
  const found = new Map(hosts.map((host) => [employeeSignIn(host).provider, employeeSignIn(host).steps]))
  const keys = [...found.values()].flatMap((steps) => steps.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
  for (const [provider, steps] of found) {
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.every(({ key, text }) => key.startsWith(`${provider}.`) && text.length > 10)).toBe(true)
  }
})
