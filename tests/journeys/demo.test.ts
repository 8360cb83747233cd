import { alerts, exceptions, moves, people } from '@caravan/contract'
import { compareMailboxes } from '@caravan/lab'
import { addressOf, type Demo, newPassword, oldPassword, PLANTED, startDemo } from '@caravan/lab/demo'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, expectWellMade, openBrowser } from './testing/browser.ts'
import { type Presses, pressesOf } from './testing/demo-presses.ts'
import { expectByKeyboard } from './testing/keyboard.ts'

let demo: Demo
/** The links that the demo gave. */
let link = ''
/** The owner's browser, and what is pressed in it. */
let page: Page
let press: Presses
let complaints: string[]

beforeAll(async () => {
  // A small part of the mail, as fast as it goes: what is planted is the same.
  demo = await startDemo({ volume: 0.05, opened: (program) => (link = program.signInLink()) })
  await demo.copied()
}, 240_000)
afterAll(() => demo[Symbol.asyncDispose]())

const lead = () => demo.company.lead
const address = (local: string) => addressOf({ local })

/** Every mailbox of the move. */
async function mailboxes() {
  const { items } = await lead().call(people.listMailboxes, { params: demo.move.at, query: { limit: 500 } })
  return items
}

/** What is red at a gate, with what it is red for. */
async function amiss(stage: string) {
  const { items } = await lead().call(moves.readStages, { params: demo.move.at })
  const checks = items.find((one) => one.stage === stage)?.checks ?? []
  return Object.fromEntries(
    checks
      .filter(({ status }) => status === 'red' || status === 'unknown')
      .map(({ name, evidence }) => [name, [...new Set(evidence?.examples)].sort()]),
  )
}

/** How the latest first pass of a mailbox failed. */
function failure(local: string): unknown {
  const id = demo.move.copied.get(address(local))?.id
  return demo.company.events.seen.findLast(
    ({ kind, data }) => kind === 'pass.ended' && data['mailbox'] === id && data['kind'] === 'first',
  )?.data['error']
}

describe('the sample company of the demo', { timeout: 120_000 }, () => {
  it('has forty mailboxes of which fifteen move, four go to the archive and nobody misses the others', async () => {
    const items = await mailboxes()
    expect(items).toHaveLength(40)
    const of = (decision: string) => items.filter((one) => one.decision === decision).map((one) => one.sourceAddress)
    expect([of('move').length, of('archive-only').length, of('leave-behind').length]).toEqual([15, 4, 21])
    expect(items.filter(({ kind }) => kind === 'role').map(({ roleKey }) => roleKey)).toEqual([
      'accounting',
      'info',
      'sales',
    ])
    expect(items.filter(({ notes }) => notes.startsWith('Left the company'))).toHaveLength(2)
    expect(items.filter(({ notes }) => notes.startsWith('On holiday')).map((one) => one.sourceAddress)).toEqual([
      address(PLANTED.noPassword),
    ])
  })

  it('its link lets in as the owner without a password, once', async () => {
    const came = await fetch(link, { redirect: 'manual' })
    expect([came.status, came.headers.get('location')]).toEqual([303, '/'])
    const cookie = came.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const me = await fetch(`${demo.company.url}/api/me`, { headers: { cookie } })
    expect(await me.json()).toMatchObject({ organisations: [{ name: 'Alvero Doors', role: 'owner' }] })
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(410)
  })

  it('comes out green but for what was planted, and nothing else', async () => {
    const items = await mailboxes()
    const { wrongPassword, noPassword, full, tooLarge, ownerless, forgotten } = PLANTED
    const others = items.flatMap(({ sourceAddress, lastPass }) =>
      lastPass === null || lastPass.status === 'green' ? [] : [`${sourceAddress} ${lastPass.status}`],
    )
    expect(others.sort()).toEqual(
      [
        `${address(tooLarge)} exceptions`,
        ...[noPassword, full, wrongPassword].map((local) => `${address(local)} interrupted`),
      ].sort(),
    )
    expect(items.filter(({ problems }) => problems.length > 0).map((one) => one.sourceAddress)).toEqual([
      address(ownerless),
    ])
    expect(failure(wrongPassword)).toMatchObject({ code: 'sign-in-refused' })
    expect(failure(noPassword)).toMatchObject({ code: 'credential-missing' })
    expect(failure(full)).toMatchObject({ code: 'quota-full' })
    const codes = await lead().call(exceptions.exceptionsByCode, { params: demo.move.at })
    expect(codes.items).toMatchObject([{ code: 'message-too-large', mailboxes: 1, open: 3, accepted: 0 }])
    expect(await amiss('prepare')).toEqual({
      'role-owners-named': [address(ownerless)],
      'recipients-read': [address(noPassword), address(wrongPassword)],
      'addresses-decided': [forgotten],
      'credentials-given': [address(noPassword)],
    })
    expect(await amiss('cutover')).toMatchObject({
      'mailboxes-copied': [noPassword, full, wrongPassword].map(address).sort(),
      'credentials-work': [address(wrongPassword)],
    })
    // The old service refuses, the new one does not.
    const { items: stages } = await lead().call(moves.readStages, { params: demo.move.at })
    const checks = stages.flatMap((stage) => stage.checks)
    expect(checks.find(({ name }) => name === 'credentials-work')?.evidence).toMatchObject({
      amiss: 1,
      refusals: [
        {
          ...{ address: address(wrongPassword), side: 'source', service: 'Old hosting' },
          serverReply: expect.stringContaining('AUTHENTICATIONFAILED') as string,
        },
      ],
    })
  })

  it('what is home is the same at both services, as another client reads them', async () => {
    const { old, home } = demo.servers
    for (const local of ['orlov', 'clarke', 'moradi', 'chen', PLANTED.ownerless])
      expect(
        await compareMailboxes(
          { port: old.port, user: address(local), pass: oldPassword({ local }) },
          { port: home.port, user: address(local), pass: newPassword({ local }) },
        ),
        local,
      ).toMatchObject({ missing: 0, extra: 0, flagsChanged: 0, dateChanged: 0, differences: [] })
  })

  it('each of it is shown on the overview with what mends it', async () => {
    const { organisation, move } = demo.move.at
    const stuck = () => lead().call(alerts.listAlerts, { params: { organisation }, query: { move } })
    await expect.poll(async () => (await stuck()).items.length, { timeout: 60_000 }).toBe(3)
    page = await (await openBrowser({ locale: 'en-GB' })).newPage()
    complaints = complaintsOf(page)
    await page.goto(demo.program.signInLink())
    // One move: that is what one comes for.
    await page.waitForURL('**/moves/*/overview')
    press = pressesOf(page, await openBrowser({ locale: 'ru-RU', phone: true }), demo)
    await press.needs()
    const remedies = async (text: string) =>
      (await press.card(text).locator('button, a').allTextContents()).map((one) => one.trim()).join(', ')
    const through = 'Sign in by “Old hosting, as its administrator”'
    const access = `Send a new link, ${through}, More`
    expect(await remedies(`${address(PLANTED.wrongPassword)}: The password is not accepted`)).toBe(access)
    expect(await remedies(`${address(PLANTED.noPassword)}: There is no password for it yet`)).toBe(access)
    expect(await remedies(`${address(PLANTED.full)}: The new mailbox is full`)).toBe('Try again now, Open the mailbox')
    expect(await remedies('Shared addresses without an owner')).toBe('Name owners')
    expect(await remedies('Addresses that mail was sent to are not read yet')).toContain('Read the mailboxes')
    expect(await remedies('Addresses that nobody has decided about')).toBe('Decide')
    // Nobody was invited, so that nobody can be reminded.
    expect(await remedies('Mailboxes without a way to sign in')).toBe('See who has answered, Look at how one signs in')
    expect(await remedies('Exceptions that nobody has accepted')).toBe('Read them')
    await expectWellMade(page)
    await expectByKeyboard(page)
  })

  it('who is on holiday is copied with the old administrator’s access', () => press.onHoliday())
  it('her letter leads to her page, and the right password lets her mailbox go on', () => press.wrongPassword())
  it('a full mailbox goes on where it was once it has more room', () => press.full())
  it('messages that the new service does not take are accepted with a reason', () => press.tooLarge())
  it('an owner is chosen for the address that had none', () => press.ownerless())
  it('the forgotten address becomes an alias', () => press.forgotten())
  it('all who were stuck are home', async () => {
    for (const local of [PLANTED.noPassword, PLANTED.wrongPassword, PLANTED.full])
      await press.stands(local, 'home, verified')
  })

  it('after that every gate up to the switch is green', async () => {
    await press.unread()
    expect(await amiss('prepare')).toEqual({})
    expect(await amiss('cutover')).toEqual({})
    const copy = await amiss('copy')
    // The last pass is run after the switch.
    expect(Object.keys(copy)).toEqual(['final-pass-run'])
    await press.closePrepare()
    expect(complaints).toEqual([])
  })
})
