import type { Page } from 'playwright-core'

let browsers = 0

/** Resolves where one comes to from a sign-in: at the overview of the only move, else at the list of moves. */
export const inConsole = (page: Page): Promise<void> =>
  page.waitForURL(({ pathname }) => /^\/organisations\/[^/]+\/moves(?:\/[^/]+\/overview)?$/.test(pathname))

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
  await inConsole(page)
}
