import { type Dovecot, type MeddledConnection, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { between, startMailServer } from '../testing/mail-server.ts'
import { copyUnderFault, expectHealed, fill } from '../testing/under-fault.ts'

/** What nobody has to wait longer for before it is said what is wrong. */
const LONGEST_MS = 300_000

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'slow' })
})

const when =
  (pattern: RegExp, act: (connection: MeddledConnection) => void): NonNullable<Meddling['fromServer']> =>
  (line, connection) => {
    if (pattern.test(line)) act(connection)
    return undefined
  }
const fortieth = /^\* 40 FETCH .*BODY\[\]/

const faults: [what: string, side: 'source' | 'target', code: string, meddling: Meddling][] = [
  [
    'a byte a second in the middle of a letter',
    'source',
    'not-handed-out',
    { fromServer: when(fortieth, (it) => it.slow(1)) },
  ],
  [
    'silence in the middle of a letter',
    'source',
    'not-handed-out',
    { fromServer: when(fortieth, (it) => it.mute(500)) },
  ],
  [
    'a byte a second once it let us in',
    'target',
    'response-timeout',
    { fromClient: when(/^\S+ NAMESPACE/, (it) => it.slow(1)) },
  ],
  [
    'silence in place of the greeting',
    'target',
    'connect-timeout',
    {
      onConnect: (connection) => {
        connection.mute()
        return true
      },
    },
  ],
]

describe.concurrent('with the patience that users have', () => {
  it.each(faults)('%s of the %s is said within five minutes (%s)', async (what, side, code, meddling) => {
    const user = `${side}-${what.replaceAll(/\W/g, '')}`
    fill(server, user)
    await using meddler = await startMeddler(server.port, meddling)
    const through = side === 'source' ? { from: meddler, to: server, user } : { from: server, to: meddler, user }
    const began = performance.now()
    // In the middle of a letter it costs that letter, elsewhere the run.
    const report = await copyUnderFault(
      what.includes('letter') ? 3 : 5,
      between(through.from, user, through.to, `${user}-new`),
    )
    expect([report.error?.code, report.exceptions[0]?.code]).toContain(code)
    const took = performance.now() - began
    console.log(`${what}: said after ${(took / 1000).toFixed(0)} s`)
    expect(took).toBeLessThan(LONGEST_MS)
    meddler.set({})
    await expectHealed(through)
  })
})
