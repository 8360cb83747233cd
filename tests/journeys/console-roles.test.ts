import { Client, host, moves, organisations } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { signInAt } from './testing/sign-in-at.ts'
import { temporaryFolder } from './testing/temporary.ts'

const ANNA = { email: 'anna@harbour.example', password: 'lantern gravel otter seven' }
const VERA = { email: 'vera@harbour.example', password: 'copper window falcon nine' }

describe('who may do what in the console', { timeout: 240_000 }, () => {
  let caravan: RunningServe
  let client: Client
  let organisation: string
  let move: string
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
    return async () => {
      await caravan.stop()
    }
  }, 120_000)

  it('an agency makes two companies, and goes from one to the other', async () => {
    const context = await openBrowser({ locale: 'en-GB' })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await signInAt(page, caravan.url, ANNA)
    await page.goto(`${caravan.url}/organisations/${organisation}/settings`)
    for (const name of ['Alvero Doors', 'Birch & Sons']) {
      await page.getByRole('textbox', { name: 'Name of the company' }).fill(name)
      await page.getByRole('button', { name: 'Make a company' }).click()
      await page.getByRole('link', { name: `Open ${name}` }).waitFor()
    }
    await expectWellMade(page)
    await page.getByRole('link', { name: 'Open Alvero Doors' }).click()
    await page.getByRole('heading', { name: 'Plan the first move' }).waitFor()
    const chosen = page.getByRole('combobox', { name: 'Organisation' })
    await chosen.selectOption('Birch & Sons')
    await page.waitForURL((url) => !url.pathname.includes(organisation))
    await page.getByRole('link', { name: 'Settings' }).click()
    // A client of an agency has none of its own, and can be handed over.
    await page.getByRole('button', { name: 'Hand over…' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Name of the organisation' }).inputValue()).toBe('Birch & Sons')
    expect(await page.getByRole('button', { name: 'Make a company' }).count()).toBe(0)
    await expectWellMade(page)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('a viewer comes by the link, sees everything, and is offered nothing to change', async () => {
    const { link } = await client.call(organisations.invite, {
      params: { organisation },
      body: { email: VERA.email, role: 'viewer' },
    })
    const context = await openBrowser({ locale: 'en-GB', phone: true })
    const page = await context.newPage()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Your name' }).fill('Vera Viewer')
    await page.getByLabel('Password', { exact: true }).fill(VERA.password)
    await expectWellMade(page)
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await page.waitForURL('**/sign-in*')
    const complaints = complaintsOf(page)
    await signInAt(page, caravan.url, VERA)
    const main = page.getByRole('main')
    const offered = async () =>
      (await main.getByRole('button').allTextContents()).filter((text) =>
        /add|split|start|pause|begin|save/i.test(text),
      )
    const base = `${caravan.url}/organisations/${organisation}`
    await page.goto(`${base}/moves/${move}/waves`)
    await main.getByText('An owner or a lead plans and starts waves.').waitFor()
    expect(await offered()).toEqual([])
    await expectWellMade(page)
    await page.goto(`${base}/moves/${move}/activity`)
    await main.getByText('The move was planned').waitFor()
    await page.goto(`${base}/audit`)
    await main.getByText('An owner or a lead may read the audit log.').waitFor()
    await page.goto(`${base}/settings`)
    await main.getByText('an owner or a lead changes it').waitFor()
    expect(await offered()).toEqual([])
    expect(await main.getByRole('button', { name: 'Erase…' }).count()).toBe(0)
    await expectWellMade(page)
    await page.goto(`${base}/settings?part=members`)
    await main.getByText(ANNA.email).waitFor()
    expect(await main.getByRole('button', { name: 'Invite' }).count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })
})
