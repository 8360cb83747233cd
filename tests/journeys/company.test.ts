import { ApiError, auditLog, Client, host, moves, organisations, passes, people } from '@caravan/contract'
import type { Dovecot } from '@caravan/lab'
import { type EventReader, PASSWORD as OWN, readEvents, signIn } from '@caravan/server/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { EMPLOYEES, FORGOTTEN, fillOldMailboxes, mailArrives, peopleCsv } from './testing/company.ts'
import { PASSWORD, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import { type RunningProgram, type RunningServe, serve, worker } from './testing/serve.ts'
import { temporaryFolder } from './testing/temporary.ts'

type Stage = 'assess' | 'approve' | 'prepare' | 'copy' | 'announce' | 'cutover' | 'watch' | 'close'
type Step = 'open' | 'leave'

let old: Dovecot
let home: Dovecot
let caravan: RunningServe
let second: RunningProgram
let owner: Client
let lead: Client
let viewer: Client
let events: EventReader
let token = ''
/** The move's path. */
let at: { organisation: string; move: string }
let counts: ReadonlyMap<string, number>
let services: { sourceService: string; targetService: string }
const waves = new Map<string, string>()
/** Each old address with its new one. */
const addresses = new Map<string, string>()
const oldOf = (wave: string) => EMPLOYEES.filter((one) => one.wave === wave).map(({ address }) => address)
const ALL = EMPLOYEES.map(({ address }) => address)
const newOf = (address: string) => addresses.get(address) ?? ''

beforeAll(async () => {
  old = await startMailServer({ name: 'old-home' })
  home = await startMailServer({ name: 'new-home' })
  counts = fillOldMailboxes(old)
  const data = temporaryFolder('company')
  caravan = await serve(data)
  second = await worker(data)
}, 120_000)

/** What a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<{ status: number; code: string; fields: string[] }> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { problem } = error
    return { status: problem.status, code: problem.code, fields: (problem.fields ?? []).map(({ path }) => path) }
  }
  throw new Error('it was not refused')
}

/** One step of the move, on what it looks like now. */
async function step(who: Client, step: Step, stage: Stage) {
  const { version } = await who.call(moves.readStages, { params: at })
  return who.call(moves.advanceStage, { params: at, body: { do: step, stage, version } })
}

async function override(who: Client, stage: Stage, check: string, reason: string) {
  const { version } = await who.call(moves.readStages, { params: at })
  return who.call(moves.overrideCheck, { params: at, body: { stage, check, reason, version } })
}

/** The checks of a stage that are red or not known. */
async function amiss(stage: Stage): Promise<string[]> {
  const { items } = await lead.call(moves.readStages, { params: at })
  const checks = items.find((one) => one.stage === stage)?.checks ?? []
  return checks.filter(({ status }) => status === 'red' || status === 'unknown').map(({ name }) => name)
}

/** Each of these mailboxes has a pass of this kind that ended green, as the live events tell it. */
async function ended(kind: string, mailboxes: readonly string[], behind: number): Promise<void> {
  const { items } = await lead.call(people.listMailboxes, { params: at, query: { limit: 500 } })
  const ids = items.filter(({ sourceAddress }) => mailboxes.includes(sourceAddress)).map(({ id }) => id)
  expect(ids).toHaveLength(mailboxes.length)
  for (const id of ids) {
    const end = await events.until(
      (event) =>
        event.kind === 'pass.ended' &&
        event.data['mailbox'] === id &&
        event.data['kind'] === kind &&
        Number(event.id) > behind,
    )
    expect(end.data).toMatchObject({ status: 'green', error: null })
  }
}

const now = () => Number(events.seen.at(-1)?.id ?? 0)

/** A pass of this kind over the whole move. */
async function passOverAll(kind: 'delta' | 'final' | 'reverse', options = {}): Promise<void> {
  const behind = now()
  const asked = await lead.call(passes.askPassesOfMove, { params: at, body: { kind, options } })
  expect(asked).toEqual({ requested: ALL.length, open: 0, notReady: 0 })
  await ended(kind, ALL, behind)
}

async function expectMoved(mailboxes: readonly string[]): Promise<void> {
  for (const address of mailboxes) await expectSame(old, address, home, newOf(address))
}

describe('a company of forty mailboxes moves, through the API alone', { timeout: 240_000 }, () => {
  it('the owner comes by the one-time link, invites a lead and a viewer, and lets events be read by a token', async () => {
    const email = 'olga@kestrel.example'
    const begin = { token: caravan.beginLink.split('#')[1] ?? '', name: 'Olga Owner', email, password: OWN }
    const { organisation } = await new Client(caravan.url).call(host.begin, {
      body: { ...begin, organisation: 'Kestrel Bay' },
    })
    expect(
      await refusal(new Client(caravan.url).call(host.begin, { body: { ...begin, organisation: 'Mine' } })),
    ).toMatchObject({ status: 410 })
    owner = await signIn(caravan.url, email, OWN)
    const join = async (address: string, role: 'lead' | 'viewer') => {
      const { link } = await owner.call(organisations.invite, {
        params: { organisation },
        body: { email: address, role },
      })
      const account = { name: address.split('@')[0] ?? '', password: OWN }
      await new Client(caravan.url).call(organisations.acceptInvitation, {
        body: { token: link.split('#')[1] ?? '', account },
      })
      return signIn(caravan.url, address, OWN)
    }
    lead = await join('lena@kestrel.example', 'lead')
    viewer = await join('viktor@kestrel.example', 'viewer')
    const made = await lead.call(organisations.makeToken, {
      params: { organisation },
      body: { name: 'live events', scopes: ['read'], days: 1 },
    })
    token = made.token
    events = await readEvents(caravan.url, { token, organisation })
    at = { organisation, move: '' }
  })

  it('the lead plans the move and names the old and the new service; the viewer may only look', async () => {
    const { organisation } = at
    const plan = {
      name: 'Kestrel Bay to the new home',
      kind: 'new-addresses' as const,
      ownDomains: ['kestrel.example', 'kestrelbay.example'],
      cutOverOn: '2027-02-01',
      timeZone: 'Europe/Berlin',
    }
    expect(await refusal(viewer.call(moves.makeMove, { params: { organisation }, body: plan }))).toMatchObject({
      status: 403,
    })
    const { id } = await lead.call(moves.makeMove, { params: { organisation }, body: plan })
    at = { organisation, move: id }
    const lines = { host: '127.0.0.1', tls: 'none' as const, connections: 16 }
    const inside = { side: 'source' as const, name: 'Somewhere inside', host: '10.0.0.1' }
    expect(await refusal(lead.call(moves.makeService, { params: at, body: inside }))).toMatchObject({
      status: 422,
      code: 'host-refused',
    })
    const source = await lead.call(moves.makeService, {
      params: at,
      body: { ...lines, side: 'source', name: 'Old', port: old.port, auth: 'master', masterUser: 'admin' },
    })
    await lead.call(moves.putServicePassword, { params: { ...at, service: source.id }, body: { password: 'master' } })
    const target = await lead.call(moves.makeService, {
      params: at,
      body: { ...lines, side: 'target', name: 'New', port: home.port },
    })
    const { items } = await viewer.call(moves.listServices, { params: at })
    expect(items.map(({ name, hasPassword }) => [name, hasPassword])).toEqual([
      ['Old', true],
      ['New', false],
    ])
    services = { sourceService: source.id, targetService: target.id }
  })

  it('the list of people is looked at, its wrong rows are named, and the forty others come in with their waves', async () => {
    const table = { input: { file: Buffer.from(peopleCsv()).toString('base64') } }
    const preview = await lead.call(people.previewImport, { params: at, body: table })
    expect(preview).toMatchObject({ rowCount: 43, readyCount: 40 })
    expect(preview.problems.filter(({ severity }) => severity === 'error').map(({ row, code }) => [row, code])).toEqual(
      [
        [42, 'duplicate-source'],
        [43, 'invalid-address'],
        [44, 'missing-address'],
      ],
    )
    const mapping = Object.fromEntries(
      preview.columns
        .filter(({ heading }) => heading === 'New password')
        .map(({ index }) => [index, 'targetPassword' as const]),
    )
    const done = await lead.call(people.confirmImport, {
      params: at,
      body: { ...table, mapping, sha256: preview.sha256 },
    })
    expect(done).toMatchObject({ imported: 40, leftOut: 3, credentials: 40 })
    expect(done.wavesMade.sort()).toEqual(['Everybody', 'Pilot'])
    const { items } = await lead.call(moves.listWaves, { params: at })
    for (const { id, name } of items) waves.set(name, id)
    const set = { ...services, decision: 'move' as const }
    const changed = await lead.call(people.changeMailboxes, { params: at, body: { which: { filter: {} }, set } })
    expect(changed).toEqual({ changed: 40 })
  })

  it('everybody gets a new address by a rule; who would share one is shown, and given one by hand', async () => {
    const rule = { rule: '{first}.{last}@kestrelbay.example', filter: { kind: 'person' as const } }
    const proposed = await lead.call(people.proposeAddresses, { params: at, body: rule })
    expect(proposed).toMatchObject({ madeCount: 36, collisionCount: 1 })
    const [shared] = proposed.collisions
    expect(shared).toMatchObject({ address: 'anna.petrova@kestrelbay.example', taken: false })
    await lead.call(people.applyAddresses, { params: at, body: { ...rule, digest: proposed.digest } })
    for (const [index, { mailbox }] of (shared?.mailboxes ?? []).entries())
      await lead.call(people.changeMailbox, {
        params: { ...at, mailbox },
        body: { targetAddress: `anna.petrova${index === 0 ? '' : '2'}@kestrelbay.example` },
      })
    const roles = await lead.call(people.listMailboxes, { params: at, query: { kind: 'role' } })
    expect(roles.items.map(({ roleKey, problems }) => [roleKey, problems])).toEqual([
      ['info', ['role-without-owner']],
      ['sales', ['role-without-owner']],
    ])
    for (const { id, roleKey } of roles.items)
      await lead.call(people.changeMailbox, {
        params: { ...at, mailbox: id },
        body: { targetAddress: `${roleKey}@kestrelbay.example`, ownerName: 'Ben Okafor' },
      })
    const { items } = await lead.call(people.listMailboxes, { params: at, query: { limit: 500 } })
    for (const { sourceAddress, targetAddress } of items) addresses.set(sourceAddress, targetAddress ?? '')
    expect(new Set(addresses.values()).size).toBe(40)
    expect(items.every(({ problems }) => problems.length === 0)).toBe(true)
  })

  it('nothing is copied before it is approved, which is the owner’s to pass over, with a reason', async () => {
    const pilot = { ...at, wave: waves.get('Pilot') ?? '' }
    expect(await refusal(lead.call(passes.startWave, { params: pilot }))).toMatchObject({
      status: 409,
      code: 'stage-waits',
    })
    await step(lead, 'open', 'assess')
    expect(await refusal(step(lead, 'leave', 'assess'))).toMatchObject({
      code: 'gate-shut',
      fields: ['gate-shut.mailboxes-inventoried'],
    })
    await override(lead, 'assess', 'mailboxes-inventoried', 'The trial takes the inventory.')
    await step(lead, 'leave', 'assess')
    await step(lead, 'open', 'approve')
    await step(lead, 'open', 'prepare')
    expect(await refusal(step(lead, 'leave', 'approve'))).toMatchObject({ fields: ['gate-shut.approved'] })
    expect(await refusal(override(lead, 'approve', 'approved', 'I am sure.'))).toMatchObject({
      status: 403,
      code: 'role-may-not',
    })
    expect(await refusal(override(viewer, 'approve', 'approved', 'I am sure.'))).toMatchObject({ status: 403 })
    await override(owner, 'approve', 'approved', 'Signed on paper on 20 November.')
    await step(lead, 'leave', 'approve')
  })

  it('a trial of one mailbox says how faithful the new home is, and the gate of prepare opens', async () => {
    const { items } = await lead.call(people.listMailboxes, { params: at, query: { limit: 1 } })
    const mailbox = items[0]?.id ?? ''
    const behind = now()
    const asked = await lead.call(passes.askPass, { params: { ...at, mailbox }, body: { kind: 'trial' } })
    await ended('trial', [items[0]?.sourceAddress ?? ''], behind)
    const { report } = await lead.call(passes.readPass, { params: { ...at, pass: asked.id } })
    expect(report).toMatchObject({ status: 'green', fidelity: { flagsChanged: 0, datesChanged: 0 } })
    await step(lead, 'open', 'copy')
  })

  it('the pilots go first, then everybody; each message arrives with its bytes, flags and date', async () => {
    for (const wave of ['Pilot', 'Everybody'] as const) {
      const behind = now()
      const params = { ...at, wave: waves.get(wave) ?? '' }
      const asked = await lead.call(passes.startWave, { params })
      expect(asked).toEqual({ requested: oldOf(wave).length, open: 0, notReady: 0 })
      await ended('first', oldOf(wave), behind)
      await expectMoved(oldOf(wave))
    }
    const { items } = await lead.call(passes.listPasses, { params: at, query: { limit: 500, state: 'ended' } })
    const firsts = items.filter(({ kind }) => kind === 'first')
    expect(firsts).toHaveLength(40)
    for (const { id, sourceAddress } of firsts) {
      const { report } = await viewer.call(passes.readPass, { params: { ...at, pass: id } })
      const { messages } = report as unknown as { messages: Record<string, number> }
      const { source, ...rest } = messages
      expect(source).toBe(counts.get(sourceAddress))
      expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(source)
    }
  })

  it('people go on working in the old home, and a delta brings what is new and what they changed', async () => {
    mailArrives(old, ALL, 'meanwhile', 2)
    for (const user of ALL.slice(0, 5))
      await withFolder(old, user, 'INBOX', (flow) => flow.messageFlagsSet('1', ['\\Seen', '\\Flagged', '\\Answered']))
    await passOverAll('delta')
    await expectMoved(oldOf('Pilot'))
  })

  it('no address is forgotten: one that mail came to and no list has is found in the mailboxes, and decided', async () => {
    expect(await amiss('prepare')).toEqual(['recipients-read', 'addresses-decided'])
    const behind = now()
    const asked = await lead.call(people.readSeenAddresses, { params: at, body: {} })
    expect(asked).toEqual({ requested: 40, open: 0, notReady: 0 })
    await ended('addresses', ALL, behind)
    expect(await amiss('prepare')).toEqual(['addresses-decided'])
    const { items } = await lead.call(people.listSeenAddresses, { params: at, query: {} })
    expect(items.map(({ address, messages }) => [address, messages])).toContainEqual([FORGOTTEN, 1])
    const undecided = items.map(({ address }) => address)
    await lead.call(people.decideSeenAddresses, { params: at, body: { addresses: undecided, decision: 'ends' } })
  })

  it('the switch waits until the way back has been tried', async () => {
    expect(await amiss('prepare')).toEqual([])
    await step(lead, 'leave', 'prepare')
    await step(lead, 'open', 'cutover')
    expect(await refusal(step(lead, 'leave', 'cutover'))).toMatchObject({ fields: ['gate-shut.way-back-rehearsed'] })
    const { items } = await lead.call(people.listMailboxes, { params: at, query: { limit: 1 } })
    const behind = now()
    const since = new Date().toISOString()
    const params = { ...at, mailbox: items[0]?.id ?? '' }
    await lead.call(passes.askPass, { params, body: { kind: 'reverse', options: { since } } })
    await ended('reverse', [items[0]?.sourceAddress ?? ''], behind)
    await step(lead, 'leave', 'cutover')
  })

  it('a final pass brings what the old home got until the switch, and no gate opens without it', async () => {
    mailArrives(old, ALL, 'last', 1)
    expect(await refusal(step(lead, 'leave', 'copy'))).toMatchObject({ fields: ['gate-shut.final-pass-run'] })
    expect(await refusal(override(owner, 'copy', 'final-pass-run', 'It will be fine.'))).toMatchObject({
      code: 'check-not-overridable',
    })
    await passOverAll('final')
    await expectMoved(ALL)
    await step(lead, 'leave', 'copy')
  })

  it('what arrived at the new home since the switch comes back to the old one, where the company has to go back', async () => {
    const { items } = await lead.call(moves.readStages, { params: at })
    const since = items.find(({ stage }) => stage === 'cutover')?.since ?? ''
    mailArrives(home, ALL.map(newOf), 'new-home', 2)
    await passOverAll('reverse', { since })
    await expectMoved(ALL)
  })

  it('who lost the line of the live events goes on where he was and misses nothing', async () => {
    const half = Math.floor(events.seen.length / 2)
    const again = await readEvents(caravan.url, {
      token,
      organisation: at.organisation,
      after: events.seen[half]?.id ?? '',
    })
    await again.until(({ id }) => id === events.seen.at(-1)?.id)
    again.stop()
    expect(again.seen).toEqual(events.seen.slice(half + 1))
    const kinds = new Set(events.seen.map(({ kind }) => kind))
    for (const kind of ['wave.started', 'pass.started', 'pass.progress', 'pass.ended', 'move.stage-left'])
      expect(kinds, kind).toContain(kind)
  })

  it('the move closes when every password of it is erased, and copies nothing any more', async () => {
    await step(lead, 'open', 'watch')
    await step(lead, 'leave', 'watch')
    await step(lead, 'open', 'close')
    expect(await refusal(step(lead, 'leave', 'close'))).toMatchObject({ fields: ['gate-shut.credentials-erased'] })
    expect(await lead.call(moves.eraseCredentials, { params: at })).toMatchObject({ erased: 41 })
    await step(lead, 'leave', 'close')
    const body = { kind: 'delta' as const }
    expect(await refusal(lead.call(passes.askPassesOfMove, { params: at, body }))).toMatchObject({
      code: 'move-closed',
    })
  })

  it('the audit log tells all of it: who, what, and why', async () => {
    const told: { who: string; action: string; reason: string | null }[] = []
    let after: string | undefined
    do {
      const query = after === undefined ? { limit: 500 } : { limit: 500, after }
      const page = await owner.call(auditLog.listAudit, { params: { organisation: at.organisation }, query })
      told.unshift(...page.items.map(({ actor, action, reason }) => ({ who: actor.name, action, reason })).reverse())
      after = page.next
    } while (after !== undefined)
    expect(told.filter(({ action }) => action === 'move.check-overridden')).toEqual([
      { who: 'lena', action: 'move.check-overridden', reason: 'The trial takes the inventory.' },
      { who: 'Olga Owner', action: 'move.check-overridden', reason: 'Signed on paper on 20 November.' },
    ])
    expect(told.filter(({ action }) => action === 'move.stage-left')).toHaveLength(7)
    const inOrder = [
      'move.made',
      'service.made',
      'mailboxes.imported',
      'wave.started',
      'passes.requested',
      'credentials.erased',
    ]
    const places = inOrder.map((action) => told.findIndex((one) => one.action === action))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(
      await refusal(viewer.call(auditLog.listAudit, { params: { organisation: at.organisation }, query: {} })),
    ).toMatchObject({ status: 403 })
  })

  it('both programs stop when they are asked to, and have printed no password', async () => {
    events.stop()
    const printed = () => caravan.printed() + second.printed()
    expect([await second.stop(), await caravan.stop()]).toEqual([0, 0])
    for (const secret of [PASSWORD, OWN, 'master"']) expect(printed()).not.toContain(secret)
  })
})
