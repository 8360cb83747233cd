import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letter } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { withFolder } from './testing/reader.ts'
import { temporaryFolder } from './testing/temporary.ts'

const MESSAGE_BYTES = 150_000_000
const MOST_RESIDENT_KB = 250_000

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'large' })
})

it('a message of 150 MB passes while the command itself stays below 250 MB', { timeout: 180_000 }, async () => {
  const { raw } = letter('large', { size: MESSAGE_BYTES, flags: ['\\Flagged'] })
  const digest = createHash('sha256').update(raw).digest('hex')
  writeMaildir(server.mailDir('anna'), 'INBOX', [{ raw, flags: ['\\Flagged'] }])
  const peak = join(temporaryFolder('peak'), 'peak')
  const report = await copy(0, between(server, 'anna', server, 'anna-new'), {
    env: { NODE_OPTIONS: `--import ${import.meta.resolve('./testing/peak-memory.ts')}`, PEAK_MEMORY_FILE: peak },
  })
  expect(report).toMatchObject({ bytes: MESSAGE_BYTES, messages: { copied: 1 }, verified: { checked: 1, exact: 1 } })
  const resident = Number(readFileSync(peak, 'utf8'))
  expect(resident).toBeGreaterThan(10_000)
  expect(resident).toBeLessThan(MOST_RESIDENT_KB)

  await withFolder(server, 'anna-new', 'INBOX', async (flow) => {
    const hash = createHash('sha256')
    const { content } = await flow.download('1')
    for await (const chunk of content ?? []) hash.update(chunk as Buffer)
    expect(hash.digest('hex')).toBe(digest)
  })
})
