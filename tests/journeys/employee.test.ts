import { type Dovecot, writeMaildir } from '@caravan/lab'
import { startTestServer } from '@caravan/server/testing'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type EmployeeMove, makeEmployeeMove } from './testing/employee-move.ts'
import { lookAtEmployeePages } from './testing/employee-pictures.ts'
import { letters } from './testing/letters.ts'
import { PASSWORD, startMailServer } from './testing/mail-server.ts'
import { PICTURES } from './testing/pictures.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { temporaryFolder } from './testing/temporary.ts'

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
    found: /۶۰ نامه.* در .*[۰-۹] پوشه.* پیدا کردیم/,
    arrived: '۶۰ نامه از ۶۰ نامه رسیده است',
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
} as const

let old: Dovecot
let caravan: RunningServe
let move: EmployeeMove
beforeAll(async () => {
  // Every line that the server writes is looked at for the codes of links.
  vi.stubEnv('CARAVAN_LOG', 'debug')
  const [source, home, running] = await Promise.all([
    startMailServer({ name: 'employee-old' }),
    startMailServer({ name: 'employee-new' }),
    serve(temporaryFolder('employee')),
  ])
  old = source
  caravan = running
  move = await makeEmployeeMove(caravan, { old, home, cutOverOn: '2027-02-01' })
  return async () => {
    await caravan.stop()
    vi.unstubAllEnvs()
  }
}, 120_000)

async function somebody(name: string, displayName: string) {
  writeMaildir(old.mailDir(`${name}@kestrel.example`), 'INBOX', letters(50, name))
  writeMaildir(old.mailDir(`${name}@kestrel.example`), 'Sent', letters(10, `${name}-sent`))
  const mailbox = await move.add(`${name}@kestrel.example`, `${name}@bay.example`, displayName)
  const link = await move.link(mailbox)
  return { mailbox, link, code: link.split('#')[1] ?? '' }
}

describe.each(Object.entries(SAID))(
  'an employee on a phone, in the language %s',
  { timeout: 180_000 },
  (language, said) => {
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    const requests: Request[] = []
    let mailbox = ''
    let link = ''
    let code = ''
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    beforeAll(async () => {
      const displayName = language === 'fa' ? 'مریم کریمی' : '王芳'
      ;({ mailbox, link, code } = await somebody(`m-${language}`, displayName))
      context = await openBrowser({ locale: said.locale, phone: true })
      page = await context.newPage()
      complaints = complaintsOf(page)
      context.on('request', (request) => requests.push(request))
      return () => context.close()
    }, 60_000)

    it('opens the link, reads what happens when, and finds the address bar without the code', async () => {
      await page.goto(link)
      await page.getByRole('link', { name: said.begin }).waitFor()
      expect(page.url()).toBe(`${caravan.url}/employee`)
      expect(await page.locator('html').getAttribute('dir')).toBe(said.dir)
      await page.getByText(said.day).waitFor()
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
      // Neither the history nor anything that is kept in the browser has it.
      await page.goBack()
      expect(page.url()).not.toContain('invite_')
      await page.goto(`${caravan.url}/employee`)
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
      // The browser's own line about the answer 422; nothing else is complained of.
      expect(complaints.splice(0)).toEqual([expect.stringContaining('422')])
      await field.fill(PASSWORD)
      await press(said.check)
      await page.getByText(said.found).waitFor()
      await expectWellMade(page)
      expect(await move.board(mailbox)).toMatchObject({ state: 'given', messages: 60 })
    })

    it('sees the copy arrive without touching the page', async () => {
      await page.evaluate('window.stays = true')
      await move.copy(mailbox)
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
      expect((await move.board(mailbox)).steps).toEqual({
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
        expect(origin).toBe(caravan.url)
        const headers = await request.allHeaders()
        expect(headers['referer'] ?? '').toBe('')
        // The fragment is of the address that was typed; it is not sent.
        expect(href.replace(/#.*/, '') + JSON.stringify(headers)).not.toContain(code)
        if (request.postData()?.includes(code) === true) exchanges.push(`${request.method()} ${pathname}`)
      }
      expect(exchanges).toEqual(['POST /api/employee/session'])
      expect(JSON.stringify(await context.storageState())).not.toContain(code)
      expect(caravan.printed()).not.toContain(code)
      expect(caravan.printed()).not.toContain('not this one')
    })
  },
)

it('the page works from the link to the last step without JavaScript', { timeout: 120_000 }, async () => {
  const { mailbox, link } = await somebody('without-script', 'Ann Archer')
  const context = await openBrowser({ locale: 'en-GB', phone: true, scripts: false })
  const page = await context.newPage()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await page.goto(link)
  await page.getByLabel('Link or code').fill(link)
  await press('Open my page')
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  await press('Check and continue')
  await page.getByText('The old mailbox does not take this password.').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press('Check and continue')
  await page.getByText(/^It is right\. We found 60 letters in \d folders\.$/).waitFor()
  await page.getByRole('link', { name: 'Look again' }).waitFor()
  await press('Русский')
  await page.getByRole('heading', { name: 'Спасибо, пока это всё' }).waitFor()
  await press('English')
  await page.getByRole('link', { name: 'I have my new mailbox already' }).click()
  for (const yes of ['Yes, I am in', 'Yes, it is changed', 'Yes, it is on', 'Yes, it is removed']) await press(yes)
  await page.getByRole('heading', { name: 'Everything is done. Thank you!' }).waitFor()
  await page.getByRole('button', { name: 'Take back: Switch on the second step' }).click()
  await page.getByRole('heading', { name: 'Does your phone confirm that it is you?' }).waitFor()
  const { steps } = await move.board(mailbox)
  expect(Object.entries(steps).filter(([, at]) => at === null)).toEqual([['secondFactor', null]])
  await press('Leave this page')
  await page.getByLabel('Link or code').waitFor()
  await context.close()
})

it('a link that has ended says so, in the reader’s language, and where the right one is', async () => {
  const context = await openBrowser({ locale: 'ru-RU', phone: true })
  const page = await context.newPage()
  await page.goto(`${caravan.url}/employee#invite_${'A'.repeat(22)}`)
  await page.getByText('Эта ссылка больше не действует.').waitFor()
  expect(page.url()).toBe(`${caravan.url}/employee?said=link-ended`)
  await expectWellMade(page)
  await context.close()
})

it.runIf(PICTURES !== undefined)(
  'every state of the page is whole in every language, light, dark and on a phone, with its picture taken',
  { timeout: 900_000 },
  async () => {
    vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
    const running = await startTestServer()
    await lookAtEmployeePages(running).finally(() => running.stop())
  },
)

/** What is pressed has 48 px in both directions, or a line of text around it (WCAG 2.2 §2.5.8 asks for 24). */
const tooSmall = (page: Page): Promise<string[]> => page.evaluate(TOO_SMALL)
// In the page, where there is a document: tests are compiled for Node.
const TOO_SMALL = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 48 || height < 48)
  .map(([html, { width, height }]) => html + ' ' + width + '×' + height)`
