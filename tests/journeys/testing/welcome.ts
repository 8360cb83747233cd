import { type AnswerOf, Client, employees, host, moves, organisations, people, welcome } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './browser.ts'
import { type RunningServe, serve } from './serve.ts'
import { inConsole } from './sign-in-at.ts'
import { temporaryFolder } from './temporary.ts'

const OWNER = { email: 'olga@kestrel.example', password: 'lantern gravel otter seven' }
const PEOPLE = ['anna', 'boris', 'chen', 'dilnoza', 'emil']

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    button: 'Welcome letter',
    on: 'Lay it into each new mailbox',
    own: 'Your own words, in this language',
    subject: 'Kestrel Bay: welcome to your new mailbox',
    save: 'Save',
    counted:
      '1 of 5 new mailboxes opened · 1 welcome letter is gone from its inbox · 1 mailbox could not be looked into',
    unopened: /not opened 2/,
    why: 'New mailbox: password not accepted',
  },
  ru: {
    locale: 'ru-RU',
    button: 'Приветственное письмо',
    on: 'Класть письмо в каждый новый ящик',
    own: 'Ваши слова на этом языке',
    subject: 'Kestrel Bay: добро пожаловать в новый почтовый ящик',
    save: 'Сохранить',
    counted: 'Открыто 1 из 5 новых ящиков · 1 письмо уже не во входящих · в 1 ящик заглянуть не удалось',
    unopened: /не открыт 2/,
    why: 'Новый ящик: пароль не принят',
  },
  fa: {
    locale: 'fa-IR',
    button: 'ایمیل خوشامد',
    on: 'گذاشتن ایمیل در هر صندوق جدید',
    own: 'متن خودتان، به همین زبان',
    subject: 'Kestrel Bay: به صندوق ایمیل تازهٔ خود خوش آمدید',
    save: 'ذخیره',
    counted: '۱ از ۵ صندوق جدید باز شده است · ۱ ایمیل خوشامد دیگر در صندوق ورودی نیست · بررسی ۱ صندوق ممکن نشد',
    unopened: /باز نشده ۲/,
    why: 'صندوق جدید: \u2068گذرواژه پذیرفته نشد\u2069',
  },
  zh: {
    locale: 'zh-CN',
    button: '欢迎信',
    on: '在每个新邮箱中放入此信',
    own: '您想补充的话（此语言）',
    subject: 'Kestrel Bay：欢迎使用您的新邮箱',
    save: '保存',
    counted: '5 个新邮箱中已打开 1 个 · 1 封欢迎信已不在收件箱中 · 1 个邮箱无法查看',
    unopened: /未打开 2/,
    why: '新邮箱：密码未被接受',
  },
} as const
type Language = keyof typeof SAID

type Welcome = NonNullable<AnswerOf<typeof employees.listEmployees>['items'][number]['welcome']>
const AT = '2026-11-20T08:30:00Z'
const nothing: Welcome = { state: 'due', laidAt: null, openedAt: null, goneAt: null, lookedAt: null, error: null }
const laid: Welcome = { ...nothing, state: 'unopened', laidAt: AT, lookedAt: AT }
const refused = {
  ...{ code: 'sign-in-refused', title: 'mail.home.example:993 refuses the sign-in.', remedy: 'Give another password.' },
  serverReply: '[AUTHENTICATIONFAILED] Authentication failed.',
}
/** What the letters of five mailboxes tell; the server's own tests show that they come to tell it. */
const TOLD: readonly Welcome[] = [
  { ...laid, state: 'opened', openedAt: AT },
  { ...laid, state: 'gone', goneAt: AT },
  laid,
  { ...laid, error: refused },
  nothing,
]

/** The lead looks at the letter, adds own words, switches it on; the board then shows what the letters tell. */
export function tellWelcomeStory(language: Language): void {
  const said = SAID[language]
  describe(`the welcome letter in the language ${language}`, { timeout: 120_000 }, () => {
    let caravan: RunningServe
    let context: BrowserContext
    let page: Page
    let client: Client
    let at: { organisation: string; move: string }
    beforeAll(async () => {
      caravan = await serve(temporaryFolder(`console-welcome-${language}`))
      const token = caravan.beginLink.split('#')[1] ?? ''
      await new Client(caravan.url).call(host.begin, {
        body: { token, name: 'Olga Owner', organisation: 'Kestrel Bay', ...OWNER },
      })
      client = await signIn(caravan.url, OWNER.email, OWNER.password)
      at = await makeMove(client)
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      await page.goto(`${caravan.url}/sign-in`)
      await page.locator('input[type=email]').fill(OWNER.email)
      await page.locator('input[autocomplete=current-password]').fill(OWNER.password)
      await page.locator('button[type=submit]').click()
      await inConsole(page)
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    it('is looked at, gets own words, and is switched on', async () => {
      const complaints = complaintsOf(page)
      await page.goto(`${caravan.url}/organisations/${at.organisation}/moves/${at.move}/people`)
      await page.getByRole('button', { name: said.button }).click()
      const drawer = page.getByRole('dialog')
      await drawer.getByText(said.subject).waitFor()
      await drawer.getByLabel(said.own).fill('Coffee at ten.\n\nLena')
      await drawer.locator('section p', { hasText: 'Coffee at ten.' }).waitFor()
      await expectWellMade(page)
      await drawer.getByRole('switch', { name: said.on }).press(' ')
      await drawer.getByRole('button', { name: said.save, exact: true }).click()
      await drawer.waitFor({ state: 'hidden' })
      const kept = await client.call(welcome.readWelcome, { params: at })
      expect(kept).toMatchObject({ active: true, when: 'switched', contact: null })
      expect(kept.words[language]).toBe('Coffee at ten.\n\nLena')
      expect(complaints).toEqual([])
    })

    it('shows on the board what it tells, and filters by it (recorded, not live)', async () => {
      await page.route('**/employees?*', async (route) => {
        const answer = await route.fetch()
        const { items } = (await answer.json()) as AnswerOf<typeof employees.listEmployees>
        await route.fulfill({ json: { items: items.map((item, n) => ({ ...item, welcome: TOLD[n] ?? null })) } })
      })
      await page.route('**/employees/count', async (route) => {
        const count = (await (await route.fetch()).json()) as AnswerOf<typeof employees.countEmployees>
        const states = { due: 1, unopened: 2, opened: 1, gone: 1 }
        await route.fulfill({ json: { ...count, welcome: { states, failed: 1 } } })
      })
      await page.reload()
      await page.getByText(said.counted).waitFor()
      await page.getByText(said.why).waitFor()
      await expectWellMade(page)
      await page.getByRole('link', { name: said.unopened }).click()
      await page.waitForURL('**welcome=unopened')
      await expectWellMade(page)
    })
  })
}

async function makeMove(client: Client) {
  const { organisations: mine } = await client.call(organisations.me, {})
  const organisation = mine[0]?.id ?? ''
  const { id: move } = await client.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'To the new home', kind: 'first-company-mail', ownDomains: ['home.example'] },
  })
  const params = { organisation, move }
  for (const name of PEOPLE)
    await client.call(people.addMailbox, {
      params,
      body: { sourceAddress: `${name}@home.example`, targetAddress: `${name}@home.example`, decision: 'move' },
    })
  return params
}
