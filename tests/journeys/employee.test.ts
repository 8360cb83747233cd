import { startTestServer } from '@caravan/server/testing'
import { expect, it, vi } from 'vitest'
import { employeeStory } from './stories/employee.ts'
import { expectWellMade, openBrowser } from './testing/browser.ts'
import { employeeGround } from './testing/employee-ground.ts'
import { lookAtEmployeePages } from './testing/employee-pictures.ts'
import { PASSWORD } from './testing/mail-server.ts'
import { PICTURES } from './testing/pictures.ts'

const ground = employeeGround()

employeeStory('fa', ground)
employeeStory('zh', ground)

it('the page works from the link to the last step without JavaScript', { timeout: 120_000 }, async () => {
  const { mailbox, link } = await ground.somebody('without-script', 'Ann Archer')
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
  await page.getByText(/^It works\. We found 60 messages in \d folders\.$/).waitFor()
  await page.getByRole('link', { name: 'Look again' }).waitFor()
  await press('Русский')
  await page.getByRole('heading', { name: 'Спасибо, пока это всё' }).waitFor()
  await press('English')
  await page.getByRole('link', { name: 'I have my new mailbox already' }).click()
  for (const yes of ['Yes, I am in', 'Yes, it is changed', 'Yes, it is on', 'Yes, it is removed']) await press(yes)
  await page.getByRole('heading', { name: 'Everything is done. Thank you!' }).waitFor()
  await page.getByRole('button', { name: 'Take back: Switch on the second step' }).click()
  await page.getByRole('heading', { name: 'Does your phone confirm that it is you?' }).waitFor()
  const { steps } = await ground.move.board(mailbox)
  expect(Object.entries(steps).filter(([, at]) => at === null)).toEqual([['secondFactor', null]])
  await press('Leave this page')
  await page.getByLabel('Link or code').waitFor()
  await context.close()
})

it('a link that has ended says so, in the reader’s language, and where the right one is', async () => {
  const context = await openBrowser({ locale: 'ru-RU', phone: true })
  const page = await context.newPage()
  await page.goto(`${ground.caravan.url}/employee#invite_${'A'.repeat(22)}`)
  await page.getByText('Эта ссылка больше не действует.').waitFor()
  expect(page.url()).toBe(`${ground.caravan.url}/employee?said=link-ended`)
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
