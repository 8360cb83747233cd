import { expect, test } from 'vitest'
import { limitsOf } from './limits.ts'

test('a service is known by its host, or by what its server says it is', () => {
  expect(limitsOf('IMAP.gmail.com', undefined)?.id).toBe('google')
  expect(limitsOf('mail.kestrel.example', 'gmail')?.id).toBe('google')
  expect(limitsOf('mail.kestrel.example', 'exchange')?.connections?.value).toBe(16)
})

test('of Dovecot, Cyrus, Courier and services that nothing is known of, nothing is held back', () => {
  for (const profile of ['dovecot', 'cyrus', 'courier', 'generic', undefined])
    expect(limitsOf('mail.kestrel.example', profile)).toBeUndefined()
})

test('each figure of Gmail has a source and the month in which it was read', () => {
  const { outPerDay, inPerDay, connections } = limitsOf('imap.gmail.com', 'gmail') ?? {}
  expect(outPerDay?.value).toBe(2_500_000_000)
  for (const figure of [outPerDay, inPerDay, connections])
    expect(figure).toMatchObject({
      source: expect.stringMatching(/.{20}/) as string,
      read: expect.stringMatching(/^\d{4}-\d\d$/) as string,
    })
})
