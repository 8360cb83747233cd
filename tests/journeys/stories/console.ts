import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from '../testing/browser.ts'
import { lookEverywhere, PICTURES } from '../testing/pictures.ts'
import { type RunningServe, serve } from '../testing/serve.ts'
import { temporaryFolder } from '../testing/temporary.ts'

const OWN = 'lantern gravel otter seven'
const EMAIL = 'olga@kestrel.example'

/** What somebody who reads these languages presses and sees. */
const SAID = {
  en: {
    locale: 'en-GB',
    dir: 'ltr',
    fields: ['Your name', 'Your email address', 'Password', 'Organisation'],
    make: 'Make the account',
    plan: 'Plan a move',
    name: 'What do you call it?',
    submit: 'Plan the move',
    overview: 'Overview',
    nothingYet: 'No mailboxes are listed in this move yet.',
    begin: 'Begin to assess',
    began: '“Assess” began',
    signOut: 'Sign out',
    signInFields: ['Email address', 'Password'],
    signIn: 'Sign in',
    weak: 'This password is easily guessed.',
    wrong: 'Address and password do not match an account.',
  },
  fa: {
    locale: 'fa-IR',
    dir: 'rtl',
    fields: ['نام شما', 'نشانی ایمیل شما', 'گذرواژه', 'سازمان'],
    make: 'ساخت حساب',
    plan: 'برنامه‌ریزی جابه‌جایی',
    name: 'چه نامی دارد؟',
    submit: 'ثبت جابه‌جایی',
    overview: 'نمای کلی',
    nothingYet: 'هنوز هیچ صندوقی در این جابه‌جایی ثبت نشده است.',
    begin: 'آغاز ارزیابی',
    began: /مرحلهٔ .*ارزیابی.* آغاز شد/,
    signOut: 'خروج',
    signInFields: ['نشانی ایمیل', 'گذرواژه'],
    signIn: 'ورود',
    weak: 'این گذرواژه را به‌آسانی می‌توان حدس زد.',
    wrong: 'نشانی یا گذرواژه درست نیست.',
  },
  ru: {
    locale: 'ru-RU',
    dir: 'ltr',
    fields: ['Ваше имя', 'Ваш адрес электронной почты', 'Пароль', 'Организация'],
    make: 'Создать учётную запись',
    plan: 'Запланировать переезд',
    name: 'Как его назвать?',
    submit: 'Запланировать переезд',
    overview: 'Обзор',
    nothingYet: 'В этом переезде пока нет ни одного ящика.',
    begin: 'Начать оценку',
    began: 'Начался этап «Оценка»',
    signOut: 'Выйти',
    signInFields: ['Адрес электронной почты', 'Пароль'],
    signIn: 'Войти',
    weak: 'Этот пароль легко угадать.',
    wrong: 'Неверный адрес или пароль.',
  },
  zh: {
    locale: 'zh-CN',
    dir: 'ltr',
    fields: ['您的姓名', '您的邮箱地址', '密码', '组织'],
    make: '创建账号',
    plan: '新建迁移',
    name: '给它起个名字',
    submit: '新建迁移',
    overview: '概览',
    nothingYet: '此迁移还没有列入任何邮箱。',
    begin: '开始评估',
    began: '“评估”阶段已开始',
    signOut: '退出登录',
    signInFields: ['邮箱地址', '密码'],
    signIn: '登录',
    weak: '这个密码很容易被猜到。',
    wrong: '邮箱地址或密码不正确。',
  },
} as const

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

/** The story in one language. */
export function consoleStory(language: keyof typeof SAID): void {
  const said = SAID[language]
  describe(`the console in the language ${language}`, { timeout: 240_000 }, () => {
    let caravan: RunningServe
    let context: BrowserContext
    let page: Page
    let complaints: string[]
    beforeAll(async () => {
      caravan = await serve(temporaryFolder(`console-${language}`))
      context = await openBrowser({ locale: said.locale })
      page = await context.newPage()
      complaints = complaintsOf(page)
      return async () => {
        await context.close()
        await caravan.stop()
      }
    }, 120_000)

    it('the first owner comes by the link, and is told why a password is refused', async () => {
      await page.goto(caravan.beginLink)
      const [name, email, password, organisation] = said.fields
      await field(page, name).fill('Olga Owner')
      await field(page, email).fill(EMAIL)
      await page.getByLabel(password, { exact: true }).fill('passwordpassword')
      await field(page, organisation).fill('Kestrel Bay')
      await expectWellMade(page)
      expect(await page.locator('html').getAttribute('dir')).toBe(said.dir)
      await page.getByRole('button', { name: said.make }).click()
      await page.getByText(said.weak).first().waitFor()
      await expectWellMade(page)
      // The browser's own line about the answer 422; nothing else is complained of.
      expect(complaints.splice(0)).toEqual([expect.stringContaining('422')])
      await page.getByLabel(password, { exact: true }).fill(OWN)
      await page.getByRole('button', { name: said.make }).click()
      await page.waitForURL('**/organisations/*/moves')
    })

    it('plans a move from the empty page', async () => {
      const plan = page.getByRole('link', { name: said.plan })
      await plan.waitFor()
      await expectWellMade(page)
      await plan.click()
      await field(page, said.name).fill('Kestrel Bay to the new home')
      await expectWellMade(page)
      await page.getByRole('button', { name: said.submit }).click()
      // What a set-up asks for is a journey of its own.
      await page.waitForURL('**/moves/*/setup/basics')
      await page.getByRole('link', { name: said.overview, exact: true }).click()
      await page.waitForURL('**/moves/*/overview')
    })

    it('sees how the move stands, begins its first stage, and what happens arrives by itself', async () => {
      await page.getByText(said.nothingYet).waitFor()
      await expectWellMade(page)
      const stages = page.locator('main ol > li')
      expect(await stages.count()).toBe(8)
      for (const stage of await stages.all()) expect((await stage.boundingBox())?.height).toBeLessThan(48)
      // Somebody else's page: nothing is pressed on it.
      const other = await context.newPage()
      await other.goto(page.url())
      await other.getByText(said.nothingYet).waitFor()
      await page.getByRole('button', { name: said.begin }).click()
      await page.getByText(said.began).waitFor()
      await other.getByText(said.began).waitFor()
      await other.close()
      await stages.first().getByRole('button').click()
      await page.getByRole('dialog').waitFor()
      await expectWellMade(page)
      await page.keyboard.press('Escape')
    })

    it('signs out and in again; a wrong password is told in plain words', async () => {
      await page.getByRole('button', { name: said.signOut }).click()
      await page.waitForURL('**/sign-in')
      const [email, password] = said.signInFields
      await field(page, email).fill(EMAIL)
      await page.getByLabel(password, { exact: true }).fill('something else entirely')
      await expectWellMade(page)
      await page.getByRole('button', { name: said.signIn, exact: true }).click()
      await page.getByText(said.wrong).waitFor()
      await expectWellMade(page)
      expect(complaints.splice(0)).toEqual([expect.stringContaining('401')])
      await page.getByLabel(password, { exact: true }).fill(OWN)
      await page.getByRole('button', { name: said.signIn, exact: true }).click()
      // There is one move: that is what one comes for.
      await page.waitForURL('**/moves/*/overview')
      await page.getByText('Kestrel Bay to the new home').first().waitFor()
      await expectWellMade(page)
      expect(complaints).toEqual([])
    })

    it.runIf(PICTURES !== undefined && language === 'en')(
      'every page is whole in every language, light, dark and on a phone, with its picture taken',
      { timeout: 3_600_000 },
      async () => {
        await lookEverywhere(caravan.url, { email: EMAIL, password: OWN })
      },
    )
  })
}
