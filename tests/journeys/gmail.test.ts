import type { Dovecot } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { type Labelled, startGmail } from './testing/gmail.ts'
import { letter } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { type FoundMail, folderMail } from './testing/reader.ts'

let target: Dovecot
beforeAll(async () => {
  target = await startMailServer({ name: 'target' })
})

const LABELS = Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? `Projects/Year ${2000 + n}` : `Label ${n}`))

/** Two hundred letters under thirty labels: some in the inbox, some sent, some archived, most under several labels. */
const mailbox = (): Labelled[] =>
  Array.from({ length: 200 }, (_, n) => ({
    id: String(1_278_455_344_230_334_865n + BigInt(n)),
    labels: [
      ...(n % 4 === 0 ? ['\\Inbox'] : []),
      ...(n % 7 === 3 ? ['\\Sent'] : []),
      ...(n % 5 === 0 ? ['\\Important'] : []),
      ...(n % 11 === 0 ? ['\\Starred'] : []),
      ...(n % 10 === 9 ? [] : LABELS.filter((_, index) => (n + index) % 9 === 0)),
    ],
    flags: n % 11 === 0 ? '\\Seen \\Flagged' : '\\Seen',
    raw: letter(`labelled-${n}`, { size: 2_000 }).raw,
  }))

/** The folder that a letter was copied to, and how it stands there. */
function placeOf(there: ReadonlyMap<string, readonly FoundMail[]>, letter: Buffer): [string, FoundMail] {
  for (const [folder, mail] of there) {
    const found = mail.find(({ raw }) => raw.equals(letter))
    if (found !== undefined) return [folder, found]
  }
  throw new Error('it was copied')
}

it('a mailbox of Gmail with thirty labels is copied with each message fetched once and stored once; recorded, not live', async () => {
  const messages = mailbox()
  await using gmail = await startGmail(messages)
  const route = between(gmail, 'anna', target, 'anna')
  const shown = await caravan(['folders', ...route])
  expect(shown.status, shown.stderr).toBe(0)
  expect(shown.stdout).toMatch(/\[Gmail\]\/All Mail +→ Archive/)
  expect(shown.stdout).toContain('Each message is copied once, into the folder of one of its labels')
  const report = await copy(0, route)
  expect(report.messages).toMatchObject({ copied: 200, refused: 0 })
  const there = await folderMail(target, 'anna')
  const stored = [...there.values()].flat()
  expect(stored.map(({ raw }) => raw.toString()).sort()).toEqual(messages.map(({ raw }) => raw.toString()).sort())
  // Once to copy it; verification reads the copies.
  expect([...gmail.bodies.values()]).toEqual(messages.map(() => 1))
  for (const { labels, raw } of messages) {
    const [folder, copied] = placeOf(there, raw)
    const own = labels.filter((label) => !label.startsWith('\\'))
    if (labels.includes('\\Inbox')) expect(folder).toBe('INBOX')
    else if (labels.includes('\\Sent')) expect(folder).toBe('Sent')
    else if (own.length === 0) expect(folder).toBe('Archive')
    else expect(own).toContain(folder)
    for (const label of own) if (label !== folder) expect(copied.flags).toContain(label.replaceAll(' ', '_'))
    expect(copied.flags.has('$Important')).toBe(labels.includes('\\Important'))
    expect(copied.flags.has('\\Flagged')).toBe(labels.includes('\\Starred'))
  }
  expect((await copy(0, route)).messages).toMatchObject({ copied: 0, present: 200 })
  expect([...gmail.bodies.values()]).toEqual(messages.map(() => 1))
})

it('all mail of a Gmail goes into one folder with its labels as keywords, where that is asked for; recorded, not live', async () => {
  const messages = mailbox()
  await using gmail = await startGmail(messages)
  const report = await copy(0, [...between(gmail, 'maria', target, 'maria'), '--labels', 'all-mail'])
  expect(report.messages).toMatchObject({ copied: 200 })
  const there = await folderMail(target, 'maria')
  expect([...there].flatMap(([name, mail]) => (mail.length > 0 ? [name] : [])).sort()).toEqual([
    'Archive',
    'INBOX',
    'Sent',
  ])
  for (const { labels, raw } of messages) {
    const [, { flags }] = placeOf(there, raw)
    for (const label of labels.filter((one) => !one.startsWith('\\')))
      expect(flags).toContain(label.replaceAll(' ', '_'))
  }
})
