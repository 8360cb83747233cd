import { type Dovecot, Random } from '@caravan/lab'
import { beforeAll, describe } from 'vitest'
import { bites, COUNT, type Fault, SIZE } from './testing/bite.ts'
import { letters } from './testing/letters.ts'
import { startMailServer } from './testing/mail-server.ts'

const seed = Number(process.env['CARAVAN_SEED'] ?? Date.now())

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'bite' })
  console.log(`CARAVAN_SEED=${seed}`)
})

const faults: Readonly<Record<string, Fault>> = {
  'an answer that is lost, after which the client connects again at once': {
    remembers: 'in a record',
    harm: { extra: 1, missing: 0 },
    catches: 1,
    inflict: async ({ target, start }) => {
      target.each({ command: 'APPEND', at: 'answer', times: 1 }, (caught) => caught.cut())
      await start().ended
    },
  },

  'lines cut at random bytes of bodies and of answers, both ways': {
    remembers: 'in a record',
    harm: { extra: 1, missing: 0 },
    catches: 3,
    inflict: async ({ source, target, start }) => {
      const random = new Random(seed)
      const within = (bytes: number): number => Math.floor(random.next() * bytes)
      for (const nth of [1, 3, 5]) {
        const [odd, even] = [nth, nth + 1].map((number) => ({ command: 'APPEND', nth: number, times: 1 }) as const)
        if (odd) target.each({ ...odd, at: { literalBytes: within(SIZE) } }, (caught) => caught.cut())
        if (even) target.each({ ...even, at: { answerBytes: within(20) } }, (caught) => caught.cut())
        const fetch = { command: /^UID FETCH .*BODY/i, nth, times: 1 }
        source.each({ ...fetch, at: { answerBytes: within(SIZE) } }, (caught) => caught.cut())
      }
      await start().ended
    },
  },

  'SIGKILL between APPEND and its answer': {
    remembers: 'in a record',
    harm: { extra: 1, missing: 0 },
    catches: 1,
    inflict: async ({ target, start }) => {
      const held = target.next({ command: 'APPEND', at: 'answer' })
      const run = start()
      const caught = await held
      run.signal('SIGKILL')
      await run.ended
      caught.cut()
    },
  },

  'a second copier that starts while the first one is about to append': {
    remembers: 'by Message-ID',
    harm: { extra: COUNT, missing: 0 },
    catches: 1,
    inflict: async ({ target, start }) => {
      const held = target.next({ command: 'APPEND', at: 'before' })
      const first = start()
      const caught = await held
      await start().ended
      caught.release()
      await first.ended
    },
  },

  'two messages that are alike in every byte': {
    remembers: 'by Message-ID',
    harm: { extra: 0, missing: 1 },
    catches: 0,
    mail: (key) => letters(COUNT - 1, key).flatMap((letter, index) => (index === 0 ? [letter, letter] : [letter])),
    inflict: async ({ start }) => {
      await start().ended
    },
  },
}

// Most of their time is waiting until the target has been quiet, so they wait together.
describe.concurrent.each(Object.entries(faults))('%s', (name, fault) => {
  bites(String(Object.keys(faults).indexOf(name)), fault, () => server)
})
