import { Client, host, moves, organisations, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { inConsole, signInAt } from '../testing/sign-in-at.ts'
import { temporaryFolder } from '../testing/temporary.ts'

const ANNA = { email: 'anna@harbour.example', password: 'lantern gravel otter seven' }
const VERA = { email: 'vera@harbour.example', password: 'copper window falcon nine' }

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    companyName: 'Name of the company',
    makeCompany: 'Make a company',
    open: 'Open {{name}}',
    planFirst: 'Plan the first move',
    organisation: 'Organisation',
    settings: 'Settings',
    handOver: 'Hand over…',
    name: 'Name of the organisation',
    yourName: 'Your name',
    password: 'Password',
    accept: 'Accept the invitation',
    wavesMayNot: 'An owner or a lead plans and starts waves.',
    planned: 'The move was planned',
    mailboxesMayNot: 'You may look. Leads and owners of the organisation may change things here.',
    panel: 'The chosen mailbox',
    noPass: 'None has run yet.',
    shut: 'Close the mailbox',
    peopleMayNot: 'You may look at this. Owners and leads of the organisation change it.',
    auditMayNot: 'An owner or a lead may read the audit log. Ask one of them.',
    settingsMayNot: 'You may look at everything; an owner or a lead changes it.',
    erase: 'Erase…',
    invite: 'Invite',
    never: [
      'Start a pass',
      'Decide',
      'Pause',
      'Invite by email',
      'Invite the whole list',
      'Remind',
      'Erase…',
      'Make a company',
    ],
  },
  fa: {
    locale: 'fa-IR',
    companyName: 'نام شرکت',
    makeCompany: 'ساختن شرکت',
    open: 'باز کردن {{name}}',
    planFirst: 'نخستین جابه‌جایی را برنامه‌ریزی کنید',
    organisation: 'سازمان',
    settings: 'تنظیمات',
    handOver: 'واگذاری…',
    name: 'نام سازمان',
    yourName: 'نام شما',
    password: 'گذرواژه',
    accept: 'پذیرفتن دعوت',
    wavesMayNot: 'برنامه‌ریزی و آغاز موج‌ها با مالک یا مسئول جابه‌جایی است.',
    planned: 'جابه‌جایی ثبت شد',
    mailboxesMayNot: 'شما فقط می‌توانید ببینید. تغییر در اینجا با مسئولان جابه‌جایی و مالکان سازمان است.',
    panel: 'صندوق انتخاب‌شده',
    noPass: 'هنوز دوری انجام نشده است.',
    shut: 'بستن صندوق',
    peopleMayNot: 'شما فقط می‌توانید ببینید. تغییر در اینجا با مالکان سازمان و مسئولان جابه‌جایی است.',
    auditMayNot: 'مالک یا مسئول جابه‌جایی می‌تواند سابقهٔ فعالیت‌ها را ببیند. از یکی از آن‌ها بخواهید.',
    settingsMayNot: 'می‌توانید همه چیز را ببینید؛ تغییر دادن با مالک یا مسئول جابه‌جایی است.',
    erase: 'پاک کردن…',
    invite: 'دعوت',
    never: [
      'آغاز دور کپی',
      'تصمیم',
      'توقف موقت',
      'دعوت با ایمیل',
      'دعوت از همهٔ فهرست',
      'یادآوری',
      'پاک کردن…',
      'ساختن شرکت',
    ],
  },
  ru: {
    locale: 'ru-RU',
    companyName: 'Название компании',
    makeCompany: 'Создать компанию',
    open: 'Открыть: {{name}}',
    planFirst: 'Запланируйте первый переезд',
    organisation: 'Организация',
    settings: 'Настройки',
    handOver: 'Передать…',
    name: 'Название организации',
    yourName: 'Ваше имя',
    password: 'Пароль',
    accept: 'Принять приглашение',
    wavesMayNot: 'Волны планирует и запускает владелец или руководитель переезда.',
    planned: 'Переезд запланирован',
    mailboxesMayNot: 'Вы можете только смотреть. Изменения вносят руководители переезда и владельцы организации.',
    panel: 'Выбранный ящик',
    noPass: 'Проходов ещё не было.',
    shut: 'Закрыть ящик',
    peopleMayNot: 'Вы можете только смотреть. Изменения вносят владельцы организации и руководители переезда.',
    auditMayNot: 'Журнал действий доступен владельцам и руководителям переезда. Обратитесь к одному из них.',
    settingsMayNot: 'Вы можете всё смотреть; меняет владелец или руководитель переезда.',
    erase: 'Стереть…',
    invite: 'Приглашение',
    never: [
      'Запустить проход',
      'Решение',
      'Приостановить',
      'Пригласить письмом',
      'Пригласить весь список',
      'Напомнить',
      'Стереть…',
      'Создать компанию',
    ],
  },
  zh: {
    locale: 'zh-CN',
    companyName: '公司名称',
    makeCompany: '创建公司',
    open: '打开 {{name}}',
    planFirst: '新建您的第一个迁移',
    organisation: '组织',
    settings: '设置',
    handOver: '移交…',
    name: '组织名称',
    yourName: '您的姓名',
    password: '密码',
    accept: '接受邀请',
    wavesMayNot: '批次由所有者或迁移负责人规划和启动。',
    planned: '迁移已创建',
    mailboxesMayNot: '您只能查看。迁移负责人和组织所有者可以在此修改。',
    panel: '所选邮箱',
    noPass: '还没有运行过。',
    shut: '关闭邮箱',
    peopleMayNot: '您只能查看。修改由组织所有者或迁移负责人进行。',
    auditMayNot: '所有者或迁移负责人可以查看审计日志，请联系他们。',
    settingsMayNot: '您可以查看全部内容；修改由所有者或迁移负责人进行。',
    erase: '清除…',
    invite: '邀请',
    never: ['开始一轮复制', '决定去留', '暂停', '邮件邀请', '邀请整个列表', '提醒', '清除…', '创建公司'],
  },
} as const

/** An agency with two companies, and a viewer who may change nothing. */
export function rolesStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  // Persian sets names apart from the direction of its own text.
  const opens = (name: string) => said.open.replace('{{name}}', language === 'fa' ? `\u2068${name}\u2069` : name)
  describe(`who may do what in the console in the language ${language}`, { timeout: 240_000 }, () => {
    let caravan: RunningServe
    let client: Client
    let organisation: string
    let move: string
    let mailbox: string
    beforeAll(async () => {
      caravan = await serve(temporaryFolder('roles'))
      const token = caravan.beginLink.split('#')[1] ?? ''
      const made = await new Client(caravan.url).call(host.begin, {
        body: { token, name: 'Anna', organisation: 'Harbour Agency', ...ANNA },
      })
      organisation = made.organisation
      client = await signIn(caravan.url, ANNA.email, ANNA.password)
      const body = { name: 'Out of the old', kind: 'same-domain' as const }
      move = (await client.call(moves.makeMove, { params: { organisation }, body })).id
      const params = { organisation, move }
      const service = await client.call(moves.makeService, {
        params,
        body: { side: 'source', name: 'Old mail', host: '127.0.0.1', port: 143, tls: 'none' },
      })
      const boris = { sourceAddress: 'boris@harbour.example', displayName: 'Boris Dub' }
      const { id } = await client.call(people.addMailbox, {
        params,
        body: { ...boris, sourceService: service.id, decision: 'move' },
      })
      mailbox = id
      return async () => {
        await caravan.stop()
      }
    }, 120_000)

    it('an agency makes two companies, and goes from one to the other', async () => {
      const context = await openBrowser({ locale: said.locale })
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      await signInAt(page, caravan.url, ANNA)
      await page.goto(`${caravan.url}/organisations/${organisation}/settings`)
      for (const name of ['Alvero Doors', 'Birch & Sons']) {
        await page.getByRole('textbox', { name: said.companyName }).fill(name)
        await page.getByRole('button', { name: said.makeCompany }).click()
        await page.getByRole('link', { name: opens(name) }).waitFor()
      }
      await expectWellMade(page)
      await page.getByRole('link', { name: opens('Alvero Doors') }).click()
      await page.getByRole('heading', { name: said.planFirst }).waitFor()
      const alvero = page.url()
      await page.getByRole('combobox', { name: said.organisation }).selectOption('Birch & Sons')
      await page.waitForURL((url) => url.href !== alvero)
      const birch = new URL(page.url()).pathname.split('/')[2]
      const settings = page.getByRole('link', { name: said.settings })
      await settings.and(page.locator(`[href*="${birch}"]`)).click()
      // A client of an agency has none of its own, and can be handed over.
      await page.getByRole('button', { name: said.handOver }).waitFor()
      expect(await page.getByRole('textbox', { name: said.name }).inputValue()).toBe('Birch & Sons')
      expect(await page.getByRole('button', { name: said.makeCompany }).count()).toBe(0)
      await expectWellMade(page)
      expect(complaints).toEqual([])
      await context.close()
    })

    it('a viewer comes by the link, sees everything, and is offered nothing to change', async () => {
      const { link } = await client.call(organisations.invite, {
        params: { organisation },
        body: { email: VERA.email, role: 'viewer' },
      })
      const context = await openBrowser({ locale: said.locale, phone: true })
      const page = await context.newPage()
      await page.goto(link)
      await page.getByRole('textbox', { name: said.yourName }).fill('Vera Viewer')
      await page.getByLabel(said.password, { exact: true }).fill(VERA.password)
      await expectWellMade(page)
      const complaints = complaintsOf(page)
      await page.getByRole('button', { name: said.accept }).click()
      // The account that was made just now is signed in.
      await inConsole(page)
      const main = page.getByRole('main')
      const offered = async () =>
        (await main.getByRole('button').allTextContents()).filter((text) =>
          said.never.some((word) => text.includes(word)),
        )
      const base = `${caravan.url}/organisations/${organisation}`
      await page.goto(`${base}/moves/${move}/waves`)
      await main.getByText(said.wavesMayNot).waitFor()
      expect(await offered()).toEqual([])
      await expectWellMade(page)
      await page.goto(`${base}/moves/${move}/activity`)
      await main.getByText(said.planned).waitFor()
      await page.goto(`${base}/moves/${move}/mailboxes`)
      await main.getByText(said.mailboxesMayNot).waitFor()
      await page.goto(`${base}/moves/${move}/mailboxes?open=${mailbox}`)
      const panel = page.getByRole('complementary', { name: said.panel })
      await panel.getByRole('heading', { name: 'Boris Dub' }).waitFor()
      await panel.getByText(said.noPass).waitFor()
      // It can be shut, and nothing else.
      await panel.getByRole('button', { name: said.shut }).waitFor()
      expect(await panel.getByRole('button').count()).toBe(1)
      await expectWellMade(page)
      await page.goto(`${base}/moves/${move}/people`)
      await main.getByText(said.peopleMayNot).waitFor()
      await main.getByText('Boris Dub').waitFor()
      expect(await main.getByRole('checkbox').count()).toBe(0)
      expect(await offered()).toEqual([])
      await expectWellMade(page)
      await page.goto(`${base}/audit`)
      await main.getByText(said.auditMayNot).waitFor()
      await page.goto(`${base}/settings`)
      await main.getByText(said.settingsMayNot).waitFor()
      expect(await offered()).toEqual([])
      expect(await main.getByRole('button', { name: said.erase }).count()).toBe(0)
      await expectWellMade(page)
      await page.goto(`${base}/settings?part=members`)
      await main.getByText(ANNA.email).waitFor()
      expect(await main.getByRole('button', { name: said.invite }).count()).toBe(0)
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}
