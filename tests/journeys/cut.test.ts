import { type Direction, type Dovecot, type Faults, startProxy, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letter, letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { sampled } from './testing/sampled.ts'

const COUNT = 61
const STREAMED_BYTES = 3_000_000

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'cut' })
})

/** Sixty letters of 20 kB in three batches and a large one that is never held whole: 4.2 MB in all. */
function fill(user: string): void {
  const small = letters(COUNT - 1, user, { size: 20_000 })
  const streamed = letter(`${user}-streamed`, { size: STREAMED_BYTES })
  writeMaildir(server.mailDir(user), 'INBOX', [...small.slice(0, 30), streamed, ...small.slice(30)])
}

/** Runs over a line that breaks, and once more over one that does not. */
async function journey(
  user: string,
  side: 'source' | 'target',
  faults: Faults,
): Promise<{ cuts: number; first: number }> {
  fill(user)
  await using proxy = await startProxy(server.port, faults)
  const [from, to] = side === 'source' ? [proxy, server] : [server, proxy]
  const args = between(from, user, to, `${user}-new`)
  const first = await copyThrough(args)
  const { cuts } = proxy
  proxy.set({})
  expect((await copy(0, args)).messages).toMatchObject({ source: COUNT })
  await expectSame(server, user, server, `${user}-new`)
  return { cuts, first }
}

/** Green, or interrupted with a next step, or without the letters that the line never let through, which are listed. */
async function copyThrough(args: readonly string[]): Promise<number> {
  const ran = await caravan(['copy', ...args, '--json'])
  const { status, error, messages, pending } = ran.json
  expect([0, 3, 5]).toContain(ran.status)
  expect(status).toBe({ 0: 'green', 3: 'exceptions', 5: 'interrupted' }[ran.status ?? -1])
  for (const { code } of ran.json.exceptions) expect(code).toMatch(/^(line-always-cut|not-handed-out)$/)
  if (ran.status === 5) {
    expect(error?.code).toMatch(/^(connection-lost|connection-refused|literal-broken)$/)
    expect(error?.remedy).toMatch(/run again/i)
    expect(messages.source + pending).toBeLessThanOrEqual(COUNT)
  }
  return ran.status ?? -1
}

type Case = readonly [side: 'source' | 'target', direction: Direction, afterBytes: number, where: string]
const once: Case[] = [
  ['target', 'client-to-server', 30_000, 'within the second letter'],
  ['target', 'client-to-server', 612_345, 'within the first batch'],
  ['target', 'client-to-server', 2_000_000, 'within the large letter'],
  ['target', 'server-to-client', 700, 'within its answers'],
  ['source', 'server-to-client', 30_000, 'within the second letter'],
  ['source', 'server-to-client', 2_000_000, 'within the large letter'],
  ['source', 'server-to-client', 4_150_000, 'within the last letters'],
]

// Nearly all of their time is waiting between two tries, so they wait together.
describe.concurrent('a line that breaks twice and is mended', { timeout: 120_000 }, () => {
  it.each(sampled(once, 2))(
    'at the %s, %s after %i bytes (%s), costs nothing: the run recovers by itself',
    async (side, direction, afterBytes) => {
      const cut = { direction, afterBytes, times: 2 }
      const { cuts, first } = await journey(`${side}-${direction}-${afterBytes}`, side, { cut })
      expect(cuts).toBeGreaterThan(0)
      expect(first).toBe(0)
    },
  )
})

const always: Case[] = [
  ['target', 'client-to-server', 500_000, 'within a batch'],
  ['source', 'server-to-client', 300_000, 'within a batch'],
]

describe.concurrent('a line that breaks again and again', { timeout: 120_000 }, () => {
  it.each(sampled(always, 2))(
    'at the %s, %s after %i bytes (%s), brings what fits through it, the rest is listed and follows over a sound line',
    async (side, direction, afterBytes) => {
      const cut = { direction, afterBytes, times: 1_000 }
      const { first } = await journey(`always-${side}`, side, { cut })
      expect(first).toBe(3)
    },
  )
})
