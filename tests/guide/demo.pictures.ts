import { addressOf, type Demo, PLANTED, startDemo } from '@caravan/lab/demo'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../journeys/testing/browser.ts'
import { shot } from './shot.ts'

// The sample company of `npm run demo` at its own pace: what the console shows of forty mailboxes on their way.
let demo: Demo
let copied: Promise<void>
let context: BrowserContext
let page: Page
let base = ''
beforeAll(async () => {
  let link = ''
  demo = await startDemo({
    // So much that the charts have some minutes to draw.
    ...{ volume: 0.4, bytesPerSecond: BYTES_PER_SECOND },
    opened: (program) => {
      link = program.signInLink()
    },
  })
  copied = demo.copied()
  context = await openBrowser({ locale: 'en-GB' })
  page = await context.newPage()
  await page.goto(link)
  const { organisation, move } = demo.move.at
  base = `${demo.company.url}/organisations/${organisation}/moves/${move}`
}, 300_000)
afterAll(async () => {
  await context.close()
  await demo[Symbol.asyncDispose]()
})

const BYTES_PER_SECOND = 400_000

/** Nothing of the page is on its way any more. */
async function whole(): Promise<void> {
  await page.locator('main h2, main h3, main ul').first().waitFor()
  await expect.poll(() => page.locator('main [role=status]').count(), { timeout: 30_000 }).toBe(0)
}

it('takes the overview while the company moves', async () => {
  await page.goto(`${base}/overview`)
  // The waves of the office are under way by then, and the charts have something to draw.
  await page.getByText(/^1?\d of 19 mailboxes are home$/).waitFor({ timeout: 600_000 })
  await expect.poll(() => home(), { timeout: 600_000, interval: 1_000 }).toBeGreaterThanOrEqual(10)
  await shot(page, 'overview')
})

const home = async () => Number(/^\d+/.exec((await page.locator('main strong').first().textContent()) ?? '')?.[0])

it('takes the pages of a move that waits for somebody', async () => {
  await copied
  await page.goto(`${base}/overview`)
  await whole()
  await shot(page, 'lead-needs')
  const stuck = demo.move.copied.get(addressOf({ local: PLANTED.wrongPassword }))
  await page.goto(`${base}/mailboxes?open=${stuck?.id}`)
  await page.locator('aside section').first().waitFor()
  await shot(page, 'lead-mailbox')
  for (const name of ['exceptions', 'people', 'activity'] as const) {
    await page.goto(`${base}/${name}`)
    await whole()
    await shot(page, `lead-${name}`)
  }
  await page.goto(`${base}/overview`)
  await page.locator('main ol > li[data-stage=cutover] button').click()
  await page.getByRole('dialog').waitFor()
  await shot(page, 'lead-gate')
})
