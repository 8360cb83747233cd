import type { Dovecot } from '@caravan/lab'
import { beforeAll, describe, it } from 'vitest'
import { ledger } from '../testing/ledger-lock.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { betweenAnswerAndCommit, expectGoesOn, expectTakenOver, halfSent, stalls } from '../testing/stall.ts'

/** More than a command that goes on stands still on a busy machine. */
const LEASE_SECONDS = 2

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'stalled' })
  await ledger()
})

describe.concurrent('a command stopped for longer than its right to the mailbox lasts', { timeout: 120_000 }, () => {
  it.each(Object.entries(stalls))(
    '%s, and woken when another has taken over, sends nothing more, and no message is lost or doubled',
    async (where, stall) => {
      await expectTakenOver(server, `over-${Object.keys(stalls).indexOf(where)}`, stall, LEASE_SECONDS)
    },
  )

  it('while a literal is half sent, and woken when nobody has taken over, goes on and ends green', async () => {
    await expectGoesOn(server, 'alone', halfSent, LEASE_SECONDS)
  })
})

describe('a command stopped for longer than its right to the mailbox lasts', { timeout: 120_000 }, () => {
  it('between an answer and its commit keeps nobody out, and no message is lost or doubled', async () => {
    await expectTakenOver(server, 'commit', betweenAnswerAndCommit, LEASE_SECONDS)
  })
})
