import { compareMailboxes, loadFolder } from '@caravan/lab'
import { expect, test } from 'vitest'
import { copy } from './testing/caravan.ts'
import { oddMail } from './testing/corpora.ts'
import { between, mailbox, startMailServer } from './testing/mail-server.ts'

const folder = oddMail()

test.skipIf(folder === undefined)(
  'every one of the odd messages arrives, in an ASCII and in a Cyrillic and Chinese folder, and later runs copy and change nothing (skipped where the collection is absent)',
  async () => {
    const [source, target] = [await startMailServer(), await startMailServer()]
    const loaded =
      loadFolder(source.mailDir('odd'), folder ?? '', 'Odd') +
      loadFolder(source.mailDir('odd'), folder ?? '', 'Письма 信件')
    const same = async () => compareMailboxes(mailbox(source, 'odd'), mailbox(target, 'odd'), { normalised: true })

    const first = await copy(0, between(source, 'odd', target))
    expect(first.messages).toMatchObject({ source: loaded, copied: loaded })
    const compared = await same()
    expect(compared).toMatchObject({ missing: 0, extra: 0, flagsChanged: 0, dateChanged: 0 })
    // What the report calls normalised is what an independent comparison finds not equal to the byte, each with a name.
    expect(first.verified).toMatchObject({
      checked: loaded,
      normalised: compared.normalised,
      equivalent: 0,
      mismatched: 0,
    })
    expect(Object.values(first.changes).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(compared.normalised)

    for (let round = 0; round < 2; round++) {
      const again = await copy(0, between(source, 'odd', target))
      expect(again).toMatchObject({ messages: { source: loaded, copied: 0, present: loaded }, flagsSet: 0, bytes: 0 })
    }
    expect(await same()).toMatchObject({ missing: 0, extra: 0, flagsChanged: 0, dateChanged: 0 })
  },
)
