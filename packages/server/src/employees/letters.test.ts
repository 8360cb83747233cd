import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { employeePage, employees, host, moves, organisations, people } from '@caravan/contract'
import { canRunPostfix, type Postfix, startPostfix, startSmtpSink } from '@caravan/lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { employeeLetter } from '../letters/employee.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { letterSender, sendDueLetters } from './letters.ts'
import { remindByRule } from './reminders.ts'
import { byToken, type EmployeeMove, makeEmployeeMove } from './testing/move.ts'

let running: TestServer
let move: EmployeeMove
const db = () => running.server.context.database.kysely
const useSender = (port: number, more: object = {}, senderPassword?: string) =>
  running.owner.call(host.writeHostSettings, {
    body: {
      publicUrl: null,
      sender: { host: 'localhost', port, tls: 'none', user: null, from: 'caravan@birch.example', ...more },
      ...(senderPassword !== undefined && { senderPassword }),
    },
  })
const invite = (ids: string[], more: object = {}) =>
  running.owner.call(employees.inviteEmployees, {
    params: move.params,
    body: { which: { ids }, by: 'letter', ...more },
  })
const remind = (ids: string[]) =>
  running.owner.call(employees.remindEmployees, { params: move.params, body: { which: { ids } } })

/** The parts of a letter of two, as they read. */
function parts(letter: string): { subject: string; text: string; html: string; head: string } {
  const [head = '', ...rest] = letter.replaceAll('\r\n', '\n').split('\n\n')
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? ''
  const [, plain = '', html = ''] = rest.join('\n\n').split(`--${boundary}`)
  const read = (part: string) => {
    const [about = '', ...body] = part.trimStart().split('\n\n')
    const written = body.join('\n\n')
    if (/base64/i.test(about)) return Buffer.from(written, 'base64').toString()
    return Buffer.from(
      written
        .replaceAll('=\n', '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString()
  }
  const subject = /^Subject: (.*(?:\n[ \t].*)*)/m.exec(head)?.[1] ?? ''
  const words = subject
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
  return { head, subject: Buffer.from(words, 'latin1').toString(), text: read(plain), html: read(html) }
}
const tokenIn = (letter: string): string => /#(invite_[\w-]{22})/.exec(parts(letter).text)?.[1] ?? ''

/** A zone in which it is about this hour now. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1, localhost')
})
afterAll(() => vi.unstubAllEnvs())

describe.skipIf(!canRunPostfix())('through a real Postfix, which runs as root alone,', () => {
  const PEOPLE = {
    en: ['anna@old.example', 'Anna Owl'],
    ru: ['boris@old.example', 'Борис Дуб'],
    fa: ['sara@old.example', 'سارا کبیری'],
    zh: ['chen@old.example', '陈伟'],
  } as const
  let postfix: Postfix
  let ids: string[]
  beforeAll(async () => {
    const more = ['home@private.example', 'desk@old.example']
    postfix = await startPostfix({ mailboxes: [...Object.values(PEOPLE).map(([address]) => address), ...more] })
    running = await startTestServer({ ca: postfix.ca })
  })
  afterAll(async () => {
    await running.stop()
    await postfix.stop()
  })
  beforeEach(async () => {
    await useSender(postfix.port, { tls: 'starttls' })
    move = await makeEmployeeMove(running, 9)
    ids = []
    for (const [address, displayName] of Object.values(PEOPLE))
      ids.push(await move.add(address, { displayName, contact: 'home@private.example' }))
  })
  const until = async (address: string, before: number) => (await postfix.until(address, before + 1)).at(-1) ?? ''
  const lettersOf = async (address: string) => (await postfix.letters(address)).length

  test('each is written to in the language of their name, as text and as HTML, with a link that works', async () => {
    const before = await Promise.all(Object.values(PEOPLE).map(([address]) => lettersOf(address)))
    expect(await invite(ids)).toMatchObject({ invited: 4, skipped: 0, links: [] })
    const seen: string[] = []
    for (const [n, [language, [address, name]]] of Object.entries(PEOPLE).entries()) {
      const letter = await until(address, before[n] ?? 0)
      const { head, subject, text, html } = parts(letter)
      expect(head).toContain(`Content-Language: ${language}`)
      expect(head).toContain('Auto-Submitted: auto-generated')
      expect(head).toMatch(/^From: Birch <caravan@birch\.example>$/m)
      expect(text).toContain(name)
      expect(text).toContain(address)
      expect(html).toContain(language === 'fa' ? 'dir="rtl"' : `<html lang="${language}" dir="ltr">`)
      // Nothing is fetched: whoever reads it is not told of to anybody.
      expect(html).not.toMatch(/<img|src=|url\(|<script|<link/i)
      expect(html.match(/https?:\/\/[^"<\s]+/g)?.every((url) => url.startsWith(running.server.context.publicUrl))).toBe(
        true,
      )
      const page = await byToken(running, tokenIn(letter)).call(employeePage.readEmployeePage, {})
      expect(page).toMatchObject({ language, addresses: { old: address } })
      seen.push(subject)
    }
    expect(seen[0]).toBe('Birch: your mailbox moves, and we need three minutes of your time')
    expect(seen[1]).toBe('Birch: почта переезжает, нужны три минуты вашего времени')
    expect(seen[2]).toContain('صندوق ایمیل شما')
    expect(seen[3]).toContain('邮箱即将迁移')
    // Jalali for Persian readers: 1 February 2027 is 12 Bahman 1405.
    expect(parts(await until('sara@old.example', before[2] ?? 0)).text).toContain('۱۲ بهمن ۱۴۰۵')
    expect(await move.state(ids[0] ?? '')).toMatchObject({
      state: 'opened',
      invitation: { sentAt: expect.any(String) as string },
    })
  })

  test('a letter goes to where the employee is reached otherwise, and of a role address to its owner', async () => {
    const info = await move.add('info@old.example', { ownerName: 'Desk', ownerEmail: 'desk@old.example' })
    const [home, desk] = [await lettersOf('home@private.example'), await lettersOf('desk@old.example')]
    await invite([ids[0] ?? ''], { reachedAt: 'contact', language: 'zh' })
    await invite([info])
    expect(parts(await until('home@private.example', home)).head).toContain('Content-Language: zh')
    expect(parts(await until('desk@old.example', desk)).text).toContain('info@old.example')
    const none = await invite([info], { reachedAt: 'contact' })
    expect(none).toMatchObject({ invited: 0, skipped: 1, examples: [{ because: 'no-letter-address' }] })
  })

  test('who has given access is left out, and written to where one asks again on purpose', async () => {
    const [anna = ''] = ids
    await running.owner.call(people.putMailboxCredential, {
      params: { ...move.params, mailbox: anna, side: 'source' },
      body: { password: 'given by an administrator' },
    })
    const before = await lettersOf('anna@old.example')
    expect(await invite([anna])).toMatchObject({ invited: 0, examples: [{ because: 'given' }] })
    expect(await invite([anna], { again: true })).toMatchObject({ invited: 1 })
    expect(tokenIn(await until('anna@old.example', before))).not.toBe('')
  })

  test('a reminder has a link of its own, which ends the one before once it has gone out; once an hour', async () => {
    const [anna = ''] = ids
    const before = await lettersOf('anna@old.example')
    expect(await remind([anna])).toMatchObject({ reminded: 0, examples: [{ because: 'not-invited' }] })
    await invite([anna])
    const first = tokenIn(await until('anna@old.example', before))
    expect(await remind([anna])).toMatchObject({ reminded: 0, examples: [{ because: 'reminded-lately' }] })
    await sql`update employee_invitations set sent_at = now() - interval '2 hours'`.execute(db())
    expect(await remind([anna])).toMatchObject({ reminded: 1, skipped: 0 })
    const letter = await until('anna@old.example', before + 1)
    expect(parts(letter).subject).toBe('Birch: we still need access to your old mailbox')
    const open = (token: string) => byToken(running, token).call(employeePage.readEmployeePage, {})
    await vi.waitFor(async () => expect(await refused(open(first))).toBe('401 link-ended'), 30_000)
    expect((await open(tokenIn(letter))).addresses.old).toBe('anna@old.example')
    expect(await move.state(anna)).toMatchObject({ invitation: { reminders: 1 } })
  })
})

describe('reminders by rule', () => {
  beforeAll(async () => {
    running = await startTestServer()
  })
  afterAll(() => running.stop())
  let anna = ''
  let boris = ''
  beforeEach(async () => {
    await sql`delete from moves`.execute(db())
    move = await makeEmployeeMove(running, 9)
    await useSender(9)
    anna = await move.add('anna@old.example')
    boris = await move.add('boris@old.example')
    await invite([anna, boris])
    // As if their letters had gone out four days ago.
    await sql`
      update employee_invitations set sent_at = now() - interval '4 days', letter_due_at = null, letter_error = null,
        token_hash = sha256(id::text::bytea)`.execute(db())
  })
  const rule = (change: object | null, hour = 12) =>
    running.owner.call(moves.changeMove, { params: move.params, body: { timeZone: zoneAt(hour) } }).then(() =>
      running.owner.call(employees.writeReminders, {
        params: move.params,
        body: { rule: change && { everyDays: 3, atMost: 2, earliest: '09:00', latest: '18:00', ...change } },
      }),
    )
  /** Whose reminder is due, without sending it. */
  const due = async () => {
    // The server's own loop may look at any time: what it made due stands until it has tried to send.
    await sql`delete from host_settings`.execute(db())
    await remindByRule(db())
    const { rows } = await sql<{ address: string }>`
      select m.source_address as address from employee_invitations i join move_mailboxes m on m.id = i.mailbox_id
      where i.letter_due_at is not null and i.letter_kind = 'reminder' order by 1`.execute(db())
    return rows.map(({ address }) => address)
  }

  test('who has not answered for so many days is, and nobody without a rule', async () => {
    expect(await due()).toEqual([])
    await rule({})
    expect(await due()).toEqual(['anna@old.example', 'boris@old.example'])
    expect((await running.owner.call(employees.readReminders, { params: move.params })).rule).toEqual({
      ...{ everyDays: 3, atMost: 2, earliest: '09:00', latest: '18:00' },
    })
  })

  test('not before its day, not more often than the rule says, not after the invitation has ended', async () => {
    await rule({ everyDays: 5 })
    expect(await due()).toEqual([])
    await rule({})
    await sql`update employee_invitations set reminders = 2 where mailbox_id = ${anna}`.execute(db())
    await sql`update employee_invitations set expires_at = now() where mailbox_id = ${boris}`.execute(db())
    expect(await due()).toEqual([])
  })

  test('not at night where the move is', async () => {
    for (const hour of [0, 3, 7, 20]) {
      await rule({}, hour)
      expect(await due(), `${hour} o’clock`).toEqual([])
    }
    await rule({}, 15)
    expect(await due()).toHaveLength(2)
    const asked = {
      params: move.params,
      body: { rule: { everyDays: 3, atMost: 2, earliest: '03:00', latest: '18:00' } },
    }
    expect(await refused(running.owner.call(employees.writeReminders, asked))).toBe('400 request-invalid')
  })

  test('never who has given access, by whatever way, nor who is on the page today, nor of a paused move', async () => {
    await rule({})
    await running.owner.call(people.putMailboxCredential, {
      params: { ...move.params, mailbox: anna, side: 'source' },
      body: { password: 'given by an administrator' },
    })
    await sql`update employee_invitations set opened_at = now(), seen_at = now() where mailbox_id = ${boris}`.execute(
      db(),
    )
    expect(await due()).toEqual([])
    await sql`update employee_invitations set seen_at = now() - interval '2 days'`.execute(db())
    await sql`update moves set paused_at = now()`.execute(db())
    expect(await due()).toEqual([])
    await sql`update moves set paused_at = null`.execute(db())
    expect(await due()).toEqual(['boris@old.example'])
  })

  test('one that is due is not sent to who gives access before it leaves, nor after the hours of its move', async () => {
    await using sink = await startSmtpSink()
    await rule({})
    expect(await due()).toHaveLength(2)
    await running.owner.call(people.putMailboxCredential, {
      params: { ...move.params, mailbox: anna, side: 'source' },
      body: { password: 'given by an administrator' },
    })
    await rule({}, 23)
    await useSender(sink.port)
    await sendDueLetters(running.server.context)
    expect(await sink.letters()).toEqual([])
    await rule({}, 12)
    await sendDueLetters(running.server.context)
    await vi.waitFor(async () => expect(await sink.letters()).toHaveLength(1), 30_000)
    expect((await sink.letters())[0]).toContain('X-Rcpt-Args: <boris@old.example>')
  })
})

describe('where letters fail', () => {
  beforeAll(async () => {
    running = await startTestServer()
  })
  afterAll(() => running.stop())

  test('without a sender nobody is invited by letter, and links are there all the same', async () => {
    move = await makeEmployeeMove(running, 9)
    const anna = await move.add('anna@old.example')
    expect(await refused(invite([anna]))).toBe('422 no-sender')
    expect(await running.owner.call(organisations.me, {})).toMatchObject({
      sendsLetters: false,
      publicUrl: running.server.context.publicUrl,
    })
    expect(await move.link(anna)).toMatch(/^invite_[\w-]{22}$/)
  })

  test('a refused recipient stands on the board; others go on', async () => {
    await using sink = await startSmtpSink({ args: ['-f', 'RCPT'] })
    move = await makeEmployeeMove(running, 9)
    await useSender(sink.port)
    const anna = await move.add('anna@old.example')
    await invite([anna])
    await sendDueLetters(running.server.context)
    await vi.waitFor(
      async () =>
        expect(await move.state(anna)).toMatchObject({
          state: 'invited',
          invitation: { sentAt: null, letterWaits: false, letterError: { code: 'recipient-refused' } },
        }),
      30_000,
    )
    const counted = await running.owner.call(employees.countEmployees, { params: move.params })
    expect(counted).toMatchObject({ states: { invited: 1 }, letters: { waiting: 0, failed: 1 } })
  })

  test('a password of the sender that its server refuses does not go out with each letter', async () => {
    let tries = 0
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.write('220 here\r\n')
      socket.on('data', (data) => {
        const said = data.toString()
        if (/^AUTH/i.test(said)) tries++
        const answer = /^EHLO/i.test(said) ? '250-here\r\n250 AUTH PLAIN' : /^AUTH/i.test(said) ? '535 no' : '221 gone'
        socket.write(`${answer}\r\n`)
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    move = await makeEmployeeMove(running, 9)
    await useSender(port, { host: '127.0.0.1', user: 'caravan' }, 'canary-wrong')
    let clock = 0
    // The server that runs has a turn of its own now and then, and one try for it.
    const turn = letterSender(running.server.context, () => clock)
    const ids: string[] = []
    for (let n = 0; n < 10; n++) ids.push(await move.add(`one${n}@old.example`))
    await invite(ids)
    for (let n = 0; n < 5; n++) await turn()
    expect(tries).toBeGreaterThan(0)
    expect(tries).toBeLessThanOrEqual(2)
    const later = tries
    clock = 10 * 60_000
    await turn()
    expect(tries).toBeGreaterThan(later)
    const other = tries
    await useSender(port, { host: '127.0.0.1', user: 'caravan' }, 'canary-wrong-too')
    await turn()
    expect(tries).toBeGreaterThan(other)
    server.close()
  })

  test('a reminder that fails takes the link before it away from nobody', async () => {
    await using sink = await startSmtpSink({ args: ['-f', 'RCPT'] })
    move = await makeEmployeeMove(running, 9)
    const anna = await move.add('anna@old.example')
    const token = await move.link(anna)
    await useSender(sink.port)
    expect(await remind([anna])).toMatchObject({ reminded: 1 })
    await sendDueLetters(running.server.context)
    await vi.waitFor(
      async () =>
        expect(await move.state(anna)).toMatchObject({ invitation: { letterError: { code: 'recipient-refused' } } }),
      30_000,
    )
    expect((await byToken(running, token).call(employeePage.readEmployeePage, {})).addresses.old).toBe(
      'anna@old.example',
    )
  })
})

test('nothing that people typed becomes markup, a header or another line', () => {
  const {
    subject,
    text,
    html = '',
  } = employeeLetter('fa', {
    kind: 'invitation',
    company: 'Birch <b>\r\nBcc: all@x.example',
    name: '"><script>alert(1)</script>\u2028x',
    address: 'anna@old.example',
    link: 'https://x.example/employee#invite_a',
    until: new Date(0),
    by: "Eve & 'Co' <img src=x>",
    cutOverOn: null,
    timeZone: 'No/Such',
  })
  expect(subject).not.toMatch(/[\r\n]/)
  expect(text).not.toMatch(/^Bcc:/m)
  expect(html).not.toMatch(/<script|<img|<b>/)
  expect(html).toContain('&lt;script&gt;')
})

test('a date that ends in an abbreviation gives its sentence no second full stop', () => {
  const { text } = employeeLetter('ru', {
    ...{ kind: 'invitation', company: 'Birch', name: '', address: 'anna@old.example', by: 'Anna', timeZone: 'UTC' },
    ...{ link: 'https://x.example/employee#invite_a', until: new Date(0), cutOverOn: '2027-02-01' },
  })
  expect(text).toContain('Переезд запланирован на 1 февраля 2027 г.\n')
  expect(text).not.toContain('..')
})
