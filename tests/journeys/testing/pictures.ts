import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { moves, organisations, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectWellMade, openBrowser } from './browser.ts'

/** Where pictures of every page go, for people to look at; undefined: none are taken. */
export const PICTURES = process.env['CARAVAN_PICTURES'] || undefined

const LANGUAGES = { en: 'en-GB', ru: 'ru-RU', fa: 'fa-IR', zh: 'zh-CN' } as const
const LOOKS = {
  light: { dark: false, phone: false },
  dark: { dark: true, phone: false },
  phone: { dark: false, phone: true },
} as const

interface Owner {
  readonly email: string
  readonly password: string
}

/** Figures that no mailbox has: a move in its busiest hours, to look at. */
const BUSY = {
  '**/progress': {
    ...{ mailboxes: 40, undecided: 2, copied: 34 },
    states: [
      { state: 'home', count: 22 },
      { state: 'exceptions', count: 1 },
      { state: 'copying', count: 4 },
      { state: 'queued', count: 5 },
      { state: 'paused', count: 1 },
      { state: 'stuck', count: 1 },
    ],
  },
  '**/api/**/exceptions': {
    items: [
      {
        code: 'message-too-large',
        remedy: 'Raise the limit there, then run again.',
        mailboxes: 3,
        open: 14,
        accepted: 2,
      },
      { code: 'rewritten', remedy: 'Nothing, unless a signature must stay valid.', mailboxes: 1, open: 1, accepted: 0 },
    ],
  },
  '**/alerts?*': {
    items: [
      {
        id: '00000000-0000-4000-8000-000000000001',
        move: '00000000-0000-4000-8000-000000000002',
        mailbox: '00000000-0000-4000-8000-000000000003',
        sourceAddress: 'maria.petrova@kestrel.example',
        cause: 'pass-fails',
        code: 'sign-in-refused',
        message: 'The old server does not take the password.',
        serverReply: '535 5.7.8 Error: authentication failed',
        remedy: 'Ask the owner for a new app password.',
        since: new Date(Date.now() - 7_200_000).toISOString(),
        raisedAt: new Date().toISOString(),
        clearedAt: null,
        toldAt: null,
      },
    ],
  },
} as const

const SET_UP = ['setup', 'setupBasics', 'setupOldService', 'setupNewService', 'setupSignIn', 'setupEmergency'] as const

/** What a server of Google's shows of itself (recorded). */
const SEEN = {
  ...{ state: 'answers', greeting: 'Gimap ready for requests', server: 'GImap', profile: 'gmail', error: null },
  capabilities: ['IMAP4REV1', 'QUOTA', 'X-GM-EXT-1', 'AUTH=XOAUTH2', 'AUTH=PLAIN', 'APPENDLIMIT=35651584'],
  certificate: {
    ...{ names: ['imap.gmail.com'], issuer: 'Google Trust Services', fault: null },
    ...{ validFrom: '2026-10-20T08:00:00Z', validTo: '2027-01-12T08:00:00Z' },
  },
  signIn: { provider: 'gmail', way: 'app-password', steps: [], page: 'https://myaccount.google.com/apppasswords' },
} as const

/** Goes through every page in every language and look, expects each to be whole, and takes its picture. */
export async function lookEverywhere(url: string, owner: Owner): Promise<void> {
  const paths = await furnish(url, owner)
  mkdirSync(PICTURES ?? '', { recursive: true })
  for (const [language, locale] of Object.entries(LANGUAGES))
    for (const [look, options] of Object.entries(LOOKS)) {
      const context = await openBrowser({ locale, ...options })
      const take = async (page: Page, name: string) => {
        await page.evaluate('document.fonts.ready.then(() => undefined)')
        await page.screenshot({ path: join(PICTURES ?? '', `${name}-${language}-${look}.png`), fullPage: true })
        await expectWellMade(page)
      }
      await goThrough(context, url, owner, paths, take)
      await context.close()
    }
}

/** A move with some people, in the middle of being prepared; and an organisation that has none. */
async function furnish(url: string, { email, password }: Owner) {
  const client = await signIn(url, email, password)
  const { organisations: mine } = await client.call(organisations.me, {})
  const organisation = mine[0]?.id ?? ''
  const { items } = await client.call(moves.listMoves, { params: { organisation } })
  const at = { organisation, move: items[0]?.id ?? '' }
  await client.call(moves.changeMove, {
    params: at,
    body: {
      cutOverOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
      ownDomains: ['kestrel.example'],
    },
  })
  let mailbox = ''
  for (const name of ['anna', 'ben', 'sales', 'info', 'maria.petrova'])
    mailbox = (
      await client.call(people.addMailbox, {
        params: at,
        body: { sourceAddress: `${name}@kestrel.example`, decision: name === 'ben' ? 'undecided' : 'move' },
      })
    ).id
  for (const side of ['source', 'target'] as const)
    await client.call(moves.makeService, {
      params: at,
      body: { side, name: side === 'source' ? 'Old mail' : 'New mail', host: '127.0.0.1', passwordsFrom: 'table' },
    })
  const other = await client.call(organisations.makeOrganisation, { body: { name: 'Alvero Doors', agency: null } })
  return {
    empty: `/organisations/${other.id}/moves`,
    moves: `/organisations/${organisation}/moves`,
    newMove: `/organisations/${organisation}/moves/new`,
    overview: `/organisations/${organisation}/moves/${at.move}/overview`,
    mailboxes: `/organisations/${organisation}/moves/${at.move}/mailboxes`,
    mailbox: `/organisations/${organisation}/moves/${at.move}/mailboxes?open=${mailbox}`,
    exceptions: `/organisations/${organisation}/moves/${at.move}/exceptions`,
    setup: `/organisations/${organisation}/moves/${at.move}/setup`,
    setupBasics: `/organisations/${organisation}/moves/${at.move}/setup/basics`,
    setupOldService: `/organisations/${organisation}/moves/${at.move}/setup/old-service`,
    setupNewService: `/organisations/${organisation}/moves/${at.move}/setup/new-service`,
    setupSignIn: `/organisations/${organisation}/moves/${at.move}/setup/sign-in`,
    setupEmergency: `/organisations/${organisation}/moves/${at.move}/setup/emergency`,
    waves: `/organisations/${organisation}/moves/${at.move}/waves`,
    activity: `/organisations/${organisation}/moves/${at.move}/activity`,
    audit: `/organisations/${organisation}/audit`,
    settings: `/organisations/${organisation}/settings`,
    settingsMembers: `/organisations/${organisation}/settings?part=members`,
    settingsPrograms: `/organisations/${organisation}/settings?part=programs`,
    settingsAccount: `/organisations/${organisation}/settings?part=account`,
    people: `/organisations/${organisation}/moves/${at.move}/people`,
    setupPeople: `/organisations/${organisation}/moves/${at.move}/setup/people`,
    setupAddresses: `/organisations/${organisation}/moves/${at.move}/setup/addresses`,
    nothing: '/nothing/here',
    gone: `/organisations/${organisation}/moves/00000000-0000-4000-8000-000000000000/overview`,
  }
}

type Paths = Awaited<ReturnType<typeof furnish>>

async function goThrough(
  context: BrowserContext,
  url: string,
  { email, password }: Owner,
  paths: Paths,
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${url}/begin#begin_something`)
  await page.locator('form').waitFor()
  await take(page, 'begin')
  await page.goto(`${url}/begin`)
  await page.reload()
  await page.getByRole('link').waitFor()
  await take(page, 'begin-incomplete')
  await page.goto(`${url}/sign-in`)
  await page.locator('form').waitFor()
  await take(page, 'sign-in')
  // Each comes from elsewhere: how often one address may try is tested for itself.
  const forwarded = `198.51.100.${Math.floor(Math.random() * 250)}`
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': forwarded })
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/organisations/*/moves')
  await page.route('**/services/look', (route) => route.fulfill({ json: SEEN }))
  for (const name of [
    ...SET_UP,
    'empty',
    'moves',
    'newMove',
    'nothing',
    'gone',
    'exceptions',
    'waves',
    'activity',
    'audit',
    'settings',
    'settingsMembers',
    'settingsPrograms',
    'settingsAccount',
    'people',
    'setupPeople',
    'setupAddresses',
    'overview',
  ] as const) {
    await page.goto(`${url}${paths[name]}`)
    await page.locator('main h1, main h2, main [role=alert]').first().waitFor()
    // The set-up tells of what it does, too.
    if (name.startsWith('setup')) await page.locator('main h2, main h3').first().waitFor()
    else await expect.poll(() => page.locator('main [role=status]').count(), { timeout: 30_000 }).toBe(0)
    await take(page, name)
  }
  await page.locator('main ol > li button').first().click()
  await page.getByRole('dialog').waitFor()
  await take(page, 'gate')
  for (const name of ['mailboxes', 'mailbox'] as const) {
    await page.goto(`${url}${paths[name]}`)
    await page
      .locator(name === 'mailbox' ? 'aside section' : '[role=grid] a')
      .first()
      .waitFor()
    await take(page, name)
  }
  for (const [pattern, body] of Object.entries(BUSY))
    await page.route(pattern, (route) => route.fulfill({ json: body }))
  await page.goto(`${url}${paths.overview}`)
  await page.getByText('maria.petrova@kestrel.example').first().waitFor()
  await take(page, 'overview-busy')
  await page.goto(`${url}${paths.exceptions}`)
  await page.locator('main section').first().waitFor()
  await take(page, 'exceptions-busy')
  const menu = page.locator('header button')
  if (await menu.isVisible()) {
    await menu.click()
    await page.getByRole('dialog').waitFor()
    await take(page, 'menu')
  }
  expect(await page.title()).toBe('Caravan')
}
