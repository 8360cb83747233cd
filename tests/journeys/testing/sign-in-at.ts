import type { Page } from 'playwright-core'

let browsers = 0

/** Signs in as a person does, in whatever language the page is; resolves in the console. */
export async function signInAt(
  page: Page,
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  // Each comes from elsewhere: how often one address may try is tested for itself.
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': `198.51.100.${++browsers % 250}` })
  await page.goto(`${url}/sign-in`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/organisations/*/moves')
}
