import { type Client, employees, moves, oauth, people } from '@caravan/contract'
import { startTokenServer, writeMaildir } from '@caravan/lab'
import { startTestServer } from '@caravan/server/testing'
import { expect, it, vi } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { letters } from './testing/letters.ts'
import { startMailServer } from './testing/mail-server.ts'

const ANNA = 'anna@kestrel.example'

it('an employee agrees at the provider, on a phone, and comes back to a mailbox that is open', async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1, localhost')
  await using tokens = await startTokenServer()
  const old = await startMailServer({ name: 'consent', introspectionUrl: tokens.introspectionUrl })
  writeMaildir(old.mailDir(ANNA), 'INBOX', letters(7, 'consent'))
  await using caravan = await startTestServer({ ca: tokens.ca })
  const link = await invited(caravan, old.port, tokens)

  // Another site than ours, as a provider is: 127.0.0.1 here, localhost there.
  const context = await openBrowser({ locale: 'fa-IR', phone: true, trusting: true })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(link)
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
  vi.unstubAllEnvs()
})

/** Plans a move whose old service takes tokens, and invites Anna; her link. */
async function invited(
  { owner, organisation }: { owner: Client; organisation: string },
  port: number,
  tokens: { clientId: string; clientSecret: string; authorizeUrl: string; tokenUrl: string },
): Promise<string> {
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Home', kind: 'new-addresses', timeZone: 'Asia/Tehran', ownDomains: ['kestrel.example'] },
  })
  const params = { organisation, move }
  const { id: service } = await owner.call(moves.makeService, {
    params,
    body: { side: 'source', name: 'Kestrel Mail', host: '127.0.0.1', port, tls: 'none' },
  })
  const { clientId, clientSecret: secret, authorizeUrl, tokenUrl } = tokens
  await owner.call(oauth.putOAuthClient, {
    params: { ...params, service },
    body: { provider: 'other', way: 'consent', clientId, secret, authorizeUrl, tokenUrl, scopes: ['mail'] },
  })
  const { id } = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: ANNA, sourceService: service, decision: 'move', displayName: 'آنا' },
  })
  const { links } = await owner.call(employees.inviteEmployees, {
    params,
    body: { which: { ids: [id] }, by: 'link' },
  })
  return links[0]?.link ?? ''
}
