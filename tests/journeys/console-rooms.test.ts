import { Client, host, moves, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { signInAt } from './testing/sign-in-at.ts'
import { temporaryFolder } from './testing/temporary.ts'

const ANNA = { email: 'anna@kestrel.example', password: 'lantern gravel otter seven' }

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    split: 'Split them into waves',
    count: 'How many waves',
    make: 'Make the waves',
    waves: ['Wave 1', 'Wave 2'],
    more: 'More about “Wave 1”',
    down: 'Later in the order',
    month: /^[A-Z]\w+ \d{4}$/,
    changed: '4 mailboxes were changed',
    plan: 'Plan and decisions',
    planned: 'The move was planned',
    splitDone: 'split mailboxes into waves',
    email: 'Email address',
    invite: 'Invite',
    link: 'The link works once and for seven days; it is shown only now',
    erase: 'Erase…',
    type: 'To confirm, type: Kestrel Bay',
    doErase: 'Erase everything',
  },
  fa: {
    locale: 'fa-IR',
    split: 'تقسیم به چند موج',
    count: 'تعداد موج‌ها',
    make: 'ساختن موج‌ها',
    waves: ['موج ۱', 'موج ۲'],
    more: /کارهای دیگر برای .*موج ۱/,
    down: 'عقب‌تر در ترتیب',
    month: /^(فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند) [۰-۹]{4}$/,
    changed: '۴ صندوق تغییر کردند',
    plan: 'برنامه و تصمیم‌ها',
    planned: 'جابه‌جایی ثبت شد',
    splitDone: 'صندوق‌ها را میان موج‌ها تقسیم کرد',
    email: 'نشانی ایمیل',
    invite: 'دعوت',
    link: 'پیوند یک بار و تا هفت روز کار می‌کند و فقط اکنون نشان داده می‌شود',
    erase: 'پاک کردن…',
    type: /برای تأیید بنویسید: .*Kestrel Bay/,
    doErase: 'پاک کردن همه چیز',
  },
} as const

describe.each(Object.entries(SAID))(
  'the rooms of the console in the language %s',
  { timeout: 240_000 },
  (name, said) => {
    let caravan: RunningServe
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    let base: string
    let at: { organisation: string; move: string }
    beforeAll(async () => {
      caravan = await serve(temporaryFolder(`rooms-${name}`))
      const token = caravan.beginLink.split('#')[1] ?? ''
      const { organisation } = await new Client(caravan.url).call(host.begin, {
        body: { token, name: 'Anna', organisation: 'Kestrel Bay', ...ANNA },
      })
      const client = await signIn(caravan.url, ANNA.email, ANNA.password)
      const { id: move } = await client.call(moves.makeMove, {
        params: { organisation },
        body: { name: 'Out of the old', kind: 'same-domain', timeZone: 'Asia/Tehran' },
      })
      at = { organisation, move }
      for (const user of ['anna', 'ben', 'chen', 'dora'])
        await client.call(people.addMailbox, {
          params: at,
          body: { sourceAddress: `${user}@kestrel.example`, decision: 'move' },
        })
      base = `${caravan.url}/organisations/${organisation}`
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      complaints = complaintsOf(page)
      await signInAt(page, caravan.url, ANNA)
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    const titles = () => page.locator('main ol h3').allTextContents()

    it('mailboxes are split into waves, which are put in order, and the month is the reader’s', async () => {
      await page.goto(`${base}/moves/${at.move}/waves`)
      await page.getByRole('button', { name: said.split }).click()
      await page.getByRole('spinbutton', { name: said.count }).fill('2')
      await expectWellMade(page)
      await page.getByRole('button', { name: said.make }).click()
      await page.getByRole('heading', { name: said.waves[1] }).waitFor()
      expect(await titles()).toEqual(said.waves)
      expect(await page.locator('main table caption').textContent()).toMatch(said.month)
      await page.getByRole('button', { name: said.more }).click()
      await page.getByRole('menuitem', { name: said.down }).click()
      await expect.poll(titles).toEqual([...said.waves].reverse())
      await expectWellMade(page)
    })

    it('what happened is told by topic, and the audit log says who did it', async () => {
      await page.goto(`${base}/moves/${at.move}/activity`)
      await page.getByText(said.changed).waitFor()
      await page.getByRole('button', { name: said.plan }).click()
      await page.getByText(said.planned).waitFor()
      await page.getByText(said.changed).waitFor({ state: 'detached' })
      await expectWellMade(page)
      await page.goto(`${base}/audit`)
      const line = page.getByRole('listitem').filter({ hasText: said.splitDone })
      expect(await line.textContent()).toContain('Anna')
      await expectWellMade(page)
    })

    it('a colleague is invited by a link that is shown once; erasing asks for the name', async () => {
      await page.goto(`${base}/settings?part=members`)
      await page.getByRole('textbox', { name: said.email }).fill('ben@kestrel.example')
      await page.getByRole('button', { name: said.invite, exact: true }).click()
      const link = page.getByRole('textbox', { name: said.link })
      expect(await link.inputValue()).toContain('/invitation#invite_')
      await expectWellMade(page)
      await page.reload()
      await page.getByText('ben@kestrel.example').waitFor()
      expect(await link.count()).toBe(0)
      await page.goto(`${base}/settings`)
      await page.getByRole('button', { name: said.erase }).click()
      const erase = page.getByRole('button', { name: said.doErase })
      expect(await erase.isDisabled()).toBe(true)
      await page.getByRole('textbox', { name: said.type }).fill('Kestrel')
      expect(await erase.isDisabled()).toBe(true)
      await expectWellMade(page)
      await page.getByRole('textbox', { name: said.type }).fill('Kestrel Bay')
      await erase.click()
      await page.waitForURL((url) => !url.pathname.includes(at.organisation))
      const gone = await fetch(`${caravan.url}/api/organisations/${at.organisation}`)
      expect(gone.status).toBeGreaterThanOrEqual(400)
      expect(complaints).toEqual([])
    })
  },
)
