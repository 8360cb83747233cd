import { type Demo, PLANTED, startDemo } from '@caravan/lab/demo'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrived, complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type Presses, pressesOf } from './testing/demo-presses.ts'
import { expectByKeyboard, expectOpensAndShuts } from './testing/keyboard.ts'

/** Every page that the move and its organisation have. */
const PAGES = [
  ...['overview', 'mailboxes', 'people', 'waves', 'exceptions', 'activity', 'setup', 'setup/basics'],
  ...['setup/old-service', 'setup/new-service', 'setup/sign-in', 'setup/people', 'setup/addresses?part=roles'],
  ...['setup/addresses?part=seen', '../../settings', '../../settings?part=account', '../../audit'],
]

let demo: Demo
let copied: Promise<void>
let page: Page
let press: Presses
let complaints: string[]
let base = ''

beforeAll(async () => {
  // As `npm run demo` runs it: all of the mail, over a line that one can watch.
  demo = await startDemo({ bytesPerSecond: 350_000 })
  copied = demo.copied()
  page = await (await openBrowser({ locale: 'en-GB' })).newPage()
  complaints = complaintsOf(page)
  press = pressesOf(page, await openBrowser({ locale: 'ru-RU', phone: true }), demo)
  const { organisation, move } = demo.move.at
  base = `${demo.company.url}/organisations/${organisation}/moves/${move}`
}, 240_000)
afterAll(() => demo[Symbol.asyncDispose]())

async function open(path: string) {
  await page.goto(new URL(`${base}/${path}`).href)
  await page.locator('main h1, main h2').first().waitFor()
  await arrived(page)
}

describe('the whole demo in the browser', { timeout: 900_000 }, () => {
  it('opens on the overview, where what is copied arrives by itself', async () => {
    await page.goto(demo.program.signInLink())
    await page.waitForURL('**/moves/*/overview')
    await page.evaluate('window.stays = true')
    await page.getByText(/^\d+ of 19 mailboxes are home$/).waitFor({ timeout: 120_000 })
    await page.getByText('karimi@alvero.example: The new mailbox is full').waitFor({ timeout: 300_000 })
    expect(await page.evaluate('window.stays')).toBe(true)
    await expectWellMade(page)
  })

  it('every page is whole while it runs, and everything on it is reached by Tab', async () => {
    for (const path of PAGES) {
      await open(path)
      await expectWellMade(page)
      await expectByKeyboard(page)
    }
  })

  it('menus and dialogs open by Enter, shut by Esc, and give the focus back', async () => {
    await open('overview')
    await expectOpensAndShuts(page, page.locator('main ol > li button').first())
    await open('mailboxes')
    await expectOpensAndShuts(page, page.getByRole('button', { name: 'Columns' }))
    await open('people')
    await expectOpensAndShuts(page, page.getByRole('button', { name: /^Reminder rule/ }))
  })

  it('ends green but for what was planted, and each of it is solved by pressing', async () => {
    await copied
    await press.needs()
    await expectWellMade(page)
    await expectByKeyboard(page)
    await press.onHoliday()
    await press.wrongPassword()
    await press.full()
    await press.tooLarge()
    await press.ownerless()
    await press.forgotten()
    for (const local of [PLANTED.noPassword, PLANTED.wrongPassword, PLANTED.full])
      await press.stands(local, 'home, verified')
    await press.unread()
    await press.closePrepare()
  })

  it('who has left is in the archive, signed in to by the administrator, with the note of it', async () => {
    await press.stands('smirnova', 'home, verified')
    await page.getByRole('row').filter({ hasText: 'smirnova@alvero.example' }).getByRole('link').first().click()
    await page.getByRole('complementary').getByText('Left the company in December 2025.').waitFor()
    await expectWellMade(page)
    await expectByKeyboard(page)
  })

  it('an exception that was accepted can be taken back, and is accepted anew', async () => {
    await page.goto(`${base}/exceptions`)
    await page.getByText('Accepted 3', { exact: true }).click()
    await page.getByRole('button', { name: 'Take back 3 accepted' }).click()
    await page.getByText('3 messages and folders are not at the new home as they were').waitFor()
    await press.tooLarge()
    await press.stands(PLANTED.tooLarge, 'home, verified')
    expect(complaints).toEqual([])
  })
})
