import { Client, host, moves, people } from '@caravan/contract'
import { type Dovecot, generateMailbox } from '@caravan/lab'
import { PASSWORD as OWN, signIn } from '@caravan/server/testing'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { PASSWORD, startMailServer } from '../testing/mail-server.ts'
import { expectSame } from '../testing/reader.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { signInAt } from '../testing/sign-in-at.ts'
import { temporaryFolder } from '../testing/temporary.ts'

const EMAIL = 'olga@kestrel.example'
const MOVE = 'Kestrel Bay to the new home'

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    name: 'What do you call it?',
    plan: 'Plan the move',
    domains: 'Your own domains',
    day: 'Cut-over day',
    dayIs: 'That is Monday, 1 February 2027',
    save: 'Save and go on',
    address: 'A domain or an address there',
    find: 'Find it',
    found: 'The domain names it in its DNS.',
    nothing: 'No mail service was found for',
    host: 'IMAP host',
    port: 'Port',
    tls: 'Encryption',
    check: 'Check the server',
    refuses: 'No trusted authority vouches for the certificate',
    letPass: 'I know this server: let its certificate pass unchecked',
    answers: 'Answers',
    use: 'Use this service',
    goOn: /^Go on/,
    employees: 'Each employee gives theirs',
    master: 'One administrator account opens all',
    user: 'User name of the administrator',
    password: 'Password',
    keep: 'Save',
    mailbox: 'Address of one mailbox',
    attempt: 'Try it',
    refused: 'does not let admin into the mailbox anna@kestrel.example',
    worked: /It works: 12 messages in \d+ folders\./,
    saved: 'Saved',
    details: 'Pace, proxy and more',
    outOf: 'Read out of each mailbox in 24 hours',
    megabytes: 'Read out of each mailbox in 24 hours: Megabytes',
    shared: 'Folders of others as well',
    chosen: 'Set by you: the pace and folders of others.',
    steps: 'What each employee is asked to do',
    step: 'Type the password that you sign in to the old mailbox with.',
    setUp: 'Set-up',
    all: /each employee gives theirs\./,
    hurry: 'Plan it and start copying today',
    paste: 'One mailbox in each line',
    look: 'See what will happen',
    will: /2 mailboxes are copied from/,
    short: '1 line lacks a password and is left out.',
    reason: 'The reason',
    confirm: /^To confirm/,
    count: '2',
    start: 'Set up and start copying',
  },
  fa: {
    locale: 'fa-IR',
    name: 'چه نامی دارد؟',
    plan: 'ثبت جابه‌جایی',
    domains: 'دامنه‌های شما',
    day: 'روز تغییر',
    dayIs: '۱۲ بهمن ۱۴۰۵',
    save: 'ذخیره و ادامه',
    address: 'یک دامنه یا نشانی در این سرویس',
    find: 'پیدا کردن',
    found: 'خود دامنه آن را در DNS معرفی کرده است.',
    nothing: 'سرویس ایمیلی پیدا نشد',
    host: 'سرور IMAP',
    port: 'پورت',
    tls: 'رمزگذاری',
    check: 'بررسی سرور',
    refuses: 'هیچ مرجع معتبری گواهی',
    letPass: 'این سرور را می‌شناسم: گواهی آن بررسی نشود',
    answers: 'پاسخ می‌دهد',
    use: 'استفاده از این سرویس',
    goOn: /^ادامه/,
    employees: 'هر کارمند خودش دسترسی می‌دهد',
    master: 'یک حساب مدیر همه را باز می‌کند',
    user: 'نام کاربری مدیر',
    password: 'گذرواژه',
    keep: 'ذخیره',
    mailbox: 'نشانی یک صندوق',
    attempt: 'امتحان کردن',
    refused: 'سرور این مدیر را به صندوق راه نمی‌دهد.',
    worked: /کار می‌کند: .*۱۲.* ایمیل در/,
    saved: 'ذخیره شد',
    details: 'سرعت، پراکسی و موارد دیگر',
    outOf: 'خواندن از هر صندوق در ۲۴ ساعت',
    megabytes: 'خواندن از هر صندوق در ۲۴ ساعت: مگابایت',
    shared: 'پوشه‌های دیگران هم',
    chosen: 'شما تعیین کرده‌اید:',
    steps: 'آنچه از هر کارمند خواسته می‌شود',
    step: 'گذرواژه‌ای را بنویسید که با آن وارد صندوق قدیمی می‌شوید.',
    setUp: 'راه‌اندازی',
    all: /هر کارمند خودش دسترسی می‌دهد\./,
    hurry: 'ثبت و آغاز کپی از همین امروز',
    paste: 'در هر سطر یک صندوق',
    look: 'چه رخ خواهد داد؟',
    will: /۲ صندوق از .* کپی می‌شود/,
    short: '۱ سطر گذرواژه ندارد و کنار گذاشته می‌شود.',
    reason: 'دلیل',
    confirm: /^برای تأیید/,
    count: '۲',
    start: 'راه‌اندازی و آغاز کپی',
  },
  ru: {
    locale: 'ru-RU',
    name: 'Как его назвать?',
    plan: 'Запланировать переезд',
    domains: 'Ваши домены',
    day: 'День переключения',
    dayIs: 'Это понедельник, 1 февраля 2027',
    save: 'Сохранить и продолжить',
    address: 'Домен или адрес в этом сервисе',
    find: 'Найти',
    found: 'Домен указывает этот сервер в DNS.',
    nothing: /^Почтовый сервис для .* не найден\./,
    host: 'Сервер IMAP',
    port: 'Порт',
    tls: 'Шифрование',
    check: 'Проверить сервер',
    refuses: 'не ручается ни один доверенный центр',
    letPass: 'Я знаю этот сервер: не проверять его сертификат',
    answers: 'Отвечает',
    use: 'Использовать этот сервис',
    goOn: /^Дальше/,
    employees: 'Каждый сотрудник даёт доступ сам',
    master: 'Одна учётная запись администратора открывает всё',
    user: 'Имя администратора',
    password: 'Пароль',
    keep: 'Сохранить',
    mailbox: 'Адрес одного ящика',
    attempt: 'Проверить',
    refused: 'Сервер не пускает администратора в этот ящик.',
    worked: /Работает\. Писем: 12, папок: \d+\./,
    saved: 'Сохранено',
    details: 'Темп, прокси и другое',
    outOf: 'Читать из каждого ящика за 24 часа',
    megabytes: 'Читать из каждого ящика за 24 часа: Мегабайты',
    shared: 'Чужие папки тоже',
    chosen: 'Задано вами: темп и чужие папки.',
    steps: 'Что попросят сделать каждого сотрудника',
    step: 'Введите пароль, с которым вы входите в старый ящик.',
    setUp: 'План переезда',
    all: /каждый сотрудник даёт доступ сам\./,
    hurry: 'Начать копирование сегодня',
    paste: 'Один ящик в каждой строке',
    look: 'Показать, что произойдёт',
    will: /Копируются 2 ящика из/,
    short: 'В 1 строке нет пароля, она пропускается.',
    reason: 'Причина',
    confirm: /^Для подтверждения/,
    count: '2',
    start: 'Настроить и начать копирование',
  },
  zh: {
    locale: 'zh-CN',
    name: '给它起个名字',
    plan: '新建迁移',
    domains: '自己的域名',
    day: '切换日',
    dayIs: '2027年2月1日',
    save: '保存并继续',
    address: '该服务上的域名或邮箱地址',
    find: '查找',
    found: '域名在 DNS 中指明了它。',
    nothing: /^没有找到 .* 的邮件服务。/,
    host: 'IMAP 服务器',
    port: '端口',
    tls: '加密',
    check: '检查服务器',
    refuses: '没有受信任的机构为',
    letPass: '我了解这台服务器：不检查它的证书',
    answers: '有应答',
    use: '使用这个服务',
    goOn: /^继续/,
    employees: '由每位员工自己提供',
    master: '一个管理员账号打开所有邮箱',
    user: '管理员用户名',
    password: '密码',
    keep: '保存',
    mailbox: '一个邮箱的地址',
    attempt: '试一试',
    refused: '服务器不允许该管理员进入此邮箱。',
    worked: /可以登录：\d+ 个文件夹中共有 12 封邮件。/,
    saved: '已保存',
    details: '速度、代理及其他',
    outOf: '每个邮箱每 24 小时的读取量',
    megabytes: '每个邮箱每 24 小时的读取量: 兆字节',
    shared: '同时复制他人的文件夹',
    chosen: '您已设置：速度和他人的文件夹。',
    steps: '每位员工需要做什么',
    step: '请输入您登录旧邮箱时使用的密码。',
    setUp: '迁移设置',
    all: /由每位员工自己提供。/,
    hurry: '新建并在今天开始复制',
    paste: '每行一个邮箱',
    look: '查看将会发生什么',
    will: /将 2 个邮箱从/,
    short: '1 行缺少密码，将被跳过。',
    reason: '理由',
    confirm: /^请输入邮箱数量以确认/,
    count: '2',
    start: '设置并开始复制',
  },
} as const

const NOTHING_FOUND = {
  ...{ status: 'nothing', domain: 'nowhere.example', services: [], signIn: [], mx: [], notes: [], asked: [] },
} as const

/** The story in one language. */
export function setUpStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  describe(`setting a move up in the language ${language}`, { timeout: 240_000 }, () => {
    let caravan: RunningServe
    let old: Dovecot
    let home: Dovecot
    let owner: Client
    let organisation: string
    let context: BrowserContext
    let page: Page
    let complaints: string[]

    beforeAll(async () => {
      old = await startMailServer({ name: `setup-old-${language}`, tls: true })
      home = await startMailServer({ name: `setup-new-${language}` })
      generateMailbox(old.mailDir('anna@kestrel.example'), { count: 12, seed: 1 })
      generateMailbox(old.mailDir('ben@kestrel.example'), { count: 7, seed: 2 })
      caravan = await serve(temporaryFolder(`setup-${language}`))
      const token = caravan.beginLink.split('#')[1] ?? ''
      const body = { token, name: 'Olga Owner', email: EMAIL, password: OWN, organisation: 'Kestrel Bay' }
      ;({ organisation } = await new Client(caravan.url).call(host.begin, { body }))
      owner = await signIn(caravan.url, EMAIL, OWN)
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      complaints = complaintsOf(page)
      await signInAt(page, caravan.url, { email: EMAIL, password: OWN })
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    const field = (label: string | RegExp, within: Page | Locator = page) =>
      within.getByLabel(label, { exact: true }).first()
    const press = (label: string | RegExp, within: Page | Locator = page) =>
      within.getByRole('button', { name: label, exact: true }).click()
    const goOn = () => page.locator('main').getByRole('link', { name: said.goOn }).click()

    async function plan(button: string, lands: string): Promise<void> {
      await page.goto(`${caravan.url}/organisations/${organisation}/moves/new`)
      await field(said.name).fill(MOVE)
      await press(button)
      await page.waitForURL(`**/setup/${lands}`)
    }

    /** The one that the address of the page names. */
    const here = () => ({ organisation, move: /moves\/([\w-]+)\/setup/.exec(page.url())?.[1] ?? '' })

    async function typeServer(port: number, tls: 'implicit' | 'none', within: Page | Locator = page): Promise<void> {
      await field(said.host, within).fill('127.0.0.1')
      await field(said.tls, within).selectOption(tls)
      await field(said.port, within).fill(String(port))
      await press(said.check, within)
    }

    it('a new move leads to its first step, and the day is said as one says it', async () => {
      await plan(said.plan, 'basics')
      await field(said.domains).fill('kestrel.example')
      await field(said.day).fill('2027-02-01')
      await page.getByText(said.dayIs).waitFor()
      await expectWellMade(page)
      await press(said.save)
      await page.waitForURL('**/setup/old-service')
      expect(await owner.call(moves.readMove, { params: here() })).toMatchObject({
        ...{ ownDomains: ['kestrel.example'], cutOverOn: '2027-02-01' },
      })
    })

    it('the old service is found (what the domain says is recorded, not live), and its certificate is told before it is believed', async () => {
      const place = { host: '127.0.0.1', port: old.tlsPort, tls: 'implicit' }
      const service = { ...place, kind: 'imap', state: 'answers', capabilities: [] }
      const evidence = [{ source: 'srv', detail: 'recorded' }]
      await page.route('**/discover', (route) =>
        route.fulfill({ json: { ...NOTHING_FOUND, status: 'found', services: [{ ...service, evidence }] } }),
      )
      // The own domain stands there already.
      await press(said.find)
      await page.getByText(said.found).waitFor()
      await page.getByText(said.refuses).waitFor()
      await expectWellMade(page)
      await field(said.letPass).check()
      await page.getByText(said.answers, { exact: true }).waitFor()
      await expectWellMade(page)
      await press(said.use)
      await goOn()
      await page.waitForURL('**/setup/new-service')
      const { items } = await owner.call(moves.listServices, { params: here() })
      expect(items).toMatchObject([{ side: 'source', host: '127.0.0.1', port: old.tlsPort, unverified: true }])
    })

    it('the new service is typed where nothing is found, and checked live', async () => {
      await page.unroute('**/discover')
      await page.route('**/discover', (route) => route.fulfill({ json: NOTHING_FOUND }))
      await page.locator('main form').first().getByRole('textbox').fill('nowhere.example')
      await press(said.find)
      await page.getByText(said.nothing).waitFor()
      await typeServer(home.port, 'none')
      await page.getByText(said.answers, { exact: true }).waitFor()
      await expectWellMade(page)
      await press(said.use)
      await goOn()
      await page.waitForURL('**/setup/sign-in')
      await page.unroute('**/discover')
    })

    it('a master user is tried at once, a wrong password told; employees are shown what they will be asked', async () => {
      const [first, second] = [page.locator('main article').nth(0), page.locator('main article').nth(1)]
      await field(new RegExp(said.master), first).check()
      await field(said.user, first).fill('admin')
      await field(said.password, first).fill('not the master')
      await press(said.keep, first)
      await field(said.mailbox, first).fill('anna@kestrel.example')
      await press(said.attempt, first)
      await first.getByRole('alert').getByText(said.refused).waitFor()
      await expectWellMade(page)
      expect(complaints.splice(0)).toEqual([expect.stringContaining('422')])
      await field(said.password, first).fill('master')
      await press(said.keep, first)
      await field(said.mailbox, first).fill('anna@kestrel.example')
      await press(said.attempt, first)
      await first.getByText(said.worked).waitFor()
      await field(new RegExp(said.employees), first).check()
      await first.getByText(said.steps).click()
      await first.getByText(said.step).waitFor()
      await expectWellMade(page)
      await press(said.keep, first)
      await first.getByText(said.saved).waitFor()
      await second.getByRole('radio').first().check()
      // What was chosen and not saved is kept by going on.
      await goOn()
      await page.waitForURL('**/setup/people')
      await page.locator('main nav').getByRole('link', { name: said.setUp, exact: true }).click()
      await page.getByText(said.all).waitFor()
      await expectWellMade(page)
      const { items } = await owner.call(moves.listServices, { params: here() })
      expect(items.map(({ auth, passwordsFrom }) => [auth, passwordsFrom])).toEqual([
        ['password', 'employees'],
        ['password', 'table'],
      ])
      expect(complaints).toEqual([])
    })

    it('what hardly anybody has to set of a service is folded, kept, and named in its heading', async () => {
      const { organisation: of, move } = here()
      await page.goto(`${caravan.url}/organisations/${of}/moves/${move}/setup/old-service`)
      const details = page.locator('main article details').filter({ hasText: said.details })
      await details.getByText(said.details).click()
      await field(said.outOf, details).selectOption('own')
      await field(said.megabytes, details).fill('500')
      await field(said.shared, details).check()
      await press(said.keep, details)
      await details.getByText(said.chosen).waitFor()
      await details.getByText(said.saved).waitFor()
      await expectWellMade(page)
      expect((await owner.call(moves.listServices, { params: here() })).items[0]).toMatchObject({
        ...{ sharedFolders: true, labels: 'auto', compress: 'auto', proxy: null, knownLimits: null },
        pace: { outPerDay: 500_000_000, inPerDay: null, bandwidth: null },
      })
      expect(complaints).toEqual([])
    })

    it('where the old service closes within days, one page sets everything up and the mail is copied', async () => {
      await plan(said.hurry, 'emergency')
      for (const port of [old.port, home.port]) {
        const card = page
          .locator('main article')
          .filter({ has: page.locator('form') })
          .first()
        await typeServer(port, 'none', card)
        await press(said.use, card)
        await page.getByText(`127.0.0.1:${port}`).first().waitFor()
      }
      const ways = page.locator('main article').filter({ has: page.getByRole('radiogroup') })
      await field(new RegExp(said.master), ways.nth(0)).check()
      await field(said.user, ways.nth(0)).fill('admin')
      await field(said.password, ways.nth(0)).fill('master')
      await press(said.keep, ways.nth(0))
      await ways.nth(1).getByRole('radio').first().check()
      await press(said.keep, ways.nth(1))
      const list = field(said.paste)
      await list.fill(`anna@kestrel.example; ${PASSWORD}\nben@kestrel.example; ${PASSWORD}\nclara@kestrel.example`)
      await expectWellMade(page)
      await press(said.look)
      await page.getByText(said.will).waitFor()
      await page.getByText(said.short).waitFor()
      await expectWellMade(page)
      const start = page.getByRole('button', { name: said.start })
      expect(await start.isDisabled()).toBe(true)
      await field(said.confirm).fill(said.count)
      expect(await field(said.reason).inputValue()).toBe('')
      await field(said.reason).fill('It closes on Friday.')
      const at = here()
      await start.click()
      await page.waitForURL('**/overview')
      await expect
        .poll(
          async () => {
            const { items } = await owner.call(people.listMailboxes, { params: at, query: {} })
            return items.map(({ lastPass }) => lastPass?.status)
          },
          { timeout: 120_000, interval: 500 },
        )
        .toEqual(['green', 'green'])
      for (const address of ['anna@kestrel.example', 'ben@kestrel.example'])
        await expectSame(old, address, home, address)
      expect(complaints).toEqual([])
    })
  })
}
