import { startDovecot } from '@caravan/lab'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../store/index.ts'
import { openDatabase } from '../../../store/index.ts'
import { startTestServer, type TestServer } from '../../../store/testing/database.ts'
import { refusedFolder } from '../setup.ts'
import { dovecotWorld } from './dovecot.ts'
import { type DovecotLab, dovecotLab } from './dovecot-world.ts'
import { live } from './model.ts'
import { type Manners, steps } from './steps.ts'

const SEED = Number(process.env['CARAVAN_RANDOM_SEED'] ?? Date.now() % 2 ** 31)

/** What the three targets offer; a history meets one of them. */
const TARGETS: readonly (readonly string[])[] = [
  [],
  ['MULTIAPPEND', 'QRESYNC'],
  ['UIDPLUS', 'MULTIAPPEND', 'LITERAL+', 'QRESYNC', 'CONDSTORE'],
]

const mannersOf = (hidden: readonly string[]): Manners => ({
  appendMany: !hidden.includes('MULTIAPPEND'),
  namesUids: !hidden.includes('UIDPLUS'),
  removes: !hidden.includes('UIDPLUS'),
  merges: false,
  rewrites: true,
  refuses: 'nothing',
  tells: { source: 'gone', target: tellsOf(hidden) },
})

const tellsOf = (hidden: readonly string[]) =>
  hidden.includes('CONDSTORE') ? 'nothing' : hidden.includes('QRESYNC') ? 'changed' : 'gone'

/** The random model on real servers: so many histories between Dovecots, from a seed that is printed. */
export function dovecotRuns(runs: number): void {
  let server: TestServer
  let db: Database
  const labs: (DovecotLab & AsyncDisposable & { stop: () => Promise<void> })[] = []

  beforeAll(async () => {
    server = await startTestServer()
    const url = `${await server.url()}&options=-c%20synchronous_commit%3Doff`
    db = await openDatabase({ url, connections: 20 })
    const source = await startDovecot({ name: 'random-source' })
    for (const hideCapabilities of TARGETS.slice(0, runs)) {
      const target = await startDovecot({ name: 'random-target', hideCapabilities })
      const lab = await dovecotLab({ db, url, keepRefused: refusedFolder(), servers: { source, target } })
      labs.push({
        ...lab,
        stop: async () => {
          await Promise.all([target.stop(), source.stop()])
        },
      })
    }
  })
  afterAll(async () => {
    for (const lab of labs) await lab[Symbol.asyncDispose]()
    for (const lab of labs) await lab.stop()
    await db.close()
    await server.stop()
  })

  test(`between Dovecots nothing is lost and nothing doubled in ${runs} random histories`, {
    timeout: 120_000 + runs * 30_000,
  }, async () => {
    let passes = 0
    await fc.assert(
      fc.asyncProperty(fc.nat(TARGETS.length - 1), steps, async (which, history) => {
        const lab = labs[which % labs.length]
        if (lab === undefined) throw new Error('a lab was started')
        const ran = await live(dovecotWorld(lab, mannersOf(TARGETS[which % labs.length] ?? [])), history)
        passes += ran
      }),
      { numRuns: runs, seed: SEED, interruptAfterTimeLimit: 60_000 + runs * 30_000, markInterruptAsFailure: true },
    )
    process.stdout.write(
      `random model on Dovecot: ${runs} histories, ${passes} passes, seed ${SEED}: 0 lost, 0 doubled\n`,
    )
    expect(passes).toBeGreaterThan(runs)
  })
}
