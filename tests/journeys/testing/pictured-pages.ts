import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { arrived } from './browser.ts'
import type { Owner, Paths } from './pictured-company.ts'
import type { Figures } from './pictured-figures.ts'
import * as figures from './pictured-figures.ts'
import * as many from './pictured-mailboxes.ts'

/** A page, in a state worth looking at. */
export interface Shot {
  readonly name: string
  /** Brings the page there, whole. */
  readonly see: (page: Page) => Promise<void>
}

/** What is seen before one has signed in. */
export function outside(url: string, { email, password }: Owner): readonly Shot[] {
  const form = (path: string) => async (page: Page) => {
    // Another page: a new fragment alone would leave the old one standing.
    await page.goto('about:blank')
    await page.goto(`${url}${path}`)
    await page.locator('form').waitFor()
  }
  const told = (path: string) => async (page: Page) => {
    await page.goto('about:blank')
    await page.goto(`${url}${path}`)
    await page.locator('main h1, main h2').first().waitFor()
  }
  return [
    { name: 'begin', see: form('/begin#begin_something') },
    { name: 'begin-incomplete', see: told('/begin') },
    { name: 'invitation', see: form('/invitation#invite_something') },
    { name: 'invitation-incomplete', see: told('/invitation') },
    { name: 'sign-in', see: form('/sign-in') },
    {
      name: 'sign-in-code',
      see: async (page) => {
        await answer(page, figures.CODE_ASKED)
        await form('/sign-in')(page)
        await page.locator('input[type=email]').fill(email)
        await page.locator('input[autocomplete=current-password]').fill(password)
        await page.locator('button[type=submit]').click()
        await page.locator('input[autocomplete=one-time-code]').waitFor()
      },
    },
  ]
}

/** Every page of the console: as it is, as it is at first, in its busiest hours, and what opens on it. */
export function inside(url: string, paths: Paths): readonly Shot[] {
  const at =
    (path: keyof Paths, answers: Figures = {}, then: (page: Page) => Promise<unknown> = async () => undefined) =>
    async (page: Page) => {
      await answer(page, { ...figures.SEEN, ...answers })
      await page.goto(`${url}${paths[path]}`)
      await whole(page, path === 'empty' || path === 'nothing' ? 0 : 2)
      await then(page)
    }
  const plain = (name: keyof Paths): Shot => ({ name, see: at(name) })
  const dialog = async (page: Page) => {
    await page.getByRole('dialog').waitFor()
    await arrived(page, '[role=dialog]')
  }
  const pressed = (nth: number) => async (page: Page) => {
    await page.locator('main .mantine-Group-root button').nth(nth).click()
    await dialog(page)
  }
  const allTicked = async (page: Page) => {
    await page.locator('main input[type=checkbox]').first().check()
  }
  const deleting = async (page: Page) => {
    await allTicked(page)
    await page.locator('main [role=region] button[aria-haspopup=menu]').last().click()
    await page.locator('[role=menuitem]').nth(2).click()
    await dialog(page)
    await page.locator('[role=dialog] input[type=checkbox]').check()
  }
  const unfolded = async (page: Page) => {
    const details = page.locator('main article > details')
    await details.locator('> summary').click()
    for (const inner of await details.locator('details > summary').all()) await inner.click()
  }
  const sheets = async (page: Page) => {
    await allTicked(page)
    await page.locator('main .mantine-Group-root').nth(1).locator('button').nth(1).click()
    await dialog(page)
    await page.locator('[role=dialog] button[type=submit]').click()
    await page.locator('[role=dialog] article').nth(1).waitFor()
  }
  return [
    ...(
      [
        ...['setup', 'setupBasics', 'setupOldService', 'setupNewService', 'setupSignIn', 'setupEmergency'],
        ...['setupPeople', 'setupAddresses', 'setupRoles', 'setupDecisions', 'empty', 'moves', 'newMove', 'nothing'],
        ...['gone', 'exceptions', 'waves', 'activity', 'audit', 'settings', 'settingsMembers', 'settingsPrograms'],
        ...['settingsAccount', 'settingsServer', 'people', 'overview', 'mailboxes', 'mailbox'],
        ...['freshOverview', 'freshSetup', 'freshOldService', 'freshAddresses', 'freshMailboxes', 'freshPeople'],
      ] as const
    ).map(plain),
    {
      name: 'setupPeople-looked',
      see: at('setupPaste', {}, async (page) => {
        await page.locator('main textarea').fill(PASTED)
        await page.locator('main form button[type=submit]').click()
        await page.locator('main table').first().waitFor()
      }),
    },
    { name: 'details-usual', see: at('setupNewService', {}, unfolded) },
    { name: 'details-set', see: at('setupOldService', figures.DETAILED, unfolded) },
    { name: 'setupSeen', see: at('setupSeen', figures.SEEN_ADDRESSES) },
    { name: 'settingsAccount-passkeys', see: at('settingsAccount', figures.PASSKEYS) },
    {
      name: 'gate',
      see: at('overview', {}, async (page) => {
        await page.locator('main ol > li button').first().click()
        await dialog(page)
      }),
    },
    { name: 'overview-begun', see: at('overview', figures.BEGUN) },
    { name: 'overview-busy', see: at('overview', figures.BUSY) },
    { name: 'activity-busy', see: at('activity', figures.BUSY) },
    { name: 'waves-busy', see: at('waves', figures.ESTIMATED) },
    { name: 'waves-turns', see: at('waves', figures.TURNS) },
    { name: 'exceptions-busy', see: at('exceptions', figures.EXCEPTIONS) },
    {
      name: 'exceptions-accepting',
      see: at('exceptions', figures.EXCEPTIONS, async (page) => {
        await page.locator('main section button').nth(1).click()
        await dialog(page)
      }),
    },
    { name: 'mailboxes-busy', see: at('mailboxes', many.MAILBOXES) },
    { name: 'mailboxes-ticked', see: at('mailboxes', many.MAILBOXES, allTicked) },
    { name: 'mailboxes-deleting', see: at('mailboxes', many.MAILBOXES, deleting) },
    { name: 'mailbox-stuck', see: at('lookedAt', many.STUCK) },
    { name: 'mailbox-exceptions', see: at('lookedAt', many.EXCEPTIONAL) },
    { name: 'people-busy', see: at('people', many.PEOPLE) },
    { name: 'people-inviting', see: at('people', many.PEOPLE, pressed(0)) },
    { name: 'people-rule', see: at('people', many.PEOPLE, pressed(2)) },
    { name: 'people-welcome', see: at('people', many.PEOPLE, pressed(3)) },
    { name: 'people-sheets', see: at('people', many.PEOPLE, sheets) },
    {
      name: 'menu',
      see: at('exceptions', figures.EXCEPTIONS, async (page) => {
        const menu = page.locator('header button')
        if (!(await menu.isVisible())) return
        await menu.click()
        await dialog(page)
      }),
    },
  ]
}

const PASTED = `Anna Berg <anna.berg@kestrel.example>
Мария Петрова <petrova@kestrel.example>
王芳 <wang@kestrel.example>
office@kestrel.example
Twice <anna.berg@kestrel.example>
not an address`

/** Answers these alone in the server's place. */
async function answer(page: Page, answers: Figures): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  for (const [pattern, json] of Object.entries(answers))
    await page.route(`**/api/**/${pattern}`, (route) => route.fulfill({ json }))
}

/** Nothing is on its way any more, neither on the page nor at its side. */
async function whole(page: Page, moves: number): Promise<void> {
  await page.locator('main h1, main h2, main [role=alert], main [role=grid]').first().waitFor()
  await arrived(page)
  await expect.poll(() => page.locator('nav a bdi').count()).toBeGreaterThanOrEqual(moves)
}
