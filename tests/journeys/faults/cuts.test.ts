import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { ledger } from '../testing/ledger-lock.ts'
import { letter, letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { expectCutsHarmless, LINES } from '../testing/random-cuts.ts'
import { expectSame } from '../testing/reader.ts'
import { sampled } from '../testing/sampled.ts'
import { meanwhile, start } from '../testing/started.ts'
import { startTarget, WAYS } from '../testing/ways.ts'
import { argsOf, expectNothingLeft, expectWhole } from '../testing/whole.ts'

const COUNT = 240
/** So many answers, of the batches besides the one that comes late. */
const LOST = 2
const seed = process.env['CARAVAN_SEED'] ?? String(Date.now())

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'cuts' })
  await ledger()
  console.log(`CARAVAN_SEED=${seed}`)
})

/** Three of them are alike in every byte and in their date. */
function fill(user: string): void {
  const others = letters(COUNT - 3, user, { size: 1_500 })
  const alike = letter(`${user}-alike`)
  const inbox = [...others.slice(0, 10), alike, ...others.slice(10, 120), alike, ...others.slice(120), alike]
  writeMaildir(source.mailDir(user), 'INBOX', inbox)
}

const ways = WAYS.map(([way, hidden], index) => [way, hidden, index] as const)

describe.concurrent('a target', { timeout: 180_000 }, () => {
  it.each(sampled(ways, 2))(
    '%s that commits a batch late, and of which further answers are lost, gets every message once in one run',
    async (_, hidden, index) => {
      const user = `answers-${index}`
      fill(user)
      await using target = await startTarget(hidden)
      const { trap } = target
      const journey = { from: source, to: trap, user }
      const held = trap.next({ command: 'APPEND', at: 'whole' })
      let cuts = 0
      trap.each({ command: 'APPEND', nth: 2, at: 'answer' }, async (caught) => {
        const late = await held
        if (caught.command.text !== late.command.text) {
          if (cuts++ < LOST) caught.cut()
          return
        }
        // What was not found is sent again, and the first sending arrives before that is answered.
        late.release()
        await late.answered
      })
      const run = start(argsOf(journey))
      const late = await meanwhile(run, held)
      late.cutClient()
      const { status, json } = await run.ended
      late.release()
      expect(status).toBe(0)
      expect(cuts).toBeGreaterThanOrEqual(LOST)
      expect(await late.answered).toMatch(/^OK/)
      expect(json.messages).toMatchObject({ source: COUNT, copied: COUNT })
      await expectSame(source, user, target.dovecot, `${user}-new`)
      await expectNothingLeft(journey)
    },
  )

  it.each(sampled(ways, 2))(
    '%s that commits a batch only when the run which was cut off has ended: the next run removes what is double',
    async (_, hidden, index) => {
      const user = `later-${index}`
      fill(user)
      await using target = await startTarget(hidden)
      const journey = { from: source, to: target.trap, user }
      const held = target.trap.next({ command: 'APPEND', at: 'whole' })
      const run = start(argsOf(journey))
      const late = await meanwhile(run, held)
      late.cutClient()
      expect((await run.ended).status).toBe(0)
      await expectSame(source, user, target.dovecot, `${user}-new`)
      late.release()
      expect(await late.answered).toMatch(/^OK/)
      const report = await expectWhole(journey, target.dovecot)
      expect(report.messages).toMatchObject({ source: COUNT, present: COUNT })
      expect(report.remarks.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^arrived late/))
    },
  )

  it.each(sampled(ways, 2))(
    '%s, the line cut at random bytes, one way at one side: every message arrives once',
    async (_, hidden, index) => {
      await expectCutsHarmless(source, `random-${index}`, hidden, LINES.slice(index, index + 1), 3, seed)
    },
  )
})
