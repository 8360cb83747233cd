import { Client, host } from '@caravan/contract'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { signInAt } from './testing/sign-in-at.ts'
import { temporaryFolder } from './testing/temporary.ts'

const ANNA = { email: 'anna@harbour.example', password: 'lantern gravel otter seven' }

describe('passkeys, with an authenticator that Chromium plays', { timeout: 120_000 }, () => {
  let caravan: RunningServe
  let page: Page
  let complaints: string[]
  let asksWhoIsThere: (does: boolean) => Promise<unknown>
  beforeAll(async () => {
    caravan = await serve(temporaryFolder('passkeys'), 'localhost')
    const token = caravan.beginLink.split('#')[1] ?? ''
    await new Client(caravan.url).call(host.begin, { body: { token, name: 'Anna', organisation: 'Harbour', ...ANNA } })
    const context = await openBrowser({ locale: 'en-GB' })
    page = await context.newPage()
    complaints = complaintsOf(page)
    const debug = await context.newCDPSession(page)
    await debug.send('WebAuthn.enable')
    const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      },
    })
    asksWhoIsThere = (isUserVerified) => debug.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    return async () => {
      await context.close()
      await caravan.stop()
    }
  }, 120_000)

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const openAccount = async () => {
    const [organisation] = /(?<=organisations\/)[^/]+/.exec(page.url()) ?? []
    await page.goto(`${caravan.url}/organisations/${organisation}/settings?part=account`)
    await page.getByRole('heading', { name: 'Passkeys' }).waitFor()
  }
  const leave = async () => {
    await page.context().clearCookies()
    await page.goto(`${caravan.url}/sign-in`)
  }

  it('one is made in the settings, and given another name', async () => {
    await signInAt(page, caravan.url, ANNA)
    await openAccount()
    expect(await page.getByLabel('Name of the passkey').inputValue()).toBe('Chrome, Linux')
    await press('Add a passkey')
    await page.getByText(/^made .*, not used since/).waitFor()
    await press('Rename Chrome, Linux')
    await page.getByLabel('Name of the passkey').first().fill('Laptop')
    await press('Save')
    await page.getByText('Laptop', { exact: true }).waitFor()
    await expectWellMade(page)
    await press('Add a passkey')
    await page.getByText('This device has a passkey of yours already.').waitFor()
  })

  it('it lets its owner in without a password, and the settings say when', async () => {
    await leave()
    await press('Sign in with a passkey')
    await page.waitForURL('**/organisations/*/moves')
    await openAccount()
    await page.getByText(/^last used /).waitFor()
  })

  it('a device that did not ask who is there opens nothing', async () => {
    await leave()
    await asksWhoIsThere(false)
    await press('Sign in with a passkey')
    await page.getByText('The passkey was not used.').waitFor()
    await expectWellMade(page)
    // A page that asks the device for less than ours does.
    expect(await page.evaluate(ASK_FOR_LESS)).toBe('403 PASSKEY_UNVERIFIED')
    expect(complaints.splice(0)).toEqual([expect.stringContaining('403')])
    await asksWhoIsThere(true)
  })

  it('one that was removed opens nothing any more', async () => {
    await press('Sign in with a passkey')
    await page.waitForURL('**/organisations/*/moves')
    await openAccount()
    await press('Remove Laptop')
    await press('Remove')
    await page.getByText('Laptop', { exact: true }).waitFor({ state: 'detached' })
    await leave()
    await press('Sign in with a passkey')
    await page.getByText('Caravan does not know this passkey.').waitFor()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('401')])
  })
})

// In the page, where there is a browser: tests are compiled for Node.
const ASK_FOR_LESS = `(async () => {
  const options = await (await fetch('/api/auth/passkey/generate-authenticate-options')).json()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'discouraged' })
  const response = (await navigator.credentials.get({ publicKey })).toJSON()
  const answer = await fetch('/api/auth/passkey/verify-authentication', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response }),
  })
  return answer.status + ' ' + (await answer.json()).code
})()`
