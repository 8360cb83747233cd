import { Client, host, moves, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { signInAt } from '../testing/sign-in-at.ts'
import { temporaryFolder } from '../testing/temporary.ts'

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
  ru: {
    locale: 'ru-RU',
    split: 'Разделить на волны',
    count: 'Сколько волн',
    make: 'Создать волны',
    waves: ['Волна 1', 'Волна 2'],
    more: 'Другие действия: Волна 1',
    down: 'Позже по порядку',
    month: /^[а-я]+ \d{4} г\.$/i,
    changed: 'Изменены 4 ящика',
    plan: 'План и решения',
    planned: 'Переезд запланирован',
    splitDone: 'ящики разделены на волны',
    email: 'Электронная почта',
    invite: 'Пригласить',
    link: 'Ссылка действует один раз и семь дней; показывается только сейчас',
    erase: 'Стереть…',
    type: 'Чтобы подтвердить, введите: Kestrel Bay',
    doErase: 'Стереть всё',
  },
  zh: {
    locale: 'zh-CN',
    split: '分成若干批次',
    count: '批次数量',
    make: '建立批次',
    waves: ['第 1 批', '第 2 批'],
    more: '“第 1 批”的更多操作',
    down: '推后一位',
    month: /^\d{4}年\d{1,2}月$/,
    changed: '4 个邮箱已修改',
    plan: '计划和决定',
    planned: '迁移已创建',
    splitDone: '将邮箱分成批次',
    email: '邮箱地址',
    invite: '邀请',
    link: '链接只能使用一次，七天内有效，只显示这一次',
    erase: '清除…',
    type: '请输入以确认：Kestrel Bay',
    doErase: '清除全部',
  },
} as const

/** The story in one language. */
export function roomsStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  describe(`the rooms of the console in the language ${language}`, { timeout: 240_000 }, () => {
    let caravan: RunningServe
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    let base: string
    let at: { organisation: string; move: string }
    beforeAll(async () => {
      caravan = await serve(temporaryFolder(`rooms-${language}`))
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

    /** Who has an account signs in and is back: what the invitation opens stands in no address that a server is sent. */
    const signsInFirst = async (address: string, token: string) => {
      const other = await openBrowser({ locale: said.locale })
      try {
        const there = await other.newPage()
        const sent: string[] = []
        there.on('request', (request) => sent.push(request.url().split('#')[0] ?? ''))
        await there.goto(`${address}#${token}`)
        await there.locator('a[href^="/sign-in"]').click()
        await there.locator('input[type="email"]').waitFor()
        await there.reload()
        await there.locator('input[type="email"]').fill(ANNA.email)
        await there.locator('input[type="password"]').fill(ANNA.password)
        await there.locator('button[type="submit"]').click()
        await there.waitForURL(`${address}#${token}`)
        expect(sent.filter((url) => url.includes(token))).toEqual([])
      } finally {
        await other.close()
      }
    }

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
      const [address = '', token = ''] = (await link.inputValue()).split('#')
      expect(token).toMatch(/^invite_/)
      await expectWellMade(page)
      await signsInFirst(address, token)
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
  })
}
