import type { Dovecot } from '@caravan/lab'
import { beforeAll, describe } from 'vitest'
import { ledger } from '../testing/ledger-lock.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { stallsOf } from '../testing/stall.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'stalled' })
  await ledger()
})

describe.concurrent('a command that stands still for longer than its right to the mailbox lasts', {
  timeout: 120_000,
}, () => {
  stallsOf(1, () => server)
})
