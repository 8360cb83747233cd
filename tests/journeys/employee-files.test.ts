import { Client, employeePage, employees, moves, people } from '@caravan/contract'
import { startTestServer } from '@caravan/server/testing'
import { expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'

/** Ten megabytes: three pieces. */
const LETTER = `From maria@old.example Sat Jan  2 03:04:05 2021\nSubject: one\n\n${'And so on.\n'.repeat(95_000)}\n`

it('somebody hands over a file from a phone whose line breaks, in Persian, and sees how far it got', {
  timeout: 180_000,
}, async () => {
  await using running = await startTestServer()
  const { owner, organisation, url } = running
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Home', kind: 'new-addresses', ownDomains: ['old.example'] },
  })
  const params = { organisation, move }
  const { id } = await owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'maria@old.example', displayName: 'مریم کریمی', decision: 'move', sourceFiles: true },
  })
  const body = { which: { ids: [id] }, by: 'link' as const }
  const { links } = await owner.call(employees.inviteEmployees, { params, body })
  const context = await openBrowser({ locale: 'fa-IR', phone: true })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  let pieces = 0
  await page.route('**/content?*', (route) => (++pieces === 2 ? route.abort('connectionreset') : route.continue()))
  await page.goto(links[0]?.link ?? '')
  await page.getByRole('link', { name: 'شروع' }).click()
  await page.getByRole('heading', { name: 'ایمیل‌هایتان را به صورت فایل به ما بدهید' }).waitFor()
  await expectWellMade(page)
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'Inbox.mbox', mimeType: 'application/mbox', buffer: Buffer.from(LETTER.repeat(10)) },
  })
  await page.getByRole('button', { name: 'تحویل دادن' }).click()
  // The line breaks at the second piece, which is sent again.
  await page.getByText('اکنون ارتباط برقرار نیست').waitFor()
  // Listed once all of it has arrived, so that nobody is asked to choose a file again which is on its way.
  await page.locator('.files').getByText('Inbox.mbox').waitFor()
  await expect
    .poll(
      async () => {
        await page.goto(`${url}/employee/access`)
        return page.locator('[data-live]').innerText()
      },
      { timeout: 90_000, interval: 1_000 },
    )
    .toContain('۱۰ ایمیل پیدا شد')
  expect(pieces).toBe(4)
  await expectWellMade(page)
  await page.getByRole('link', { name: 'همین بود' }).click()
  await page.waitForURL(`${url}/employee/progress`)
  // What the browser says of the line that was cut; nothing else.
  expect(complaints.filter((one) => !one.includes('ERR_CONNECTION_RESET'))).toEqual([])
  const token = links[0]?.link.split('#')[1] ?? ''
  const { files } = await new Client(url, { token }).call(employeePage.readEmployeePage, {})
  expect(files?.items).toMatchObject([{ state: 'read', messages: 10, damaged: 0 }])
  await context.close()
})
