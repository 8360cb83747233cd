import { exceptions, moves, people } from '@caravan/contract'
import { compareMailboxes } from '@caravan/lab'
import {
  addressOf,
  type Demo,
  newPassword,
  oldPassword,
  PLANTED,
  passOver,
  readAddresses,
  startDemo,
} from '@caravan/lab/demo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let demo: Demo
/** The links that the demo gave. */
let link = ''

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

async function mailbox(local: string) {
  const found = (await mailboxes()).find(({ sourceAddress }) => sourceAddress === address(local))
  if (found === undefined) throw new Error(`there is no ${local}`)
  return found
}

const inMailbox = async (local: string) => ({ ...demo.move.at, mailbox: (await mailbox(local)).id })

/** The first pass again, by who presses “try again”; how it ended. */
async function again(local: string): Promise<string | null | undefined> {
  await passOver(demo.company, demo.move, { addresses: [address(local)], kind: 'first' })
  return (await mailbox(local)).lastPass?.status
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

  it('the right password lets the mailbox go on', async () => {
    const params = { ...(await inMailbox(PLANTED.wrongPassword)), side: 'source' }
    const password = oldPassword({ local: PLANTED.wrongPassword })
    await lead().call(people.putMailboxCredential, { params, body: { password } })
    expect(await again(PLANTED.wrongPassword)).toBe('green')
  })

  it('who is on holiday is copied with the old administrator’s access', async () => {
    const sourceService = demo.move.services.administrator
    await lead().call(people.changeMailbox, {
      params: await inMailbox(PLANTED.noPassword),
      body: { sourceService },
    })
    expect(await again(PLANTED.noPassword)).toBe('green')
  })

  it('a full mailbox goes on where it was once it has more room', async () => {
    expect(await again(PLANTED.full)).toBe('interrupted')
    await demo.servers.giveRoom()
    expect(await again(PLANTED.full)).toBe('green')
  })

  it('messages that the new service does not take are accepted with a reason', async () => {
    const body = { which: { code: 'message-too-large' }, reason: 'The scans are kept in the archive of contracts.' }
    expect(await lead().call(exceptions.acceptExceptions, { params: demo.move.at, body })).toEqual({ accepted: 3 })
  })

  it('an owner is chosen for the address that had none, and the forgotten address becomes an alias', async () => {
    await lead().call(people.changeMailbox, {
      params: await inMailbox(PLANTED.ownerless),
      body: { ownerName: 'Emma Clarke', ownerEmail: address('clarke') },
    })
    await lead().call(people.decideSeenAddresses, {
      params: demo.move.at,
      body: { addresses: [PLANTED.forgotten], decision: 'alias' },
    })
  })

  it('after that every gate up to the switch is green', async () => {
    for (const local of [PLANTED.wrongPassword, PLANTED.noPassword])
      await readAddresses(demo.company, demo.move, address(local))
    expect(await amiss('prepare')).toEqual({})
    expect(await amiss('cutover')).toEqual({})
    const copy = await amiss('copy')
    // The last pass is run after the switch.
    expect(Object.keys(copy)).toEqual(['final-pass-run'])
    const { version } = await lead().call(moves.readStages, { params: demo.move.at })
    await lead().call(moves.advanceStage, {
      params: demo.move.at,
      body: { do: 'leave', stage: 'prepare', version },
    })
  })
})
