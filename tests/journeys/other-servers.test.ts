import { compareMailboxes, type MailboxAt, startCourier, startCyrus } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letter, letters } from './testing/letters.ts'
import { between, mailbox, PASSWORD, startMailServer } from './testing/mail-server.ts'
import { withMailbox } from './testing/reader.ts'
import type { Report } from './testing/report.ts'

type Stopped = { stop: () => Promise<void> }
interface Other {
  readonly port: number
  /** Its prefix of personal folders. */
  readonly prefix?: string
  /** The folders that it cannot have, by the names they get there. */
  readonly renamed: Readonly<Record<string, string>>
}

const users = { anna: PASSWORD }
const started: Stopped[] = []
afterAll(() => Promise.all(started.map((server) => server.stop())))

const own = <T extends Stopped>(server: T): T => {
  started.push(server)
  return server
}

/** Folders with letters of their own; the odd signs are those that one or the other server cannot have in a name. */
const FOLDERS = ['INBOX', 'Sent', 'Проекты/2024/客户 & Co', 'Sales! 50% (a;b)', 'Plans/v1.2', '😀/مشتریان']

let source: Awaited<ReturnType<typeof startMailServer>>
let home: typeof source
const others = new Map<string, Other>()

beforeAll(async () => {
  const anyName = { extraConf: 'mail_location = mdbox:~/mdbox\n' }
  const [from, back, cyrus, courier] = await Promise.all([
    startMailServer({ name: 'from', ...anyName }),
    startMailServer({ name: 'back', ...anyName }),
    startCyrus({ users }),
    startCourier({ users }),
  ])
  source = from
  home = back
  others.set('Cyrus', { port: own(cyrus).port, renamed: { 'Sales! 50% (a;b)': 'Sales=21= 50=25= (a=3B=b)' } })
  others.set('Courier', {
    port: own(courier).port,
    prefix: 'INBOX.',
    renamed: { 'Plans/v1.2': 'Plans/v1=2E=2', '😀/مشتریان': '=F09F9880=/مشتریان' },
  })
  await withMailbox(source, 'anna', async (flow) => {
    for (const [index, folder] of FOLDERS.entries()) {
      if (folder !== 'INBOX' && folder !== 'Sent') await flow.mailboxCreate(folder)
      for (const { raw, date } of letters(3, `other-${index}`))
        await flow.append(folder, raw, ['\\Seen', '$Forwarded', 'order'], date)
      await flow.append(
        folder,
        letter(`flagged-${index}`).raw,
        ['\\Flagged', '\\Answered'],
        new Date('1999-12-31T23:59:59Z'),
      )
    }
    await flow.mailboxSubscribe('Plans/v1.2')
  })
})

const MESSAGES = FOLDERS.length * 4

/** What is not the same in two mailboxes, but for folders that are called otherwise there. */
async function differences(a: MailboxAt, b: MailboxAt, renamed: Readonly<Record<string, string>> = {}) {
  const { missing, extra, flagsChanged, dateChanged, foldersMissing, differences } = await compareMailboxes(a, b, {
    renamed,
  })
  return { missing, extra, flagsChanged, dateChanged, foldersMissing, differences }
}
const NONE = { missing: 0, extra: 0, flagsChanged: 0, dateChanged: 0, foldersMissing: [], differences: [] }

const renames = ({ perFolder }: Report): Record<string, string> =>
  Object.fromEntries(
    perFolder.filter(({ folder, target }) => folder !== target).map(({ folder, target }) => [folder, target]),
  )

describe.each(['Cyrus', 'Courier'])('a mailbox moved to %s and back', (name) => {
  it('is the same there and again at home, but for names that one of them cannot have, and a second run copies nothing', async () => {
    const other = others.get(name)
    if (other === undefined) throw new Error('not started')
    const there: MailboxAt = {
      user: 'anna',
      pass: PASSWORD,
      port: other.port,
      ...(other.prefix && { prefix: other.prefix }),
    }
    const homeUser = `anna-${[...others.keys()].indexOf(name)}`

    const out = between(source, 'anna', other)
    const first = await copy(0, out)
    expect(renames(first)).toEqual(other.renamed)
    expect(first).toMatchObject({ status: 'green', messages: { source: MESSAGES, copied: MESSAGES } })
    expect(await differences(mailbox(source, 'anna'), there, other.renamed)).toEqual(NONE)
    expect(await copy(0, out)).toMatchObject({ messages: { copied: 0, present: MESSAGES }, flagsSet: 0, bytes: 0 })

    const back = between(other, 'anna', home, homeUser)
    const second = await copy(0, back)
    expect(second.messages).toMatchObject({ source: MESSAGES, copied: MESSAGES })
    // A name that was written out is a name as any other on the way home, and is written out once more.
    const again = renames(second)
    const atHome = Object.fromEntries(Object.entries(other.renamed).map(([from, to]) => [from, again[to] ?? to]))
    expect(await differences(mailbox(source, 'anna'), mailbox(home, homeUser), atHome)).toEqual(NONE)
    expect(await copy(0, back)).toMatchObject({ messages: { copied: 0, present: MESSAGES }, flagsSet: 0 })
  })
})
