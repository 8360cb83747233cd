import type { BrowserContext, Page, Request } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import type { EmployeeGround } from '../testing/employee-ground.ts'
import { PASSWORD } from '../testing/mail-server.ts'

/** What somebody who reads these languages presses and sees. */
const SAID = {
  fa: {
    locale: 'fa-IR',
    dir: 'rtl',
    day: '۱۲ بهمن ۱۴۰۵',
    begin: 'شروع',
    password: 'گذرواژه',
    check: 'بررسی و ادامه',
    wrong: 'صندوق قدیمی این گذرواژه را نمی‌پذیرد.',
    serverSaid: 'سرویس قدیمی چه گفت',
    found: /۶۰ ایمیل.* در .*[۰-۹] پوشه.* پیدا کردیم/,
    arrived: '۶۰ ایمیل از ۶۰ ایمیل رسیده است',
    ready: 'صندوق جدیدم را از پیش دارم',
    signedIn: 'بله، وارد شدم',
    changed: 'بله، عوض کردم',
    later: 'هنوز نه',
    secondFactor: 'آیا تلفن شما هنگام ورود تأیید می‌کند که خودتان هستید؟',
    removed: 'آیا صندوق قدیمی را از برنامه‌هایتان برداشته‌اید؟',
  },
  zh: {
    locale: 'zh-CN',
    dir: 'ltr',
    day: '2027年2月1日',
    begin: '开始',
    password: '密码',
    check: '验证并继续',
    wrong: '旧邮箱不接受这个密码。',
    serverSaid: '旧邮箱服务的回复',
    found: /我们在 \d 个文件夹中找到了 60 封邮件。/,
    arrived: '共 60 封邮件，已到达 60 封',
    ready: '我已经有新邮箱了',
    signedIn: '是的，已登录',
    changed: '是的，已修改',
    later: '还没有',
    secondFactor: '登录时手机会确认是您本人吗？',
    removed: '您已从邮件程序中移除旧邮箱了吗？',
  },
  en: {
    locale: 'en-GB',
    dir: 'ltr',
    day: '1 February 2027',
    begin: 'Begin',
    password: 'Password',
    check: 'Check and continue',
    wrong: 'The old mailbox does not take this password.',
    serverSaid: 'What the old service said',
    found: /It works\. We found 60 messages in \d folders\./,
    arrived: '60 of 60 messages are there',
    ready: 'I have my new mailbox already',
    signedIn: 'Yes, I am in',
    changed: 'Yes, it is changed',
    later: 'Not yet',
    secondFactor: 'Does your phone confirm that it is you?',
    removed: 'Is the old mailbox gone from your programs?',
  },
  ru: {
    locale: 'ru-RU',
    dir: 'ltr',
    day: '1 февраля 2027',
    begin: 'Начать',
    password: 'Пароль',
    check: 'Проверить и продолжить',
    wrong: 'Старый ящик не принимает этот пароль.',
    serverSaid: 'Что ответил старый сервис',
    found: /Всё верно\. Мы нашли 60 писем в \d папках\./,
    arrived: 'Перенесено 60 из 60 писем',
    ready: 'У меня уже есть новый ящик',
    signedIn: 'Да, всё получилось',
    changed: 'Да, пароль сменён',
    later: 'Ещё нет',
    secondFactor: 'При входе телефон подтверждает, что это вы?',
    removed: 'Старый ящик удалён из ваших программ?',
  },
} as const

/**
 * The story in one language.
 * @param ground what `beforeAll` of the file has started
 */
export function employeeStory(language: keyof typeof SAID, ground: EmployeeGround): void {
  const said = SAID[language]
  describe(`an employee on a phone, in the language ${language}`, { timeout: 180_000 }, () => {
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    const requests: Request[] = []
    let mailbox = ''
    let link = ''
    let code = ''
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    beforeAll(async () => {
      const displayName = { en: 'Mary Clarke', ru: 'Мария Карпова', fa: 'مریم کریمی', zh: '王芳' }[language]
      ;({ mailbox, link, code } = await ground.somebody(`m-${language}`, displayName))
      context = await openBrowser({ locale: said.locale, phone: true })
      page = await context.newPage()
      complaints = complaintsOf(page)
      context.on('request', (request) => requests.push(request))
      return () => context.close()
    }, 60_000)

    it('opens the link, reads what happens when, and finds the address bar without the code', async () => {
      await page.goto(link)
      await page.getByRole('link', { name: said.begin }).waitFor()
      expect(page.url()).toBe(`${ground.caravan.url}/employee`)
      expect(await page.locator('html').getAttribute('dir')).toBe(said.dir)
      await page.getByText(said.day).waitFor()
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
      // Neither the history nor anything that is kept in the browser has it.
      await page.goBack()
      expect(page.url()).not.toContain('invite_')
      await page.goto(`${ground.caravan.url}/employee`)
    })

    it('is told why a password is wrong, in the server’s own words too, and gives the right one', async () => {
      await page.getByRole('link', { name: said.begin }).click()
      await expectWellMade(page)
      const field = page.getByLabel(said.password, { exact: true })
      await field.fill('not this one')
      await press(said.check)
      await page.getByText(said.wrong).waitFor()
      await page.getByText(said.serverSaid).click()
      await page.getByText('Authentication failed').waitFor()
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
      expect(complaints).toEqual([])
      await field.fill(PASSWORD)
      await press(said.check)
      await page.getByText(said.found).waitFor()
      await expectWellMade(page)
      expect(await ground.move.board(mailbox)).toMatchObject({ state: 'given', messages: 60 })
    })

    it('sees the copy arrive without touching the page', async () => {
      await page.evaluate('window.stays = true')
      await ground.move.copy(mailbox)
      await page.getByText(said.arrived).waitFor({ timeout: 90_000 })
      expect(await page.evaluate('window.stays')).toBe(true)
      await expectWellMade(page)
    })

    it('ticks what is done at the new home, one question at a time', async () => {
      await page.getByRole('link', { name: said.ready }).click()
      await expectWellMade(page)
      await press(said.signedIn)
      await press(said.changed)
      await page.getByRole('heading', { name: said.secondFactor }).waitFor()
      await page.getByRole('link', { name: said.later }).click()
      await page.getByRole('heading', { name: said.removed }).waitFor()
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
      expect((await ground.move.board(mailbox)).steps).toEqual({
        signedIn: expect.any(String) as string,
        passwordChanged: expect.any(String) as string,
        secondFactor: null,
        oldAccountRemoved: null,
      })
    })

    it('the code of the link went nowhere but into the exchange, and nothing came from elsewhere', async () => {
      expect(complaints).toEqual([])
      // Pages of the browser itself aside.
      const sent = requests.filter((request) => request.url().startsWith('http'))
      expect(sent.length).toBeGreaterThan(20)
      const exchanges: string[] = []
      for (const request of sent) {
        const { pathname, origin, href } = new URL(request.url())
        expect(origin).toBe(ground.caravan.url)
        const headers = await request.allHeaders()
        expect(headers['referer'] ?? '').toBe('')
        // The fragment is of the address that was typed; it is not sent.
        expect(href.replace(/#.*/, '') + JSON.stringify(headers)).not.toContain(code)
        if (request.postData()?.includes(code) === true) exchanges.push(`${request.method()} ${pathname}`)
      }
      expect(exchanges).toEqual(['POST /api/employee/session'])
      expect(JSON.stringify(await context.storageState())).not.toContain(code)
      expect(ground.caravan.printed()).not.toContain(code)
      expect(ground.caravan.printed()).not.toContain('not this one')
    })
  })
}

/** What is pressed has 48 px in both directions, or a line of text around it (WCAG 2.2 §2.5.8 asks for 24). */
const tooSmall = (page: Page): Promise<string[]> => page.evaluate(TOO_SMALL)
// In the page, where there is a document: tests are compiled for Node.
const TOO_SMALL = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 48 || height < 48)
  .map(([html, { width, height }]) => html + ' ' + width + '×' + height)`
