import { type Dovecot, startScripted, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { contents } from './testing/contents.ts'
import { letter, letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { proposal } from './testing/proposal.ts'
import { withMailbox } from './testing/reader.ts'

const USES = { Sent: 'Отправленные', Drafts: 'Черновики', Trash: 'Корзина', Junk: 'Спам' }
/** A service whose special folders are marked and have Russian names. */
const RUSSIAN = `namespace inbox {
${Object.keys(USES)
  .map((name) => `  mailbox ${name} {\n    auto = no\n    special_use =\n  }\n`)
  .join('')}
${Object.entries(USES)
  .map(([use, name]) => `  mailbox ${name} {\n    special_use = \\${use}\n    auto = subscribe\n  }\n`)
  .join('')}
}\n`
/** One that keeps every folder below INBOX and parts levels with a dot, which no name can hold then. */
const DOTTED = 'namespace inbox {\n  prefix = INBOX.\n  separator = .\n}\n'
/** One that stores folders so that a name can have a dot. */
const ANY_NAME = 'mail_location = mdbox:~/mdbox\n'

let russian: Dovecot
let english: Dovecot
let dotted: Dovecot
let free: Dovecot
beforeAll(async () => {
  const start = (name: string, extraConf = '') => startMailServer({ name, extraConf })
  ;[russian, english, dotted, free] = await Promise.all([
    start('russian', RUSSIAN),
    start('english'),
    start('dotted', DOTTED),
    start('free', ANY_NAME),
  ])
})

/** One letter in each of these folders, named after it. */
const fill = (server: Dovecot, user: string, folders: readonly string[]): Promise<void> =>
  withMailbox(server, user, async (flow) => {
    for (const folder of folders) {
      if (folder !== 'INBOX') await flow.mailboxCreate(folder)
      await flow.append(folder, letter(folder, { subject: folder }).raw, ['\\Seen'])
    }
  })

describe('folders', () => {
  it('of one use go to the folder of the same use, whatever the language of their names', async () => {
    await fill(russian, 'anna', ['INBOX', 'Отправленные', 'Корзина', 'Sent', 'Проекты/Грузы & склады/2024年'])
    const args = between(russian, 'anna', english)
    const { folders } = await proposal(args)
    const sent = { from: 'Отправленные', to: 'Sent', exists: true, why: 'special-use', reason: null }
    expect(folders.find(({ from }) => from === 'Отправленные')).toEqual(sent)
    // The one that only happens to be called so gives way.
    const renamed = { from: 'Sent', to: 'Sent (2)', exists: false, why: 'renamed', reason: 'collision' }
    expect(folders.find(({ from }) => from === 'Sent')).toEqual(renamed)

    await copy(0, args)
    expect(await contents(english, 'anna')).toEqual({
      INBOX: ['INBOX'],
      Sent: ['Отправленные'],
      'Sent (2)': ['Sent'],
      Trash: ['Корзина'],
      'Проекты/Грузы & склады/2024年': ['Проекты/Грузы & склады/2024年'],
    })
    expect((await copy(0, args)).messages).toMatchObject({ source: 5, copied: 0, present: 5 })
  })

  it('with characters that the target forbids get names that lead back to theirs, shown before the run', async () => {
    await fill(free, 'berta', ['invoices v1.0', 'acme.example/2024', 'v1=2E=0/a=b'])
    const args = between(free, 'berta', dotted)
    const renamed = (await proposal(args)).folders.filter(({ why }) => why === 'renamed')
    expect(renamed.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['acme.example/2024', 'acme=2E=example/2024', 'characters'],
      ['invoices v1.0', 'invoices v1=2E=0', 'characters'],
      ['v1=2E=0/a=b', 'v1=3D=2E=0/a=b', 'characters'],
    ])
    const forPeople = await caravan(['folders', ...args])
    expect(forPeople.stdout).toMatch(
      /invoices v1\.0 +→ invoices v1=2E=0 +\(new, renamed: the target forbids a character\)/,
    )

    await copy(0, args)
    expect(await contents(dotted, 'berta')).toEqual({
      'INBOX.acme=2E=example.2024': ['acme.example/2024'],
      'INBOX.invoices v1=2E=0': ['invoices v1.0'],
      'INBOX.v1=3D=2E=0.a=b': ['v1=2E=0/a=b'],
    })
    expect((await copy(0, args)).messages).toMatchObject({ source: 3, copied: 0, present: 3 })
  })

  it('with a dot give way also where slashes part the levels and the server forbids the dot', async () => {
    await fill(free, 'clara', ['v1.0'])
    const args = between(free, 'clara', english)
    expect((await proposal(args)).folders.find(({ from }) => from === 'v1.0')).toMatchObject({
      to: 'v1=2E=0',
      reason: 'characters',
    })
    await copy(0, args)
    expect(await contents(english, 'clara')).toEqual({ 'v1=2E=0': ['v1.0'] })
  })

  it('below INBOX at the one service and beside it at the other find each other', async () => {
    await fill(dotted, 'dmitri', ['INBOX', 'INBOX.Work.2024', 'INBOX.Sent'])
    await copy(0, between(dotted, 'dmitri', english))
    const letters = { INBOX: ['INBOX'], 'Work/2024': ['INBOX.Work.2024'], Sent: ['INBOX.Sent'] }
    expect(await contents(english, 'dmitri')).toEqual(letters)
  })

  it('keep their subscriptions', async () => {
    const [wanted, unwanted] = [['Wanted', 'Переписка'], 'Nicht gewollt']
    await fill(english, 'erik', [...wanted, unwanted])
    await withMailbox(english, 'erik', async (flow) => {
      for (const name of wanted) await flow.mailboxSubscribe(name)
      await flow.mailboxUnsubscribe(unwanted)
    })
    await copy(0, between(english, 'erik', russian))
    const list = await withMailbox(russian, 'erik', (flow) => flow.list())
    const subscribed = list.filter((folder) => folder.subscribed).map(({ path }) => path)
    expect(subscribed).toEqual(expect.arrayContaining([...wanted, 'Отправленные']))
    expect(subscribed).not.toContain(unwanted)
  })

  it('are one where a server writes INBOX otherwise', async () => {
    await using target = await startScripted({ folders: ['Inbox'] })
    writeMaildir(russian.mailDir('fatima'), 'INBOX', letters(2, 'inbox'))
    const args = [...between(russian, 'fatima', target), '--include', 'inbox']
    expect((await proposal(args)).folders).toEqual([
      { from: 'INBOX', to: 'INBOX', exists: true, why: 'same-name', reason: null },
    ])
    expect((await copy(0, [...args, '--verify', 'none'])).messages).toMatchObject({ copied: 2 })
    expect(target.transcript.filter((line) => / CREATE /.test(line))).toEqual([])
  })
})
