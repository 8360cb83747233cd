import type { Dovecot } from '@caravan/lab'
import { beforeAll, describe } from 'vitest'
import { bites } from './testing/bite.ts'
import { startMailServer } from './testing/mail-server.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'late' })
})

// The entry between the braces fits the table of faults-bite.test.ts too.
describe('a commit that comes after the client was cut, connected again and ended', () => {
  bites(
    'late',
    {
      remembers: 'in a record',
      harm: { extra: 1, missing: 0 },
      catches: 1,
      inflict: async ({ target, start }) => {
        const held = target.next({ command: 'APPEND', at: 'whole' })
        const run = start()
        const caught = await held
        caught.cutClient()
        await run.ended
        caught.release()
        await caught.answered
      },
    },
    () => server,
  )
})
