import { employeePage, employees, people } from '@caravan/contract'
import { type EmployeeSignIn, employeeSignIn } from '@caravan/core/services'
import type { Dovecot } from '@caravan/lab'
import { type EmployeeView, employeeRenderer } from '@caravan/web/employee'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestServer } from '../testing/server.ts'
import { byToken, type EmployeeMove, exchange, makeEmployeeMove, startEmployeeServer } from './testing/move.ts'

let old: Dovecot
let running: TestServer
let move: EmployeeMove
let anna = ''

beforeAll(async () => {
  const started = await startEmployeeServer({ 'anna@old.example': 'canary-anna' })
  ;({ old, running } = started)
  return started.stop
})
beforeEach(async () => {
  move = await makeEmployeeMove(running, old.port)
  anna = await move.add('anna@old.example', { targetAddress: 'anna@new.example', displayName: 'Anna Owl' })
})

type Fields = Readonly<Record<string, string>>

/** A browser without scripts: it keeps its cookie, sends forms as they stand in the page, and follows. */
class Browser {
  cookie = ''
  html = ''
  status = 0
  at = ''

  async open(path: string, headers: Fields = {}): Promise<this> {
    return this.#keep(await fetch(`${running.url}${path}`, { headers: { cookie: this.cookie, ...headers } }))
  }

  /** Sends a form; with the key of the page, and as a browser names its own site, unless other headers are given. */
  async send(to: string, fields: Fields, headers: Fields = { 'sec-fetch-site': 'same-origin' }): Promise<this> {
    const form = /name="form" value="([^"]+)"/.exec(this.html)?.[1]
    const response = await fetch(`${running.url}/employee/${to}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, origin: 'null', ...headers },
      body: new URLSearchParams({ ...(form !== undefined && { form }), ...fields }),
    })
    const [set] = response.headers.getSetCookie().filter((one) => one.includes('Path=/employee;'))
    if (set !== undefined) this.cookie = set.split(';')[0] ?? ''
    const next = response.headers.get('location')
    return response.status === 303 && next !== null ? this.open(next) : this.#keep(response)
  }

  /** Sends the form with a file. */
  async sendFile(name: string, content: string): Promise<this> {
    const form = /name="form" value="([^"]+)"/.exec(this.html)?.[1] ?? ''
    const body = new FormData()
    body.append('form', form)
    body.append('file', new Blob([content]), name)
    const response = await fetch(`${running.url}/employee/files`, {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: { cookie: this.cookie, origin: 'null', 'sec-fetch-site': 'same-origin' },
    })
    const next = response.headers.get('location')
    return response.status === 303 && next !== null ? this.open(next) : this.#keep(response)
  }

  async #keep(response: Response): Promise<this> {
    this.status = response.status
    this.at = new URL(response.url).pathname
    this.html = await response.text()
    return this
  }
}

const inside = async (link: string): Promise<Browser> => new Browser().send('open', { link })

test('whoever pastes the link or its code is in, without a script', async () => {
  const token = await move.link(anna)
  for (const pasted of [token, ` ${running.url}/employee#${token}\n`]) {
    const { status, html, cookie } = await inside(pasted)
    expect(status).toBe(200)
    expect(html).toContain('anna@new.example')
    expect(html + cookie).not.toContain(token)
  }
  for (const pasted of ['', 'invite_', `${token}x`, `invite_${'A'.repeat(22)}`]) {
    const { status, html } = await inside(pasted)
    expect(status).toBe(401)
    expect(html).toContain('This link does not work any more.')
  }
})

test('a password that is wrong is explained beside its field, the right one leads on', async () => {
  const browser = await inside(await move.link(anna))
  await browser.send('access', { password: 'canary-wrong' })
  // A page of its own: loading it again sends nothing.
  expect([browser.status, browser.at]).toEqual([200, '/employee/access'])
  expect(browser.html).toContain('The old mailbox does not take this password.')
  expect(browser.html).toContain('Authentication failed')
  expect(browser.html).toContain('name="password"')
  expect(browser.html).not.toContain('canary')
  // It stands there until another is given.
  expect((await browser.open('/employee')).html).toContain('The old mailbox does not take this password.')
  await browser.send('access', { password: ' canary-anna ' })
  expect(browser.status).toBe(200)
  expect(browser.html).toMatch(/It works\. We found 40 messages in \d+ folders?\./)
  expect(browser.html).toContain('1 February 2027')
  expect(await move.state(anna)).toMatchObject({ state: 'given', messages: 40 })
})

test('mail is handed over as a file by an ordinary form, which says how far it got', async () => {
  const db = running.server.context.database.kysely
  await db.updateTable('move_mailboxes').set({ source_files: true }).where('id', '=', anna).execute()
  const browser = await inside(await move.link(anna))
  await browser.open('/employee/access')
  expect(browser.html).toContain('Bring us your mail as a file')
  await browser.sendFile('export.pdf', '%PDF-1.7')
  const mail = 'From a Sat Jan  2 03:04:05 2021\nSubject: one\n\nText.\n\n'
  await browser.sendFile('Inbox.mbox', mail + mail)
  expect(browser.status).toBe(200)
  await expect
    .poll(async () => (await browser.open('/employee/access')).html, { timeout: 30_000 })
    .toContain('2 messages found')
  await expect
    .poll(async () => (await browser.open('/employee/access')).html)
    .toContain('This file is no mail that we can read.')
  expect(await move.state(anna)).toMatchObject({ state: 'given' })
  const [file] = /(?<=value=")[\da-f-]{36}(?=" aria-label="Remove: export\.pdf")/.exec(browser.html) ?? []
  expect((await browser.send('remove', { file: file ?? '' })).html).not.toContain('export.pdf')
  // A form of another site has no key of ours.
  browser.html = ''
  expect((await browser.sendFile('Inbox.mbox', mail)).status).toBe(403)
})

test('language and steps are chosen by buttons, in the calendar and digits of who reads', async () => {
  const browser = await inside(await move.link(anna))
  await browser.send('access', { password: 'canary-anna' })
  await browser.send('language', { language: 'fa', screen: 'progress' })
  expect(browser.html).toContain('<html lang="fa-IR" dir="rtl"')
  expect(browser.html).toContain('۱۲ بهمن ۱۴۰۵')
  await browser.send('steps', { step: 'signedIn', done: 'yes' })
  expect((await move.state(anna)).steps.signedIn).not.toBeNull()
  await browser.send('steps', { step: 'signedIn', done: 'no' })
  expect((await move.state(anna)).steps.signedIn).toBeNull()
  for (const screen of ['//evil.example', 'https://evil.example', '../api'])
    expect((await browser.send('language', { language: 'en', screen })).status).toBe(200)
  await browser.send('leave', {})
  expect(browser.html).toContain('name="link"')
  expect(browser.html).not.toContain('anna')
})

test('a form that another site made does nothing, whatever it says of itself', async () => {
  const token = await move.link(anna)
  const strange: Fields[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ]
  for (const headers of [...strange, {}]) {
    const { status, html, cookie } = await new Browser().send('open', { link: token }, headers)
    expect([status, cookie]).toEqual([403, ''])
    expect(html).toContain('This form did not come from your page.')
  }
  const browser = await inside(token)
  const page = browser.html
  for (const headers of strange) {
    browser.html = page
    await browser.send('steps', { step: 'signedIn', done: 'yes' }, headers)
    expect(browser.status).toBe(403)
    expect(browser.html).not.toContain('anna')
  }
  for (const form of ['', 'x', 'A'.repeat(43)])
    expect((await browser.send('steps', { form, step: 'signedIn', done: 'yes' })).status).toBe(403)
  expect((await move.state(anna)).steps.signedIn).toBeNull()
  // A browser that says nothing of where a form comes from: the key of the page is enough.
  browser.html = page
  await browser.send('steps', { step: 'signedIn', done: 'yes' }, {})
  expect((await move.state(anna)).steps.signedIn).not.toBeNull()
  // The API takes no forms.
  const api = await fetch(`${running.url}${employeePage.giveAccess.path}`, {
    method: 'PUT',
    headers: { cookie: browser.cookie, origin: running.url },
    body: new URLSearchParams({ password: 'canary-anna' }),
  })
  expect(api.status).toBe(415)
})

test('nobody sees another’s page, and a session ends with its invitation', async () => {
  const boris = await move.add('boris@old.example', { displayName: 'Boris' })
  const [one, two] = [await inside(await move.link(anna)), await inside(await move.link(boris))]
  for (const screen of ['', 'plan', 'access', 'progress', 'after', anna, '%2e%2e']) {
    expect((await one.open(`/employee/${screen}`)).html).not.toContain('boris')
    expect((await two.open(`/employee/${screen}`)).html).not.toContain('anna@')
  }
  const [key] = /name="form" value="[^"]+"/.exec(one.html) ?? ['']
  two.html = two.html.replace(/name="form" value="[^"]+"/, key)
  expect((await two.send('leave', {})).status).toBe(403)
  await running.owner.call(employees.revokeEmployeeInvitation, { params: { ...move.params, mailbox: anna } })
  const ended = await one.open('/employee')
  expect(ended.html).toContain('name="link"')
  expect(ended.html).not.toContain('anna')
})

test('the page says what it may load, keeps nothing, and sends nobody where it came from', async () => {
  const { cookie } = await exchange(running, await move.link(anna))
  for (const path of ['/employee', '/employee/plan', '/employee?said=link-ended', '/employee?said=<script>'])
    for (const headers of [{}, { cookie }] as Fields[]) {
      const response = await fetch(`${running.url}${path}`, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /)
      const html = await response.text()
      expect(html).not.toContain('<script>')
      expect(html).not.toMatch(/ style=| on[a-z]+=/)
      // Nothing is fetched from elsewhere.
      for (const [, source] of html.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g))
        expect(source).toMatch(/^\/assets\/[\w.-]+$/)
    }
})

test('a request that nobody foresaw is told in words, not in codes', async () => {
  const browser = await inside(await move.link(anna))
  expect((await browser.send('access', { password: 'x'.repeat(40_000) })).status).toBe(413)
  expect(browser.html).toContain('That did not work, and it is not your fault.')
  expect((await browser.send('steps', { step: '__proto__', done: 'yes' })).status).toBe(200)
  const { status } = await fetch(`${running.url}/employee/nothing`, { method: 'POST' })
  expect(status).toBe(404)
})

describe('the words of the page', () => {
  const HOSTS = [
    ...[
      'imap.gmail.com',
      'imap.yandex.ru',
      'imap.mail.ru',
      'outlook.office365.com',
      'imap.163.com',
      'imap.qiye.163.com',
    ],
    ...['imap.qq.com', 'imap.exmail.qq.com', 'imap.qiye.aliyun.com', 'imap.mail.yahoo.com', 'imap.mail.me.com'],
    ...['imappro.zoho.eu', 'imap.fastmail.com', 'mail.old.example'],
  ]
  const signIns = new Map<string, EmployeeSignIn>(
    HOSTS.map((host) => [employeeSignIn(host).provider, employeeSignIn(host)]),
  )

  test('each step at each provider stands in the reader’s language', async () => {
    expect(signIns.size).toBe(HOSTS.length)
    const render = (await employeeRenderer())!
    const page = await byToken(running, await move.link(anna)).call(employeePage.readEmployeePage, {})
    for (const language of ['en', 'ru', 'fa', 'zh'] as const)
      for (const { provider, way, steps, page: own } of signIns.values()) {
        const oldService = { ...page.oldService!, provider, way, page: own, steps: [...steps] }
        const view: EmployeeView = {
          ...{ language, now: new Date(), refusal: undefined },
          inside: { page: { ...page, oldService }, screen: 'access', step: undefined, form: 'key' },
        }
        const html = render(view)
        // Consent is told by the page's own words.
        for (const { text } of way === 'consent' ? [] : steps)
          expect([provider, html.includes(text.replaceAll('&', '&amp;'))]).toEqual([provider, language === 'en'])
        expect(html).not.toMatch(/\{\{|\[object|undefined|(?:access|frame|when|plan)\.[a-z]/)
      }
  })

  test('each refusal that an employee can meet has words of its own', async () => {
    const render = (await employeeRenderer())!
    const said = (code: string) => {
      const html = render({ language: 'en', now: new Date(), refusal: { code, serverReply: null } })
      return /class="alert-title">.*?<\/svg>([^<]+)</.exec(html)?.[1]
    }
    const codes = [
      ...['password-wrong', 'password-or-imap', 'app-password-needed', 'imap-off', 'web-sign-in-needed'],
      ...['password-not-taken', 'too-many-connections', 'service-busy', 'service-silent', 'service-unsafe'],
      ...['service-fails', 'too-many-tries', 'too-many-requests', 'access-not-needed', 'service-changed'],
      ...['link-ended', 'origin-refused'],
    ]
    expect(new Set([...codes, 'internal'].map(said)).size).toBe(codes.length + 1)
    for (const code of ['internal', 'said', '__proto__', 'constructor']) expect(said(code)).toBe(said('other'))
  })
})

test('where a mailbox stays, the page says so and asks for nothing', async () => {
  const browser = await inside(await move.link(anna))
  await running.owner.call(people.changeMailbox, {
    params: { ...move.params, mailbox: anna },
    body: { decision: 'stay' },
  })
  for (const screen of ['', 'access', 'after']) {
    await browser.open(`/employee/${screen}`)
    expect(browser.html).toContain('For you nothing changes')
    expect(browser.html).not.toContain('name="password"')
  }
})
