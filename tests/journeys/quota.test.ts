import { type Dovecot, startProxy, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, sameMailAs, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'

let source: Dovecot
let full: Dovecot
let roomy: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'source' })
  full = await startMailServer({ name: 'full', quotaBytes: 1_000_000 })
  roomy = await startMailServer({ name: 'roomy', extraConf: sameMailAs(full) })
})

it('a full target interrupts with the words of the server, and the next run goes on once there is room', async () => {
  const COUNT = 500
  writeMaildir(source.mailDir('anna'), 'INBOX', letters(COUNT, 'quota', { size: 8_000 }))
  writeMaildir(source.mailDir('anna'), 'Later', letters(3, 'later'))
  const proxy = await startProxy(full.port)
  const plain = between(source, 'anna', proxy)
  const asked = await caravan(['copy', ...plain, '--json'])
  expect(asked.status).toBe(6)
  expectError(asked.json.error, 'target-too-small', null)
  expect(asked.json.error?.message).toMatch(/has 1\.0 MB left within its quota, and 4\.\d MB are still to be copied/)
  expect(asked.json.messages.copied).toBe(0)
  expect(asked.stderr).toMatch(/1\.0 MB left/)
  const args = [...plain, '--accept-small-target']
  const stopped = await copy(5, args)
  expect(stopped.status).toBe('interrupted')
  expectError(stopped.error, 'quota-full', /Quota exceeded/i)
  const { copied } = stopped.messages
  expect(copied).toBeGreaterThan(0)
  expect(stopped.messages).toMatchObject({ source: copied, refused: 0 })
  expect(stopped.pending).toBe(COUNT + 3 - copied)

  const forPeople = await caravan(['copy', ...args])
  expect(forPeople.status).toBe(5)
  expect(forPeople.stdout).toMatch(/no room left[^]*the server said: .*Quota exceeded[^]*next: \S/i)

  await proxy.stop()
  await using again = await startProxy(roomy.port, {}, proxy.port)
  const rest = COUNT + 3 - copied
  expect((await copy(0, args)).messages).toMatchObject({ source: COUNT + 3, copied: rest, present: copied })
  await expectSame(source, 'anna', again)
  expect((await copy(0, args)).messages).toMatchObject({ copied: 0, present: COUNT + 3 })
})
