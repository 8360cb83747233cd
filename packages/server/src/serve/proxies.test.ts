import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANSWERS } from '../api/all-answers.ts'
import { buildApp } from '../api/app.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { proxiesOf } from './proxies.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

test.each(['10.0.0.0/0', '172.16.0.0/33', 'proxy.example', '10.0.0.1/8/8', '::/0', '10.0.0.0/', '10.0.0.0/x', '*'])(
  'a list of proxies with “%s” is refused',
  (entry) => {
    expect(() => proxiesOf(`192.0.2.1, ${entry}`)).toThrow(expect.objectContaining({ code: 'proxies-malformed' }))
  },
)

test('a list has addresses and ranges', () => {
  expect(proxiesOf(undefined)).toEqual([])
  expect(proxiesOf(' 192.0.2.1 ,172.16.0.0/12, fd00::/8,')).toEqual(['192.0.2.1', '172.16.0.0/12', 'fd00::/8'])
})

describe('a proxy on another machine', () => {
  /** Guesses a password until it is slowed down, then once more as somebody else; the last two statuses. */
  async function guess(proxies: readonly string[], proxy: string, first: string, other: string): Promise<number[]> {
    const app = buildApp(running.server.context, ANSWERS, proxies)
    const once = async (from: string) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        remoteAddress: proxy,
        headers: { origin: running.url, 'x-forwarded-for': from },
        payload: { email: 'nobody@birch.example', password: 'a wrong password' },
      })
      return answer.statusCode
    }
    let last = 0
    for (let times = 0; times < 12 && last !== 429; times++) last = await once(first)
    const statuses = [last, await once(other)]
    await app.close()
    return statuses
  }

  test('is believed where it is named, so that one who guesses does not lock out everybody behind it', async () => {
    expect(await guess(['172.16.0.0/12'], '172.18.0.1', '198.51.100.1', '198.51.100.2')).toEqual([429, 401])
  })

  test('is not believed where it is not', async () => {
    expect(await guess(['172.16.0.0/12'], '192.0.2.66', '198.51.100.3', '198.51.100.4')).toEqual([429, 429])
  })
})
