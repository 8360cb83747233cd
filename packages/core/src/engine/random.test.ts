import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { accountedFor } from './report/report.ts'
import { contents, mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const FOLDERS = ['INBOX', 'Sent', 'Проекты/2024']
const folder = fc.constantFrom(...FOLDERS)

type Step =
  | { do: 'deliver'; folder: string; mails: number[] }
  | { do: 'foreign'; folder: string; n: number }
  | { do: 'flag'; folder: string; at: number }
  | { do: 'renumber'; folder: string; side: 'source' | 'target' }
  | { do: 'run'; faults: number[]; side: 'source' | 'target' }

const step: fc.Arbitrary<Step> = fc.oneof(
  // Few different mails: identical ones are what matching gets wrong.
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      folder,
      mails: fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('foreign' as const), folder, n: fc.nat(1_000_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flag' as const), folder, at: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('renumber' as const),
      folder,
      side: fc.constantFrom('source' as const, 'target' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      // After how many operations of that side the line is cut, again and again.
      faults: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
      side: fc.constantFrom('source' as const, 'target' as const),
    }),
  },
)

test('whatever is delivered, flagged and numbered anew, and wherever the line is cut: nothing is lost, nothing is doubled', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (steps, appendMany, namesUids) => {
        const { source, target, run } = makePair(db, { appendMany, namesUids })
        let foreign = 0
        for (const one of steps) {
          if (one.do === 'deliver')
            for (const n of one.mails)
              source.deliver(one.folder, { bytes: mail(n), internalDate: 1_700_000_000 + (n % 3) })
          else if (one.do === 'foreign') {
            target.deliver(one.folder, { bytes: mail(`foreign ${foreign++} ${one.n}`), flags: '$Foreign' })
          } else if (one.do === 'flag') {
            const messages = source.folder(one.folder).messages
            const message = messages[one.at % Math.max(1, messages.length)]
            if (message !== undefined) message.flags = message.flags === '' ? '\\Seen' : ''
          } else if (one.do === 'renumber') {
            const service = one.side === 'source' ? source : target
            if (service.folders.has(one.folder)) service.renumber(one.folder)
          } else {
            const left = [...one.faults]
            let operations = 0
            const service = one.side === 'source' ? source : target
            service.onOperation = () => {
              if (left.length > 0 && ++operations >= (left[0] ?? 0)) {
                left.shift()
                operations = 0
                throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
              }
            }
            const report = await run({ retry: { attempts: 2, firstPauseMs: 0 } })
            expect(report.messages.source).toBe(accountedFor(report.messages))
            service.onOperation = () => undefined
          }
        }
        const report = await run()
        expect(report.status).toBe('green')
        expect(report.pending).toBe(0)
        for (const made of target.folders.values())
          made.messages = made.messages.filter((message) => message.flags !== '$Foreign')
        expect(contents(target)).toEqual(contents(source))
        expect((await run()).messages.copied).toBe(0)
      },
    ),
    { numRuns: Number(process.env['CARAVAN_RANDOM_RUNS'] ?? 40) },
  )
})
