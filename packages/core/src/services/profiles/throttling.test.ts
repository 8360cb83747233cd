import { expect, test } from 'vitest'
import { throttlingIn } from './throttling.ts'

const MINUTE = 60_000

test('the wait that Exchange suggests is the wait (recorded, not live)', () => {
  const words = 'Request is throttled. Suggested Backoff Time: 299910 milliseconds'
  expect(throttlingIn(undefined, words)).toMatchObject({ waitMs: 299_910 })
})

test('a wait of no time or of a year is bounded', () => {
  expect(throttlingIn(undefined, 'Suggested Backoff Time: 0 milliseconds')?.waitMs).toBe(1_000)
  expect(throttlingIn(undefined, 'Suggested Backoff Time: 999999999 milliseconds')?.waitMs).toBe(60 * MINUTE)
})

test('Gmail, which shuts an account out, is asked again after ten minutes, for a day (recorded, not live)', () => {
  const found = throttlingIn('OVERQUOTA', 'Account exceeded command or bandwidth limits. (Failure)')
  expect(found).toEqual({ waitMs: 10 * MINUTE, longestWaitMs: 60 * MINUTE, patienceMs: 25 * 60 * MINUTE })
})

test('a code says it as well as words do', () => {
  expect(throttlingIn('THROTTLED', 'Please wait')).toMatchObject({ waitMs: 30_000 })
  expect(throttlingIn('LIMIT', 'UID FETCH Rate limit hit.')).toMatchObject({ waitMs: 30_000 })
})

test('a full mailbox, a large message and a closed door are something else', () => {
  for (const [code, words] of [
    ['OVERQUOTA', 'Quota exceeded (mailbox for user is full)'],
    ['LIMIT', 'Mail size is larger than the maximum size allowed by server configuration'],
    ['UNAVAILABLE', 'Too many simultaneous connections'],
    [undefined, 'Too many user flags in mailbox'],
  ] as const)
    expect(throttlingIn(code, words)).toBeUndefined()
})
