import { addressOf, type Demo, oldPassword, PLANTED } from '@caravan/lab/demo'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Whoever opened the demo's link, and what they press for each thing that was planted in it. Nothing else is used. */
export interface Presses {
  /** On the overview: all that needs somebody is shown. */
  readonly needs: () => Promise<void>
  /** A card of the overview. */
  readonly card: (text: string | RegExp) => Locator
  /** Waits until the mailbox stands so, in its row of the list. */
  readonly stands: (local: string, state: string) => Promise<void>
  /** These three let a copy go on; how it ends is `stands`. */
  readonly wrongPassword: () => Promise<void>
  readonly onHoliday: () => Promise<void>
  readonly full: () => Promise<void>
  readonly tooLarge: () => Promise<void>
  readonly ownerless: () => Promise<void>
  readonly forgotten: () => Promise<void>
  readonly unread: () => Promise<void>
  readonly closePrepare: () => Promise<void>
}

const address = (local: string) => addressOf({ local })
/** Of what waits for a copy or a letter. */
const LONG = { timeout: 120_000 }

export function pressesOf(
  page: Page,
  phone: BrowserContext,
  demo: Pick<Demo, 'outside' | 'company' | 'move'>,
): Presses {
  const { organisation, move } = demo.move.at
  const overview = `${demo.company.url}/organisations/${organisation}/moves/${move}/overview`
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const card = (text: string | RegExp) => page.locator('article').filter({ hasText: text })
  const needs = async () => {
    await page.goto(overview)
    await page.locator('article').first().waitFor()
    const more = page.getByRole('button', { name: /^\d+ more$/ })
    if (await more.isVisible()) await more.click()
  }
  const asksForPass = async (pressed: Locator) => {
    const asked = page.waitForResponse((one) => one.request().method() === 'POST' && one.url().endsWith('/passes'))
    await pressed.click()
    expect((await asked).ok()).toBe(true)
  }
  const stands = async (local: string, state: string) => {
    await page.goto(overview.replace('/overview', `/mailboxes?q=${address(local)}`))
    await page
      .getByRole('row')
      .filter({ hasText: address(local) })
      .getByText(state, { exact: true })
      .waitFor(LONG)
  }
  return {
    ...{ needs, card, stands },
    async wrongPassword() {
      const before = demo.outside.post.letters.length
      await needs()
      const stuck = card(address(PLANTED.wrongPassword)).filter({ hasText: 'The password is not accepted' })
      await stuck.getByRole('button', { name: 'Send a new link' }).click()
      await stuck.getByText('An email with a new link goes out.').waitFor()
      // She reads her letter, on her phone.
      await expect.poll(() => demo.outside.post.letters.length, LONG).toBeGreaterThan(before)
      const hers = await phone.newPage()
      await hers.goto(demo.outside.url)
      const letter = hers.locator('li').filter({ hasText: `to ${address(PLANTED.wrongPassword)}` })
      const [opened] = await Promise.all([
        phone.waitForEvent('page', LONG),
        letter.first().getByRole('link', { name: 'Open its link' }).click(LONG),
      ])
      // A password was refused: hers is asked for at once.
      await opened.locator('#password').fill(oldPassword({ local: PLANTED.wrongPassword }))
      await opened.getByRole('button', { name: 'Проверить и продолжить' }).click()
      await opened.locator('#password').waitFor({ state: 'detached' })
      await Promise.all([opened.close(), hers.close()])
    },
    async onHoliday() {
      await needs()
      const stuck = card(address(PLANTED.noPassword)).filter({ hasText: 'There is no password for it yet' })
      await asksForPass(stuck.getByRole('button', { name: 'Sign in by “Old hosting, as its administrator”' }))
    },
    async full() {
      await needs()
      const stuck = card(address(PLANTED.full)).filter({ hasText: 'The new mailbox is full' })
      await stuck.getByRole('link', { name: 'Open the mailbox' }).click()
      const panel = page.getByRole('complementary')
      const [outside] = await Promise.all([
        page.context().waitForEvent('page'),
        panel.getByRole('link', { name: demo.outside.url }).click(),
      ])
      await outside.getByRole('button', { name: /1 GB$/ }).click()
      await outside.getByText('has 1 GB of room now').waitFor()
      await outside.close()
      await asksForPass(panel.getByRole('button', { name: 'Try again' }))
    },
    async tooLarge() {
      await needs()
      await card('Exceptions that nobody has accepted').getByRole('link', { name: 'Read them' }).click()
      await button(/^Accept all 3$/).click()
      await page.getByRole('textbox', { name: 'Reason' }).fill('The scans are kept in the archive of contracts.')
      await page.getByRole('textbox', { name: 'Type 3 to confirm' }).fill('3')
      await button('Accept').click()
      await page.getByText('Every exception is accepted.').waitFor()
      await stands(PLANTED.tooLarge, 'home, verified')
    },
    async ownerless() {
      await needs()
      await card(address(PLANTED.ownerless)).getByRole('link', { name: 'Name owners' }).click()
      await page
        .getByRole('combobox', { name: `Who answers for ${address(PLANTED.ownerless)}` })
        .fill(address('clarke'))
      await page
        .locator(`datalist option[value="${address('clarke')}"]`)
        .first()
        .waitFor({ state: 'attached' })
      await button('Name as owner').click()
      await page
        .locator('li')
        .filter({ hasText: address(PLANTED.ownerless) })
        .getByText('Emma Clarke')
        .waitFor()
    },
    async forgotten() {
      await needs()
      await card(PLANTED.forgotten).getByRole('link', { name: 'Decide' }).click()
      const choice = page.getByRole('combobox', { name: `What becomes of ${PLANTED.forgotten}` })
      await choice.selectOption({ label: 'becomes an alias' })
      await page.getByText(/^All \d+ addresses are in the move or decided/).waitFor()
    },
    async unread() {
      await needs()
      const unread = card('Addresses that mail was sent to are not read yet')
      await unread.getByRole('button', { name: 'Read the mailboxes' }).click()
      await unread.waitFor({ state: 'detached', ...LONG })
    },
    async closePrepare() {
      await needs()
      await card('“Prepare” can be finished').getByRole('button', { name: 'Finish this stage' }).click()
      await card('“Prepare” can be finished').waitFor({ state: 'detached' })
    },
  }
}
