import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectWellMade, openBrowser } from './browser.ts'
import { expectByKeyboard } from './keyboard.ts'
import { furnish, type Owner } from './pictured-company.ts'
import { inside, outside, type Shot } from './pictured-pages.ts'
import { signInAt } from './sign-in-at.ts'

/** Where pictures of every page go, for people to look at; undefined: none are taken. */
export const PICTURES = process.env['CARAVAN_PICTURES'] || undefined
/** Of these pages alone, by a part of their names: what was mended is looked at again without all others. */
const ONLY = new RegExp(process.env['CARAVAN_PICTURES_OF'] ?? '')

const LANGUAGES = { en: 'en-GB', ru: 'ru-RU', fa: 'fa-IR', zh: 'zh-CN' } as const
const LOOKS = {
  light: { dark: false, phone: false },
  dark: { dark: true, phone: false },
  phone: { dark: false, phone: true },
} as const

/** Goes through every page in every language and look, expects each to be whole, and takes its picture. */
export async function lookEverywhere(url: string, owner: Owner): Promise<void> {
  const paths = await furnish(url, owner)
  const faults: string[] = []
  const fault = (path: string) => (error: unknown) => {
    const found = error instanceof Error && 'actual' in error ? ` ${JSON.stringify(error.actual)}` : ''
    faults.push(`${path}: ${String(error)}${found}`)
    // The rest takes long, and may be broken off.
    console.error(faults.at(-1))
  }
  mkdirSync(PICTURES ?? '', { recursive: true })
  for (const [language, locale] of Object.entries(LANGUAGES))
    for (const [look, options] of Object.entries(LOOKS)) {
      const context = await openBrowser({ locale, ...options })
      const page = await context.newPage()
      const lookAt = async ({ name, see }: Shot) => {
        if (!ONLY.test(name)) return
        const path = join(PICTURES ?? '', `${name}-${language}-${look}.png`)
        const told = fault(path)
        await see(page)
          .then(() => take(page, path))
          .catch(told)
        await expectWellMade(page).catch(told)
        // What a dialog covers is not reached while it is open.
        if (look === 'light' && !(await isCovered(page))) await expectByKeyboard(page).catch(told)
      }
      for (const shot of outside(url, owner)) await lookAt(shot)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await signInAt(page, url, owner)
      for (const shot of inside(url, paths)) await lookAt(shot)
      expect(await page.title()).toBe('Caravan')
      await context.close()
    }
  expect(faults).toEqual([])
}

const isCovered = async (page: Page): Promise<boolean> => (await page.getByRole('dialog').count()) > 0

async function take(page: Page, path: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  // What a dialog covers is as long as the window.
  await page.screenshot({ path, fullPage: !(await isCovered(page)) })
}
