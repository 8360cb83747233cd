import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { CaravanError } from './errors.ts'
import { SECRET_MARK, Secret } from './secret.ts'

const VALUE = 'canary-7f3a "\\ ∂'
const secret = new Secret(VALUE)

test('a secret is opened by reveal() alone', () => {
  expect(secret.reveal()).toBe(VALUE)
  expect(Object.getOwnPropertyNames(secret)).toEqual([])
  expect(Object.getOwnPropertySymbols(secret)).toEqual([])
})

test('nothing that prints a secret shows it', () => {
  const failure = new CaravanError('sign-in-refused', 'refused', 'again', { cause: { password: secret } })
  const shown = [
    String(secret),
    `of ${secret as unknown as string}`,
    'of ' + (secret as unknown as string),
    [secret].join(),
    JSON.stringify({ deep: [secret] }),
    inspect(secret, { showHidden: true, depth: 9, customInspect: true }),
    inspect(secret, { showHidden: true, depth: 9, customInspect: false }),
    inspect(new Map([[secret, { secret }]]), { depth: 9 }),
    format('%s %o %O %j', secret, secret, secret, secret),
    inspect(failure, { depth: 9 }),
    JSON.stringify(Object.entries(secret)),
    inspect(Object.create(secret)),
    serialize(secret).toString('latin1'),
  ]
  for (const text of shown) expect(text).not.toContain('canary')
  for (const text of shown.slice(0, 4)) expect(text).toContain(SECRET_MARK)
  expect(Number(secret)).toBeNaN()
})

test('a secret cannot be cloned or sent to another thread, however deep it stands', () => {
  const { port1, port2 } = new MessageChannel()
  for (const carrier of [secret, { a: [secret] }, new Error('x', { cause: secret })]) {
    expect(() => structuredClone(carrier)).toThrow(expect.objectContaining({ name: 'DataCloneError' }) as Error)
    expect(() => port1.postMessage(carrier)).toThrow(expect.objectContaining({ name: 'DataCloneError' }) as Error)
  }
  port1.close()
  port2.close()
})

test('a secret cannot be given a property that betrays it', () => {
  expect(() => Object.assign(secret, { toString: () => 'other' })).toThrow(TypeError)
})
