import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { withFolder } from './testing/reader.ts'
import { readObject } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'backup' })
})

it('a ledger that was backed up and restored elsewhere goes on where it was', async () => {
  writeMaildir(server.mailDir('anna'), 'INBOX', letters(25, 'anna'))
  const args = between(server, 'anna', server, 'anna-new')
  await copy(0, args)
  // What only the ledger can know: this letter was copied, and its user wants it no more.
  await withFolder(server, 'anna-new', 'INBOX', (flow) => flow.messageDelete('7'))
  expect((await copy(0, args)).messages).toMatchObject({ copied: 0, present: 24, removed: 1 })

  const file = join(temporaryFolder('backup'), 'ledger.backup')
  const saved = await caravan(['db', 'backup', file, '--json'])
  expect(saved.status, saved.stderr).toBe(0)
  expect(readObject(saved.stdout)).toEqual({ action: 'backup', file })
  expect(statSync(file).mode & 0o077).toBe(0)

  const elsewhere = ['--data', temporaryFolder('restored')]
  const restored = await caravan(['db', 'restore', file, ...elsewhere])
  expect(restored.status, restored.stderr).toBe(0)
  const report = await copy(0, [...args, ...elsewhere])
  expect(report).toMatchObject({ flagsSet: 0, messages: { source: 25, copied: 0, present: 24, removed: 1 } })
  expect(report.verified).toMatchObject({ checked: 24, exact: 24 })

  // Nothing is written over what is there unless somebody says so.
  const twice = await caravan(['db', 'restore', file, ...elsewhere])
  expect(twice.status).toBe(5)
  expect(twice.stderr).toMatch(/already holds data[^]*next: \S/)
  expect((await caravan(['db', 'restore', file, '--replace', ...elsewhere])).status).toBe(0)
})
