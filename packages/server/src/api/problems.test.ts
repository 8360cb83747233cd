import { host } from '@caravan/contract'
import { expect, test } from 'vitest'
import { notValid } from './problems.ts'

test('a request that is not as it should be names each field, what is wrong with it, and its bound', () => {
  const body = { token: 'begin_1', name: 'Olga', email: 'olga', password: 'short', organisation: 'Kestrel Bay' }
  const { error } = host.begin.body!.safeParse(body)
  expect(notValid('body', error!).fields).toEqual([
    { path: 'body.email', message: expect.any(String) as string, code: 'invalid_format' },
    { path: 'body.password', message: expect.any(String) as string, code: 'too_small', bound: 12 },
  ])
})
