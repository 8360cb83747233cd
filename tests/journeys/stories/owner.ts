import { type Dovecot, generateMailbox } from '@caravan/lab'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { PASSWORD, startMailServer } from '../testing/mail-server.ts'
import { expectSame } from '../testing/reader.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { temporaryFolder } from '../testing/temporary.ts'
import { SAID } from './owner-words.ts'

const PEOPLE = { anna: 'Anna Berg', ben: 'Ben Okafor', clara: 'Clara Duarte' } as const
const MOVE = 'Alvero Doors to the new home'

/** A spreadsheet as it comes off the clipboard; the passwords are those of the new mailboxes. */
const LIST = ['E-mail\tName\tFirst password']
  .concat(Object.entries(PEOPLE).map(([user, name]) => `${user}@alvero.example\t${name}\t${PASSWORD}`))
  .join('\n')

/**
 * From the first start of the server to a move whose mailboxes are all home: everything is pressed, nothing asked of the
 * API.
 * @param look sees each page that is worth a picture
 */
export function ownerStory(
  language: keyof typeof SAID,
  look: (page: Page, name: string) => Promise<void> = async () => undefined,
): void {
  const said = SAID[language]
  describe(`an owner from the first start to green, in the language ${language}`, { timeout: 180_000 }, () => {
    let caravan: RunningServe
    let old: Dovecot
    let home: Dovecot
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    beforeAll(async () => {
      old = await startMailServer({ name: `owner-old-${language}` })
      home = await startMailServer({ name: `owner-new-${language}` })
      for (const [index, user] of Object.keys(PEOPLE).entries())
        generateMailbox(old.mailDir(`${user}@alvero.example`), { count: 20 + index * 10, seed: index + 1 })
      caravan = await serve(temporaryFolder(`owner-${language}`))
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      complaints = complaintsOf(page)
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    const main = () => page.getByRole('main')
    const field = (label: string | RegExp, within = main()) => within.getByLabel(label, { exact: true }).first()
    const press = (label: string | RegExp, within = main()) =>
      within.getByRole('button', { name: label, exact: true }).click()
    const dialog = () => page.getByRole('dialog')
    const goTo = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
    const goOn = () => main().getByRole('link', { name: said.goOn }).click()

    it('makes the first account by the link that the server printed, and plans a move', async () => {
      await page.goto(caravan.beginLink)
      const [name, email, password, organisation] = said.begin
      await field(name, page.locator('body')).fill('Olga Karimova')
      await field(email, page.locator('body')).fill('karimova@alvero.example')
      await field(password, page.locator('body')).fill('too short')
      await field(organisation, page.locator('body')).fill('Alvero Doors')
      await press(said.make, page.locator('body'))
      await page.getByText(said.tooShort).waitFor()
      await field(password, page.locator('body')).fill('lantern gravel otter seven')
      await look(page, 'begin')
      await press(said.make, page.locator('body'))
      await main().getByRole('link', { name: said.plan }).click()
      await field(said.name).fill(MOVE)
      await look(page, 'new-move')
      await press(said.submit)
      await field(said.domains).fill('alvero.example')
      await field(said.day).fill('2027-02-01')
      await look(page, 'setup-basics')
      await press(said.save)
    })

    it('names both services, which are looked at, and how one signs in there, which is tried', async () => {
      for (const [side, { port }, name] of [
        ['old-service', old, 'Old hosting'],
        ['new-service', home, 'New mail service'],
      ] as const) {
        await page.waitForURL(`**/setup/${side}`)
        await field(said.host).fill('127.0.0.1')
        await field(said.tls).selectOption('none')
        await field(said.port).fill(String(port))
        await field(said.called).fill(name)
        await press(said.check)
        await main().getByText(said.answers, { exact: true }).waitFor()
        await look(page, `setup-${side}`)
        await press(said.use)
        await goOn()
      }
      await page.waitForURL('**/setup/sign-in')
      const [first, second] = [main().locator('article').nth(0), main().locator('article').nth(1)]
      await field(said.master, first).check()
      await field(said.user, first).fill('admin')
      await field(said.password, first).fill('master')
      await press(said.keep, first)
      await field(said.mailbox, first).fill('anna@alvero.example')
      await press(said.attempt, first)
      await first.getByText(said.worked).waitFor()
      await field(said.table, second).check()
      await look(page, 'setup-sign-in')
      await goOn()
    })

    it('pastes three people, gives them addresses, decides that they move, and makes a wave', async () => {
      await page.waitForURL('**/setup/people')
      await main().getByRole('tab', { name: said.paste }).click()
      await field(said.cells).fill(LIST)
      await press(said.look)
      await main().getByRole('combobox', { name: said.column, exact: true }).selectOption('targetPassword')
      await main().locator('button:enabled', { hasText: said.import }).waitFor()
      await look(page, 'setup-people')
      await press(said.import)
      await main().getByRole('link', { name: said.next }).click()
      await main().getByRole('link', { name: said.new }).click()
      await look(page, 'setup-addresses')
      await press(said.keepAll)
      await main().getByRole('link', { name: said.decisions }).click()
      await field(said.all).check()
      await press(said.move)
      await goTo(said.waves)
      await press(said.split)
      await dialog().getByRole('spinbutton', { name: said.count }).fill('1')
      await press(said.makeWaves, dialog())
      await main().getByRole('heading', { name: said.wave }).waitFor()
      await look(page, 'waves')
    })

    it('goes from gate to gate: the mailboxes are read, the move is approved, the copy may begin', async () => {
      await goTo(said.overview)
      await press(said.assess)
      await main().getByRole('button', { name: said.read }).waitFor()
      await look(page, 'assess')
      await press(said.read)
      await press(said.close)
      await press(said.approve)
      await press(said.approved)
      await dialog().getByRole('textbox', { name: said.who }).fill('The board, on 20 November, minutes no. 7')
      await look(page, 'approve')
      await expectWellMade(page)
      // Whoever notes the yes has ended the stage.
      await press(said.yes, dialog())
      await press(said.prepare)
      await press(said.copy)
      await expectWellMade(page)
    })

    it('starts the wave, and the overview says by itself that everybody is home', async () => {
      await goTo(said.waves)
      await press(said.start)
      await press(said.startWave, dialog())
      await press(said.shut, dialog())
      await goTo(said.overview)
      await main().getByText(said.home).waitFor({ timeout: 60_000 })
      await main().getByText(said.well).waitFor()
      await look(page, 'green')
      await expectWellMade(page)
      expect(complaints).toEqual([])
      for (const user of Object.keys(PEOPLE).map((one) => `${one}@alvero.example`))
        await expectSame(old, user, home, user)
    })
  })
}
