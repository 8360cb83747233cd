import type { Dovecot } from '@caravan/lab'
import { beforeAll, describe, it } from 'vitest'
import { ledger } from '../testing/ledger-lock.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { expectCutsHarmless, LINES } from '../testing/random-cuts.ts'
import { WAYS } from '../testing/ways.ts'

const CUTS = 200
const seed = process.env['CARAVAN_SEED'] ?? String(Date.now())

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'cuts' })
  await ledger()
  console.log(`CARAVAN_SEED=${seed}`)
})

describe.concurrent('the line cut at 200 random bytes, both ways at both sides', () => {
  it.each(WAYS)('to a target %s: every message arrives once', async (way, hidden) => {
    await expectCutsHarmless(
      source,
      `random-${WAYS.findIndex(([name]) => name === way)}`,
      hidden,
      LINES,
      CUTS / LINES.length,
      seed,
    )
  })
})
