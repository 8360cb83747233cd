import { generateMailbox } from '@caravan/lab'
import { test } from 'vitest'
import { killAtRandomMoments } from './testing/kill.ts'
import { startMailServer } from './testing/mail-server.ts'

test('every message arrives once when the command is killed at random moments and run again', {
  timeout: 300_000,
}, async () => {
  const [source, target] = [await startMailServer(), await startMailServer()]
  generateMailbox(source.mailDir('anna'), { count: 600, seed: 3 })
  await killAtRandomMoments(source, target, 'anna', 4)
})
