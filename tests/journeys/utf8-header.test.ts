import { type Dovecot, startScripted, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letter } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'source' })
})

/** RFC 9755 §4: 8-bit characters in a header are refused of who has not enabled UTF8=ACCEPT. */
const isPlain = (message: Buffer) => !/[\x80-\xff]/.test(message.toString('latin1').split('\r\n\r\n')[0] ?? '')

it('a target that takes UTF-8 in headers only of who enables it gets the letter in a form that it takes, with the original attached whole; recorded, not live', async () => {
  const strange = letter('strange', { subject: 'Груз прибыл' })
  writeMaildir(source.mailDir('anna'), 'INBOX', [letter('plain'), strange])
  await using target = await startScripted({
    capabilities: ['IMAP4rev1', 'SASL-IR', 'AUTH=PLAIN', 'NAMESPACE', 'UIDPLUS', 'LITERAL+', 'ENABLE', 'UTF8=ACCEPT'],
    handlers: [
      [
        /^APPEND/,
        ({ literals }) => (literals.every(isPlain) ? undefined : 'NO [CANNOT] 8-bit header without UTF8=ACCEPT.'),
      ],
    ],
  })
  const report = await copy(3, between(source, 'anna', target))
  expect(report.messages).toMatchObject({ source: 2, copied: 1, repaired: 1, refused: 0 })
  expect(report.exceptions).toMatchObject([
    { code: 'repaired-rebuilt', serverReply: '[CANNOT] 8-bit header without UTF8=ACCEPT.' },
  ])
  const [, rebuilt] = target.appended
  const attached = Buffer.from(strange.raw.toString('base64').slice(0, 60))
  expect(rebuilt?.raw.toString('latin1').replaceAll('\r\n', '')).toContain(attached.toString())
})
