import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { lookEverywhere, PICTURES } from './testing/pictures.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { temporaryFolder } from './testing/temporary.ts'

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
} as const

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

describe.each(Object.entries(SAID))('the console in the language %s', { timeout: 240_000 }, (language, said) => {
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
    await page.waitForURL('**/organisations/*/moves')
    await page.getByText('Kestrel Bay to the new home').first().waitFor()
    await expectWellMade(page)
    expect(complaints).toEqual([])
  })

  it.runIf(PICTURES !== undefined && language === 'en')(
    'every page is whole in every language, light, dark and on a phone, with its picture taken',
    { timeout: 900_000 },
    async () => {
      await lookEverywhere(caravan.url, { email: EMAIL, password: OWN })
    },
  )
})

describe('what the server gives a browser', () => {
  let caravan: RunningServe
  beforeAll(async () => {
    caravan = await serve(temporaryFolder('console-served'))
    return async () => {
      await caravan.stop()
    }
  }, 120_000)

  it('one page under every path, which lets nothing run but what was built', async () => {
    const nonces = new Set<string>()
    for (const path of ['/', '/begin', '/sign-in', '/organisations/x/moves/y/overview', '/apiary']) {
      const response = await fetch(`${caravan.url}${path}`)
      expect(response.status).toBe(200)
      const { headers } = response
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}'; /)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? ''
      expect(await response.text()).toContain(`nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(5)
  })

  it('assets for ever and compressed, each as the browser takes it', async () => {
    const page = await (await fetch(caravan.url)).text()
    const script = /src="(\/assets\/index-[\w-]+\.js)"/.exec(page)?.[1] ?? ''
    for (const encoding of ['br', 'gzip', 'identity']) {
      const { headers, status } = await fetch(`${caravan.url}${script}`, { headers: { 'accept-encoding': encoding } })
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('content-type')).toMatch(/^(?:text|application)\/javascript/)
      expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    }
  })

  it.each(['/api', '/api/nothing', '/%61pi/nothing', '/assets/none.js', '/assets/..%2f.sources', '/metrics'])(
    'nothing but a refusal in JSON at %s',
    async (path) => {
      const response = await fetch(`${caravan.url}${path}`)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toMatchObject({ remedy: expect.any(String) as string })
    },
  )
})
