import { type Direction, type Dovecot, Random, startProxy, writeMaildir } from '@caravan/lab'
import { expect } from 'vitest'
import { caravan } from './caravan.ts'
import { letter, letters } from './letters.ts'
import { between } from './mail-server.ts'
import { startTarget } from './ways.ts'
import { expectWhole } from './whole.ts'

const COUNT = 41
const SIZE = 15_000
const STREAMED = 1_200_000
/** All of it, and a little for the commands around it. */
const BYTES = (COUNT - 1) * SIZE + STREAMED

/** Where a line is cut, and how many bytes go that way. */
export const LINES = [
  ['source', 'client-to-server', 1_500],
  ['source', 'server-to-client', BYTES],
  ['target', 'client-to-server', BYTES],
  ['target', 'server-to-client', 5_000],
] as const satisfies readonly (readonly ['source' | 'target', Direction, number])[]

/**
 * Cuts each of these lines `times` times after a random number of bytes, and lets the command connect again at once. It may
 * end with a named error, and is then started again; the cuts are counted, and at the end nothing is lost or doubled.
 */
export async function expectCutsHarmless(
  source: Dovecot,
  user: string,
  hidden: readonly string[],
  lines: readonly (typeof LINES)[number][],
  times: number,
  seed: string,
): Promise<void> {
  const random = new Random(`${seed} ${user}`)
  await using target = await startTarget(hidden)
  for (const [index, [side, direction, bytes]] of lines.entries()) {
    const name = `${user}-${index}`
    const inbox = [...letters(COUNT - 1, name, { size: SIZE }), letter(`${name}-streamed`, { size: STREAMED })]
    writeMaildir(source.mailDir(name), 'INBOX', inbox)
    // A cut early in the connection is as likely as one late in it.
    const afterBytes = (): number => Math.floor(bytes ** random.next())
    await using proxy = await startProxy(side === 'source' ? source.port : target.port, {
      cut: { direction, afterBytes, times },
    })
    const journey = side === 'source' ? { from: proxy, to: target } : { from: source, to: proxy }
    while (proxy.cuts < times) await runUnderCuts(side, between(journey.from, name, journey.to, `${name}-new`))
    const report = await expectWhole({ ...journey, user: name }, target.dovecot)
    expect(report.messages.source, `CARAVAN_SEED=${seed}`).toBe(COUNT)
  }
}

/** Green, or interrupted with a next step, or with a message at which the line was always cut: it is tried again. */
async function runUnderCuts(side: 'source' | 'target', args: readonly string[]): Promise<void> {
  const { status, json, stdout, stderr } = await caravan(['copy', ...args, '--json'])
  expect([0, 3, 5], stdout + stderr).toContain(status)
  const always = side === 'source' ? ['not-handed-out'] : ['line-always-cut']
  expect(json.exceptions.filter(({ code }) => !always.includes(code))).toEqual([])
  if (status === 5) {
    expect(json.error?.code).toMatch(/^(connection-lost|connection-refused|literal-broken)$/)
    expect(json.error?.remedy).toMatch(/run again/i)
  }
}
