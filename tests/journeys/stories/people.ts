import { Client, employeePage, host, moves, organisations, people } from '@caravan/contract'
import { type SmtpSink, startSmtpSink } from '@caravan/lab'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { signInAt } from '../testing/sign-in-at.ts'
import { temporaryFolder } from '../testing/temporary.ts'

const OWNER = { email: 'olga@kestrel.example', password: 'lantern gravel otter seven' }

/** A list whose second address column nobody can name; two rows are wrong. */
const LIST = `Name,Box,Else
Anna Berg,anna@old.example,anna@home.example
Boris Dub,boris(at)old.example,
Anna Twice,ANNA@old.example,
Chen Wei,chen@old.example,
The desk,info@old.example,
`

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    is: (column: string) => `What “${column}” is`,
    ready: '3 of 5 rows are ready.',
    rows: ['Row 3', 'Row 4'],
    import: 'Import 3 mailboxes',
    imported: '3 mailboxes are imported.',
    leftOut: '2 rows were left out.',
    next: 'On to the addresses',
    parts: { new: /New addresses/, roles: /Shared addresses/, decisions: /What moves/, seen: /Nothing forgotten/ },
    propose: 'See the result',
    give: 'Give 3 addresses',
    given: '3 addresses are given.',
    owner: 'Who answers for info@old.example',
    name: 'Name as owner',
    chooseAll: 'Choose all',
    move: 'move',
    allDecided: 'Every mailbox is decided.',
    people: 'People',
    invite: 'Invite 3 people',
    send: 'Send 3 emails',
    sent: '3 people are invited.',
    done: 'Done',
    letter: /email to anna@old\.example/,
    invited: 'invited',
    opened: 'opened the page',
    menu: 'What to do with Chen Wei',
    link: 'Link to print',
    make: 'Make 1 link',
    close: 'Close, I have printed them',
  },
  fa: {
    locale: 'fa-IR',
    is: (column: string) => `«\u2068${column}\u2069» چیست`,
    ready: '۳ سطر از ۵ سطر آماده است.',
    rows: ['سطر ۳', 'سطر ۴'],
    import: 'وارد کردن ۳ صندوق',
    imported: '۳ صندوق وارد شدند.',
    leftOut: '۲ سطر کنار ماندند.',
    next: 'ادامه: نشانی‌ها',
    parts: {
      new: /نشانی‌های جدید/,
      roles: /نشانی‌های مشترک/,
      decisions: /چه چیزی جابه‌جا شود/,
      seen: /هیچ‌چیز فراموش نشود/,
    },
    propose: 'دیدن نتیجه',
    give: 'ثبت ۳ نشانی',
    given: '۳ نشانی ثبت شد.',
    owner: 'چه کسی پاسخ‌گوی \u2068info@old.example\u2069 است',
    name: 'تعیین مسئول',
    chooseAll: 'انتخاب همه',
    move: 'جابه‌جا شود',
    allDecided: 'دربارهٔ همهٔ صندوق‌ها تصمیم گرفته شده است.',
    people: 'کارکنان',
    invite: 'دعوت از ۳ نفر',
    send: 'ارسال ۳ ایمیل',
    sent: '۳ نفر دعوت شدند.',
    done: 'بسیار خوب',
    letter: /ایمیل به .*anna@old\.example/,
    invited: 'دعوت شده',
    opened: 'صفحه را باز کرده',
    menu: 'کارها برای \u2068Chen Wei\u2069',
    link: 'پیوند چاپی',
    make: 'ساخت ۱ پیوند',
    close: 'چاپ کردم، بسته شود',
  },
  ru: {
    locale: 'ru-RU',
    is: (column: string) => `Что такое «${column}»`,
    ready: 'Готово строк: 3 из 5.',
    rows: ['Строка 3', 'Строка 4'],
    import: 'Импортировать 3 ящика',
    imported: 'Импортировано 3 ящика.',
    leftOut: '2 строки не вошли.',
    next: 'Дальше: адреса',
    parts: { new: /Новые адреса/, roles: /Общие адреса/, decisions: /Что переезжает/, seen: /Ничего не забыто/ },
    propose: 'Показать результат',
    give: 'Назначить 3 адреса',
    given: 'Назначено 3 адреса.',
    owner: 'Кто отвечает за info@old.example',
    name: 'Назначить',
    chooseAll: 'Выбрать все',
    move: 'переезжает',
    allDecided: 'По каждому ящику есть решение.',
    people: 'Сотрудники',
    invite: 'Пригласить 3 сотрудников',
    send: 'Отправить 3 письма',
    sent: 'Приглашены 3 сотрудника.',
    done: 'Готово',
    letter: /письмо на anna@old\.example/,
    invited: 'приглашение отправлено',
    opened: 'страница открыта',
    menu: 'Действия: Chen Wei',
    link: 'Ссылка для печати',
    make: 'Создать 1 ссылку',
    close: 'Закрыть, уже распечатано',
  },
  zh: {
    locale: 'zh-CN',
    is: (column: string) => `“${column}”是什么`,
    ready: '5 行中有 3 行就绪。',
    rows: ['第 3 行', '第 4 行'],
    import: '导入 3 个邮箱',
    imported: '已导入 3 个邮箱。',
    leftOut: '跳过了 2 行。',
    next: '下一步：地址',
    parts: { new: /新地址/, roles: /公共地址/, decisions: /迁移哪些/, seen: /不遗漏地址/ },
    propose: '查看结果',
    give: '分配 3 个地址',
    given: '已分配 3 个地址。',
    owner: '谁负责 info@old.example',
    name: '设为负责人',
    chooseAll: '全选',
    move: '迁移',
    allDecided: '每个邮箱的去留都已决定。',
    people: '员工',
    invite: '邀请 3 人',
    send: '发送 3 封邮件',
    sent: '已邀请 3 人。',
    done: '完成',
    letter: /发送邮件至 anna@old\.example/,
    invited: '已邀请',
    opened: '已打开页面',
    menu: '对 Chen Wei 的操作',
    link: '打印链接',
    make: '生成 1 个链接',
    close: '已打印，关闭',
  },
} as const

const TOKEN = /invite_[\w-]{22}/

/** The story in one language. */
export function peopleStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  describe(`people of a move in the language ${language}`, { timeout: 240_000 }, () => {
    let caravan: RunningServe
    let sink: SmtpSink
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    let client: Client
    let at: { organisation: string; move: string }
    const button = (name: string) => page.getByRole('button', { name, exact: true })

    beforeAll(async () => {
      sink = await startSmtpSink()
      caravan = await serve(temporaryFolder(`console-people-${language}`))
      const token = caravan.beginLink.split('#')[1] ?? ''
      await new Client(caravan.url).call(host.begin, {
        body: { token, name: 'Olga Owner', organisation: 'Kestrel Bay', ...OWNER },
      })
      client = await signIn(caravan.url, OWNER.email, OWNER.password)
      at = await makeMove(client)
      await client.call(host.writeHostSettings, {
        body: {
          publicUrl: null,
          sender: { host: '127.0.0.1', port: sink.port, tls: 'none', user: null, from: 'caravan@kestrel.example' },
        },
      })
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      complaints = complaintsOf(page)
      await signInAt(page, caravan.url, OWNER)
      return async () => {
        await context.close()
        await caravan.stop()
        await sink.stop()
      }
    }, 120_000)

    it('looks at a list, says what its columns are, and imports the rows without errors', async () => {
      await page.goto(`${caravan.url}/organisations/${at.organisation}/moves/${at.move}/people`)
      await page.locator('main h2').first().waitFor()
      await expectWellMade(page)
      await page.locator('main').getByRole('link').last().click()
      await page.locator('input[type=file]').waitFor({ state: 'attached' })
      await expectWellMade(page)
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) })
      const column = (name: string) => page.getByRole('combobox', { name: said.is(name), exact: true })
      await column('Else').waitFor()
      expect(await column('Name').inputValue()).toBe('displayName')
      expect(await column('Else').inputValue()).not.toBe('contactAddress')
      await column('Box').selectOption('sourceAddress')
      await column('Else').selectOption('contactAddress')
      await page.getByText(said.ready).waitFor()
      for (const row of said.rows) await page.getByText(row, { exact: true }).first().waitFor()
      await expectWellMade(page)
      expect((await client.call(people.listMailboxes, { params: at, query: {} })).items).toEqual([])
      await button(said.import).click()
      await page.getByText(said.imported).waitFor()
      await page.getByText(said.leftOut).waitFor()
      for (const row of said.rows) await page.getByText(row, { exact: true }).first().waitFor()
      await expectWellMade(page)
      const { items } = await client.call(people.listMailboxes, { params: at, query: {} })
      expect(items.map(({ displayName, contact, kind }) => [displayName, contact, kind])).toEqual([
        ['Anna Berg', 'anna@home.example', 'person'],
        ['Chen Wei', null, 'person'],
        ['The desk', null, 'role'],
      ])
    })

    it('gives addresses by a rule, names an owner, and decides what moves', async () => {
      const part = (name: RegExp) => page.locator('main nav').last().getByRole('link', { name })
      await page.getByRole('link', { name: said.next }).click()
      await part(said.parts.new).click()
      await button(said.propose).click()
      await button(said.give).waitFor()
      await expectWellMade(page)
      await button(said.give).click()
      await page.getByText(said.given).waitFor()

      await part(said.parts.roles).click()
      await page.getByLabel(said.owner, { exact: true }).fill('anna@old.example')
      await page.locator('datalist option[value="anna@old.example"]').first().waitFor({ state: 'attached' })
      await expectWellMade(page)
      await button(said.name).click()
      await page.getByText('Anna Berg').first().waitFor()

      await part(said.parts.decisions).click()
      await page.getByLabel(said.chooseAll, { exact: true }).check()
      await expectWellMade(page)
      await button(said.move).click()
      await page.getByText(said.allDecided).waitFor()
      await part(said.parts.seen).click()
      await page.getByRole('progressbar').waitFor()
      await expectWellMade(page)
      const { items } = await client.call(people.listMailboxes, { params: at, query: {} })
      for (const { targetAddress, decision, decidedBy } of items)
        expect([targetAddress, decision, decidedBy]).toEqual([
          expect.stringMatching(/^[a-z]+\.[a-z]+@new\.example$/),
          'move',
          'Olga Owner',
        ])
      expect(items.at(-1)).toMatchObject({ ownerName: 'Anna Berg', ownerEmail: 'anna@old.example' })
    })

    it('invites them by letter, and the board shows by itself who has opened the page', async () => {
      await page.getByRole('link', { name: said.people, exact: true }).click()
      await button(said.invite).click()
      await button(said.send).waitFor()
      await expectWellMade(page)
      await button(said.send).click()
      await page.getByText(said.sent).waitFor()
      await button(said.done).click()
      const anna = page.locator('main li').filter({ hasText: 'Anna Berg' })
      await anna.getByText(said.letter).waitFor()
      await anna.getByText(said.invited, { exact: true }).waitFor()
      await expectWellMade(page)
      const [letter = ''] = await sink.letters()
      // A long line of quoted-printable goes on behind `=` (RFC 2045 §6.7).
      const token = TOKEN.exec(letter.replaceAll(/=\r?\n/g, ''))?.[0] ?? ''
      await new Client(caravan.url, { token }).call(employeePage.readEmployeePage, {})
      await page.locator('main li').getByText(said.opened, { exact: true }).waitFor()
      expect(await page.content()).not.toMatch(TOKEN)
    })

    it('prints a link with its QR code, which is nowhere when the sheet is closed', async () => {
      await button(said.menu).click()
      await page.getByRole('menuitem', { name: said.link, exact: true }).click()
      await button(said.make).click()
      const sheet = page.getByRole('dialog').locator('article')
      await sheet.getByRole('img').waitFor()
      // Nobody else can open the address of this server: it is said before anything is printed.
      await page.getByRole('dialog').getByRole('note').getByText(caravan.url).waitFor()
      await expectWellMade(page)
      const link = (await sheet.innerText()).match(/\S+\/employee#invite_[\w-]{22}/)?.[0] ?? ''
      expect(link).toContain(`${caravan.url}/employee#`)
      const employee = new Client(caravan.url, { token: TOKEN.exec(link)?.[0] ?? '' })
      expect((await employee.call(employeePage.readEmployeePage, {})).displayName).toBe('Chen Wei')
      await button(said.close).click()
      await sheet.waitFor({ state: 'hidden' })
      expect(await page.content()).not.toMatch(TOKEN)
      expect(complaints).toEqual([])
    })
  })
}

/** A move whose people are asked for the access to their old mailboxes. */
async function makeMove(client: Client) {
  const { organisations: mine } = await client.call(organisations.me, {})
  const organisation = mine[0]?.id ?? ''
  const body = {
    name: 'Kestrel Bay to the new home',
    kind: 'new-addresses' as const,
    timeZone: 'Europe/Berlin',
    ownDomains: ['old.example', 'new.example'],
  }
  const { id: move } = await client.call(moves.makeMove, { params: { organisation }, body })
  const at = { organisation, move }
  await client.call(moves.makeService, {
    params: at,
    body: { side: 'source', name: 'Old mail', host: '127.0.0.1', port: 9, tls: 'none' },
  })
  return at
}
