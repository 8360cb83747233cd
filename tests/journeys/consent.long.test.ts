import { employees, moves, oauth, people } from '@caravan/contract'
import { type Dovecot, startTokenServer, type TokenServer, writeMaildir } from '@caravan/lab'
import { PASSWORD, startTestServer } from '@caravan/server/testing'
import { beforeAll, expect, it, vi } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { letters } from './testing/letters.ts'
import { startMailServer } from './testing/mail-server.ts'
import { signInAt } from './testing/sign-in-at.ts'

// Another site than ours, as a provider is: 127.0.0.1 here, localhost there.
let tokens: TokenServer
let old: Dovecot
let caravan: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1, localhost')
  tokens = await startTokenServer()
  old = await startMailServer({ name: 'consent', introspectionUrl: tokens.introspectionUrl })
  caravan = await startTestServer({ ca: tokens.ca })
  return async () => {
    await caravan.stop()
    await tokens.stop()
    vi.unstubAllEnvs()
  }
})

/** A move with one mailbox of seven letters at an old service. */
async function planned(user: string) {
  const { owner, organisation } = caravan
  writeMaildir(old.mailDir(user), 'INBOX', letters(7, user))
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: `Home of ${user}`, kind: 'new-addresses', timeZone: 'Asia/Tehran', ownDomains: ['kestrel.example'] },
  })
  const params = { organisation, move }
  const { id: service } = await owner.call(moves.makeService, {
    params,
    body: { side: 'source', name: 'Kestrel Mail', host: '127.0.0.1', port: old.port, tls: 'none' },
  })
  const { id: mailbox } = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: user, sourceService: service, decision: 'move', displayName: 'آنا' },
  })
  return { params, service, mailbox }
}

it('an employee agrees at the provider, on a phone, and comes back to a mailbox that is open', async () => {
  const { params, service, mailbox } = await planned('anna@kestrel.example')
  const { clientId, clientSecret: secret, authorizeUrl, tokenUrl } = tokens
  await caravan.owner.call(oauth.putOAuthClient, {
    params: { ...params, service },
    body: { provider: 'other', way: 'consent', clientId, secret, authorizeUrl, tokenUrl, scopes: ['mail'] },
  })
  const { links } = await caravan.owner.call(employees.inviteEmployees, {
    params,
    body: { which: { ids: [mailbox] }, by: 'link' },
  })
  const context = await openBrowser({ locale: 'fa-IR', phone: true, trusting: true })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(links[0]?.link ?? '')
  await page.getByRole('link', { name: 'شروع' }).click()
  await page.getByRole('heading', { name: 'صندوق قدیمی خود را برای ما باز کنید' }).waitFor()
  await expectWellMade(page)
  await page.getByRole('button', { name: /اجازه دادن$/ }).click()
  await page.getByRole('link', { name: 'Agree' }).click()
  await page.getByText('اجازه داده‌اید. اینجا دیگر لازم نیست کاری بکنید.').waitFor()
  expect(page.url()).toBe(`${caravan.url}/employee/access`)
  await page.getByRole('link', { name: 'ادامه' }).click()
  await page.getByText(/۷ ایمیل/).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

it('a lead registers the application in the set-up, and begins the consent of an owner who sits beside', async () => {
  const { params, mailbox } = await planned('berta@kestrel.example')
  const context = await openBrowser({ locale: 'ru-RU', trusting: true })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await signInAt(page, caravan.url, { email: caravan.ownerEmail, password: PASSWORD })
  const at = `${caravan.url}/organisations/${params.organisation}/moves/${params.move}`
  await page.goto(`${at}/setup/sign-in`)
  const card = page.locator('main article').first()
  await card.getByLabel('Каждый владелец даёт согласие у сервиса').check()
  await card.getByText(`${caravan.url}/api/oauth/back`).waitFor()
  await card.getByLabel('Адрес страницы согласия').fill(tokens.authorizeUrl)
  await card.getByLabel('Адрес, который выдаёт токены').fill(tokens.tokenUrl)
  await card.getByLabel('Права (scopes) через пробел').fill('mail')
  await card.getByLabel('Идентификатор клиента (client id)').fill(tokens.clientId)
  await card.getByLabel('Секрет клиента').first().fill(tokens.clientSecret)
  await expectWellMade(page)
  await card.getByRole('button', { name: 'Сохранить' }).click()
  await card.getByText('Сохранено').waitFor()

  await page.goto(`${at}/mailboxes?open=${mailbox}`)
  await page.getByRole('button', { name: 'Получить согласие владельца' }).click()
  await page.getByRole('button', { name: /^Перейти к/ }).click()
  await page.getByRole('link', { name: 'Agree' }).click()
  await page.waitForURL(`${at}/mailboxes?open=${mailbox}`)
  await page
    .getByRole('heading', { name: 'berta@kestrel.example' })
    .or(page.getByText('berta@kestrel.example'))
    .first()
    .waitFor()
  const row = await caravan.owner.call(people.readMailbox, { params: { ...params, mailbox } })
  expect(row.hasSourceCredential).toBe(true)
  expect(complaints).toEqual([])
  await context.close()
})
