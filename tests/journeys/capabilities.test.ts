import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letter, letters } from './testing/letters.ts'
import { between, type Server, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { sampled } from './testing/sampled.ts'
import { startWithoutAppendUid } from './testing/silent-proxy.ts'

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'source' })
})

const hidden = [
  ['UIDPLUS'],
  ['MULTIAPPEND'],
  ['LITERAL+'],
  ['UIDPLUS', 'MULTIAPPEND', 'LITERAL+'],
  ['ENABLE', 'NAMESPACE', 'SPECIAL-USE', 'LIST-EXTENDED', 'LIST-STATUS', 'ESEARCH', 'ID', 'UNSELECT', 'SASL-IR'],
]

/** A hundred and twenty-nine letters, among them identical ones and one that goes through as a stream. */
function fill(user: string): void {
  const identical = letter(`${user}-identical`)
  const streamed = letter(`${user}-streamed`, { size: 1_500_000 })
  const inbox = [...letters(120, user), identical, identical, streamed, identical]
  writeMaildir(source.mailDir(user), 'INBOX', inbox)
  writeMaildir(source.mailDir(user), 'Переписка', letters(5, `${user}-2`, { flags: ['\\Answered', '$Forwarded'] }))
}

async function expectEachOnce(target: Server, user: string): Promise<void> {
  fill(user)
  const args = between(source, user, target)
  expect((await copy(0, args)).messages).toMatchObject({ source: 129, copied: 129 })
  await expectSame(source, user, target)
  expect((await copy(0, args)).messages).toMatchObject({ source: 129, copied: 0, present: 129 })
}

it.each(sampled(hidden, 3).map((words) => [words.join(', '), words] as const))(
  'a target that does not offer %s gets every letter once',
  async (_, words) => {
    await using target = await startMailServer({ name: 'target', hideCapabilities: words })
    await expectEachOnce(target, words.join('-').toLowerCase().replaceAll('+', ''))
  },
)

it.each([
  ['and takes many letters in one command', ['UIDPLUS']],
  ['and takes one letter in a command', ['UIDPLUS', 'MULTIAPPEND', 'LITERAL+']],
])('a target that never tells the UIDs it gave %s gets every letter once', async (_, words) => {
  await using dovecot = await startMailServer({ name: 'silent', hideCapabilities: words })
  await using target = await startWithoutAppendUid(dovecot.port)
  await expectEachOnce(target, `silent-${words.length}`)
})
