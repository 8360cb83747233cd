import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client, employeePage, employees, moves, people } from '@caravan/contract'
import type { startTestServer } from '@caravan/server/testing'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectWellMade, openBrowser } from './browser.ts'
import { PICTURES } from './pictures.ts'

type Running = Awaited<ReturnType<typeof startTestServer>>
type Db = Running['server']['context']['database']['kysely']

const LANGUAGES = { en: 'en-GB', ru: 'ru-RU', fa: 'fa-IR', zh: 'zh-CN' } as const
const NAMES = { en: 'Alvero Doors', ru: 'Двери Алверо', fa: 'درب‌سازی آلورو', zh: '阿尔维罗门业' } as const
const LOOKS = {
  light: { dark: false, phone: false },
  dark: { dark: true, phone: false },
  phone: { dark: false, phone: true },
} as const

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

interface State {
  /** Of the old service: it decides on the steps. */
  readonly host?: string
  readonly service?: string
  readonly screen?: string
  readonly make?: (db: Db, mailbox: Ids) => Promise<unknown>
}
interface Ids {
  readonly organisation_id: string
  readonly move_id: string
  readonly id: string
}

const answered =
  (more: Readonly<Record<string, unknown>>) =>
  (db: Db, { id, ...of }: Ids) =>
    db
      .insertInto('employee_answers')
      .values({ mailbox_id: id, ...of, ...more })
      .execute()

/** As the vault has it, so that somebody counts as having given access. */
const given = async (db: Db, ids: Ids) => {
  const at = new Date()
  await answered({ given_at: at, messages: 12_077, folders: 18 })(db, ids)
}

const passed =
  (arrived: number, more: Readonly<Record<string, unknown>> = {}) =>
  async (db: Db, ids: Ids) => {
    await given(db, ids)
    const last_counts = JSON.stringify({ source: 12_077, copied: arrived, present: 0 })
    await db
      .updateTable('move_mailboxes')
      .set({ last_counts, last_pass_at: new Date(), ...more } as never)
      .where('id', '=', ids.id)
      .execute()
  }

const HANDED = [
  { name: 'takeout-20261120T101500Z-001.zip', state: 'read' as const, received: 900, messages: 12_077, damaged: 1 },
  {
    name: 'Work 2019.mbox',
    state: 'reading' as const,
    received: 900,
    messages: 3_500,
    seen_at: new Date(Date.now() + 86_400_000),
  },
  { name: 'outlook.pst', state: 'receiving' as const, received: 400 },
  {
    name: 'letter.pdf',
    state: 'refused' as const,
    received: 900,
    error: JSON.stringify({ code: 'file-not-mail', message: '', remedy: '' }),
  },
]

/** A mailbox whose mail comes as files, with some that were handed over. */
const fromFiles =
  (handed: readonly (typeof HANDED)[number][]) =>
  async (db: Db, { id: mailbox_id, ...of }: Ids) => {
    await db.updateTable('move_mailboxes').set({ source_files: true }).where('id', '=', mailbox_id).execute()
    const about = { size: 900, given_by: 'Maryam Karimi', read_at: new Date() }
    for (const file of handed)
      await db
        .insertInto('mail_files')
        .values({ mailbox_id, ...of, ...about, ...file })
        .execute()
  }

const REFUSED = {
  code: 'password-or-imap',
  title: 'The old mailbox does not take this password, or it lets in no programs yet.',
  remedy: 'Check that “IMAP” is switched on.',
  serverReply: '[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=Qm8Xw2kA1b',
}

const WRONG = {
  code: 'password-wrong',
  title: 'The old mailbox does not take this password.',
  remedy: 'Copy or type it once more. Mind capital letters, and the keyboard’s language.',
  serverReply: '[AUTHENTICATIONFAILED] Authentication failed.',
}

/** Every question and every state that an employee can meet. */
const STATES: Readonly<Record<string, State>> = {
  plan: {},
  'access-password': { screen: 'access' },
  'access-refused': { screen: 'access', make: answered({ refused: JSON.stringify(WRONG), refused_at: new Date() }) },
  'access-gmail': { screen: 'access', host: 'imap.gmail.com', service: 'Gmail' },
  'access-yandex': {
    ...{ screen: 'access', host: 'imap.yandex.ru', service: 'Яндекс Почта' },
    make: answered({ refused: JSON.stringify(REFUSED), refused_at: new Date() }),
  },
  'access-netease': { screen: 'access', host: 'imap.163.com', service: '网易邮箱' },
  'access-consent': { screen: 'access', host: 'outlook.office365.com', service: 'Microsoft 365' },
  'access-icloud': { screen: 'access', host: 'imap.mail.me.com', service: 'iCloud' },
  files: { ...{ screen: 'access', host: 'imap.gmail.com', service: 'Gmail' }, make: fromFiles([]) },
  'files-given': { screen: 'access', make: fromFiles(HANDED) },
  'progress-consent': { screen: 'progress', host: 'outlook.office365.com', service: 'Microsoft 365' },
  'progress-given': { make: given },
  'progress-copied': { make: passed(12_070, { copied_once: true }) },
  'progress-held-up': { make: passed(7_310, { failures: 2 }) },
  'progress-copying': {
    make: async (db, ids) => {
      await passed(3_204)(db, ids)
      const request = { kind: 'first', state: 'running' as const, requested_by: 'Anna Owner', worker: 'nobody:0' }
      const { id: mailbox_id, ...of } = ids
      await db
        .insertInto('pass_requests')
        .values({ mailbox_id, ...of, ...request } as never)
        .execute()
    },
  },
  stays: {
    make: (db, { id }) => db.updateTable('move_mailboxes').set({ decision: 'stay' }).where('id', '=', id).execute(),
  },
  'after-signed-in': { screen: 'after', make: given },
  'after-second-factor': {
    screen: 'after',
    make: async (db, ids) => {
      await answered({ signed_in_at: new Date(), password_changed_at: new Date() })(db, ids)
    },
  },
  'after-removed': {
    screen: 'after?step=oldAccountRemoved',
    make: answered({ signed_in_at: new Date() }),
  },
  'after-done': {
    screen: 'after',
    make: answered({
      ...{ signed_in_at: new Date(), password_changed_at: new Date() },
      ...{ second_factor_at: new Date(), old_account_removed_at: new Date() },
    }),
  },
}

type Language = keyof typeof LANGUAGES
type Look = keyof typeof LOOKS

/** Looks at every state in every language, light, dark and on a phone; expects each to be whole, and takes its picture. */
export async function lookAtEmployeePages(running: Running): Promise<void> {
  const faults: string[] = []
  mkdirSync(PICTURES ?? '', { recursive: true })
  await visit(running, ['light', 'dark', 'phone'], Object.keys(STATES), async (page, state, language, look) => {
    const path = join(PICTURES ?? '', `employee-${state}-${language}-${look}.png`)
    await page.screenshot({ path, fullPage: true })
    await expectWellMade(page).catch((error: unknown) => faults.push(`${path}: ${String(error)}`))
  })
  expect(faults).toEqual([])
}

/** The pictures of the guide for employees: some states, on a phone, in each language. */
export async function pictureEmployeePages(
  running: Running,
  states: readonly string[],
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await visit(running, ['phone'], states, async (page, state, language) => {
    if (states.includes(state)) await take(page, `employee-${state}-${language}`)
  })
}

/** Opens each of these states in each language and look. */
async function visit(
  running: Running,
  looks: readonly Look[],
  states: readonly string[],
  see: (page: Page, state: string, language: Language, look: Look) => Promise<void>,
): Promise<void> {
  const links = (await furnish(running)).filter(([state]) => states.includes(state))
  const { url, organisation } = running
  const db = running.server.context.database.kysely
  let contexts = 0
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const name = NAMES[language]
    await db.updateTable('organisations').set({ name }).where('id', '=', organisation).execute()
    for (const [, { token }] of links)
      await new Client(url, { token }).call(employeePage.chooseLanguage, { body: { language } })
    for (const look of looks) {
      const context = await openBrowser({ locale: LANGUAGES[language], ...LOOKS[look] })
      const show = async (page: Page, state: string) => {
        await page.evaluate('document.fonts.ready.then(() => undefined)')
        await see(page, state, language, look)
      }
      // Each comes from elsewhere: how often one address may open pages is tested for itself.
      await context.setExtraHTTPHeaders({ 'x-forwarded-for': `198.51.100.${++contexts}` })
      const page = await context.newPage()
      await page.goto(`${url}/employee`)
      await show(page, 'open')
      await page.goto(`${url}/employee?said=link-ended`)
      await show(page, 'open-ended')
      for (const [state, { token, screen }] of links) {
        await page.goto(`${url}/employee#${token}`)
        await page.locator('.company').waitFor()
        await page.goto(`${url}/employee/${screen}`)
        await page.locator('.company').waitFor()
        await show(page, state)
        // Each comes anew.
        await context.clearCookies()
        await page.goto('about:blank')
      }
      await context.close()
    }
  }
}

async function furnish(running: Running) {
  const { owner, organisation } = running
  const db = running.server.context.database.kysely
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: {
      ...{ name: 'Home', kind: 'new-addresses', timeZone: 'Asia/Tehran', ownDomains: ['alvero.example'] },
      ...{ cutOverOn: inDays(40).slice(0, 10), nightHours: { from: '22:00', to: '06:00' } },
    },
  })
  const at = { organisation, move }
  const service = async (side: 'source' | 'target', name: string, host: string) => {
    const body = { side, name, host: '127.0.0.1', tls: 'none' as const }
    const { id } = await owner.call(moves.makeService, { params: at, body })
    // Its name is not looked up.
    await db.updateTable('services').set({ host }).where('id', '=', id).execute()
    return id
  }
  const home = await service('target', 'New mail', 'mail.alvero-doors.example')
  const links: [state: string, { token: string; screen: string }][] = []
  for (const [
    state,
    { host = 'mail.alvero.example', service: name = 'Alvero Mail', screen = '', make },
  ] of Object.entries(STATES)) {
    const n = links.length || ''
    const { id } = await owner.call(people.addMailbox, {
      params: at,
      body: {
        ...{ sourceAddress: `karimi${n}@alvero.example`, targetAddress: `maryam.karimi${n}@alvero-doors.example` },
        ...{ displayName: 'Maryam Karimi', decision: 'move' },
        ...{ sourceService: await service('source', name, host), targetService: home },
      },
    } as never)
    const body = { which: { ids: [id] }, by: 'link' as const, again: true }
    const { links: made } = await owner.call(employees.inviteEmployees, { params: at, body })
    await make?.(db, { organisation_id: organisation, move_id: move, id })
    if (isGiven(state)) await seal(running, at, id)
    links.push([state, { token: made[0]?.link.split('#')[1] ?? '', screen }])
  }
  return links
}

const isGiven = (state: string): boolean => /^(?:progress-(?!consent)|after)/.test(state)

const seal = ({ owner }: Running, at: { organisation: string; move: string }, mailbox: string) =>
  owner.call(people.putMailboxCredential, {
    params: { ...at, mailbox, side: 'source' },
    body: { password: 'of-nobody' },
  })
