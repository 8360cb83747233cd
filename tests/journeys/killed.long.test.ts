import { loadFolder } from '@caravan/lab'
import { test } from 'vitest'
import { oddMail } from './testing/corpora.ts'
import { killAtRandomMoments } from './testing/kill.ts'
import { startMailServer } from './testing/mail-server.ts'

const folder = oddMail()

test.skipIf(folder === undefined)(
  'every odd message arrives once when the command is killed at 100 random moments and run again (skipped where the collection is absent)',
  async () => {
    const [source, target] = [await startMailServer(), await startMailServer()]
    loadFolder(source.mailDir('odd'), folder ?? '', 'Odd')
    loadFolder(source.mailDir('odd'), folder ?? '', 'Письма 信件')
    await killAtRandomMoments(source, target, 'odd', 100)
  },
)
