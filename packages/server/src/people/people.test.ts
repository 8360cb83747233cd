import { auditLog, Client, moves, organisations, people } from '@caravan/contract'
import { openCredential } from '@caravan/core/store'
import { writeWorkbook } from '@caravan/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

type InMove = { organisation: string; move: string }
const newMove = async (): Promise<InMove> => {
  const { owner, organisation } = running
  const body = { name: 'Out of the old', kind: 'new-addresses' as const }
  return { organisation, move: (await owner.call(moves.makeMove, { params: { organisation }, body })).id }
}
const add = (params: InMove, sourceAddress: string, more: Record<string, unknown> = {}) =>
  running.owner.call(people.addMailbox, { params, body: { sourceAddress, ...more } })
const base64 = (text: string) => Buffer.from(text).toString('base64')

test('pages follow the old addresses whatever their letters, and none is left out or shown twice', async () => {
  const { owner } = running
  const params = await newMove()
  const names = ['b', 'A', 'c', 'D', 'é', 'ж', '_', 'a1']
  for (const name of names) await add(params, `${name}@old.example`)
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await owner.call(people.listMailboxes, { params, query: { limit: 3, ...(after && { after }) } })
    seen.push(...page.items.map(({ sourceAddress }) => sourceAddress))
    after = page.next
  } while (after !== undefined)
  expect([...seen].sort()).toEqual(names.map((name) => `${name}@old.example`).sort())
  expect(await refused(owner.call(people.listMailboxes, { params, query: { after: 'nonsense' } }))).toBe(
    '422 page-unknown',
  )
})

test('what no database can keep is refused where it came from, and so is a page that nobody named', async () => {
  const { owner, url, ownerCookie } = running
  const params = await newMove()
  const { id: mailbox } = await add(params, 'anna@old.example')
  const list = `${url}/api/organisations/${params.organisation}/moves/${params.move}`
  const page = (place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url')
  const asked: Record<string, string> = {}
  const queries = ['text=%00', 'search=a%00', `ids=${'-'.repeat(36)}`, `after=${page(['a', '-'.repeat(36)])}`]
  for (const query of [...queries, `after=${page(['\0', mailbox])}`]) {
    const answered = await fetch(`${list}/mailboxes?${query}`, { headers: { cookie: ownerCookie } })
    asked[query] = `${answered.status} ${((await answered.json()) as { code: string }).code}`
  }
  const query = `after=${page(['a\0', 'x'])}`
  const exceptions = await fetch(`${list}/exceptions/messages?${query}`, { headers: { cookie: ownerCookie } })
  asked[`exceptions ${query}`] = `${exceptions.status} ${((await exceptions.json()) as { code: string }).code}`
  expect(Object.values(asked), JSON.stringify(asked)).toEqual([
    ...Array<string>(3).fill('400 request-invalid'),
    ...Array<string>(3).fill('422 page-unknown'),
  ])
  for (const notes of ['one\0two', 'half of one: \ud83d'])
    expect(await refused(owner.call(people.changeMailbox, { params: { ...params, mailbox }, body: { notes } }))).toBe(
      '400 request-invalid',
    )
  const notes = 'a whole one: \ud83d\ude00'
  expect(await owner.call(people.changeMailbox, { params: { ...params, mailbox }, body: { notes } })).toMatchObject({
    notes,
  })
})

test('cells with halves of characters, as programs cut them, do not stop an import', async () => {
  const { owner } = running
  const params = await newMove()
  // ECMA-376 part 1 §22.9.2.19: how a workbook writes what XML cannot hold.
  const rows = [['anna@old.example', 'Anna _xD83D_', 'one_x0000_two _xDE00_', 'Pilot _xD83D_']]
  const input = { file: writeWorkbook([['Old address', 'Display name', 'Notes', 'Wave'], ...rows]).toString('base64') }
  const { sha256 } = await owner.call(people.previewImport, { params, body: { input } })
  expect(await owner.call(people.confirmImport, { params, body: { input, sha256 } })).toMatchObject({ imported: 1 })
  const { items } = await owner.call(people.listMailboxes, { params, query: {} })
  expect(items).toMatchObject([{ displayName: 'Anna \ufffd', notes: 'one two \ufffd' }])
})

test('a token that may bring people and no passwords imports a table without them, and none with them', async () => {
  const { owner, url } = running
  const params = await newMove()
  const { token } = await owner.call(organisations.makeToken, {
    params,
    body: { name: 'people', scopes: ['read', 'people:write'] },
  })
  const program = new Client(url, { token })
  const bring = async (text: string) => {
    const input = { file: base64(text) }
    const { sha256 } = await program.call(people.previewImport, { params, body: { input } })
    return refused(program.call(people.confirmImport, { params, body: { input, sha256 } }))
  }
  expect(await bring('Old address,Password\nanna@old.example,canary-51c\n')).toBe('403 not-allowed')
  expect((await owner.call(people.listMailboxes, { params, query: {} })).items).toEqual([])
  await bring('Old address,Password\nboris@old.example,\n')
  expect((await owner.call(people.listMailboxes, { params, query: {} })).items).toMatchObject([
    { sourceAddress: 'boris@old.example', hasSourceCredential: false },
  ])
})

test('filters show the wave, the decision, the kind and the beginning that they name', async () => {
  const { owner } = running
  const params = await newMove()
  const wave = await owner.call(moves.makeWave, { params, body: { name: 'Pilot' } })
  await add(params, 'Anna@old.example', { wave: wave.id, decision: 'move' })
  await add(params, 'an_ton@old.example')
  await add(params, 'info@old.example', { ownerName: 'Anna' })
  const show = async (query: Record<string, string>) =>
    (await owner.call(people.listMailboxes, { params, query })).items.map(({ sourceAddress }) => sourceAddress)
  expect(await show({ wave: wave.id })).toEqual(['Anna@old.example'])
  expect((await show({ wave: 'none' })).sort()).toEqual(['an_ton@old.example', 'info@old.example'])
  expect(await show({ decision: 'move' })).toEqual(['Anna@old.example'])
  expect(await show({ kind: 'role' })).toEqual(['info@old.example'])
  expect((await show({ text: 'AN' })).length).toBe(2)
  expect(await show({ text: 'an_' })).toEqual(['an_ton@old.example'])
})

test('a role address is recognised, and lacks an owner until one is named', async () => {
  const { owner } = running
  const params = await newMove()
  const made = await add(params, 'sales@old.example')
  expect(made).toMatchObject({ kind: 'role', roleKey: 'sales', problems: ['role-without-owner'] })
  const there = { ...params, mailbox: made.id }
  expect(
    await owner.call(people.changeMailbox, { params: there, body: { ownerEmail: 'anna@old.example' } }),
  ).toMatchObject({ problems: [] })
})

test('two mailboxes of a move share neither an old nor a new address', async () => {
  const params = await newMove()
  await add(params, 'anna@old.example', { targetAddress: 'anna@new.example' })
  expect(await refused(add(params, 'ANNA@old.example'))).toBe('409 source-in-move')
  expect(await refused(add(params, 'ann@old.example', { targetAddress: 'Anna@new.example' }))).toBe(
    '409 target-in-move',
  )
  expect(await refused(add(params, 'no address'))).toBe('422 address-invalid')
})

test('many mailboxes are decided at once, with who decided, and what belongs to another move is not found', async () => {
  const { owner } = running
  const [params, other] = [await newMove(), await newMove()]
  const ids = [(await add(params, 'a@old.example')).id, (await add(params, 'b@old.example')).id]
  const elsewhere = await owner.call(moves.makeWave, { params: other, body: { name: 'Elsewhere' } })
  const change = (body: Parameters<typeof owner.call<typeof people.changeMailboxes>>[1]['body']) =>
    owner.call(people.changeMailboxes, { params, body })
  expect(await refused(change({ which: { ids }, set: { wave: elsewhere.id } }))).toBe('404 not-found')
  expect(await change({ which: { ids }, set: { decision: 'move', paused: true } })).toEqual({ changed: 2 })
  expect(await change({ which: { filter: { text: 'b' } }, set: { decision: 'stay' } })).toEqual({ changed: 1 })
  const { items } = await owner.call(people.listMailboxes, { params, query: {} })
  expect(items).toMatchObject([
    { decision: 'move', decidedBy: 'Anna Owner', pausedAt: expect.any(String) as string },
    { decision: 'stay', decidedBy: 'Anna Owner' },
  ])
  const foreign = (await add(other, 'c@old.example')).id
  expect(await refused(change({ which: { ids: [foreign] }, set: { paused: false } }))).toBe('409 mailbox-missing')
})

test('addresses that nobody recognised are marked as those of a task, many at once and with an owner, and unmarked', async () => {
  const { owner, organisation } = running
  const params = await newMove()
  const ids = [(await add(params, 'hall3@old.example')).id, (await add(params, 'van-2@old.example')).id]
  const sales = (await add(params, 'sales@old.example')).id
  const change = (which: { ids: string[] } | { filter: { kind: 'person' | 'role' } }, set: object) =>
    owner.call(people.changeMailboxes, { params, body: { which, set } })
  expect(await change({ filter: { kind: 'person' } }, { kind: 'role', ownerName: 'Boris' })).toEqual({ changed: 2 })
  const list = async () =>
    (await owner.call(people.listMailboxes, { params, query: {} })).items.map(({ kind, roleKey, ownerName }) => ({
      ...{ kind, roleKey, ownerName },
    }))
  const boris = { kind: 'role', roleKey: null, ownerName: 'Boris' }
  expect(await list()).toEqual([boris, { kind: 'role', roleKey: 'sales', ownerName: null }, boris])
  expect(await change({ ids: [...ids, sales] }, { kind: 'person' })).toEqual({ changed: 3 })
  expect((await list()).map(({ kind, roleKey }) => [kind, roleKey])).toEqual(Array(3).fill(['person', null]))
  // What its address says is known again.
  await change({ ids: [sales] }, { kind: 'role' })
  expect((await list())[1]).toEqual({ kind: 'role', roleKey: 'sales', ownerName: null })
  const log = await owner.call(auditLog.listAudit, { params: { organisation }, query: { limit: 3 } })
  expect(log.items.map(({ action, after }) => [action, (after as { set: unknown }).set])).toEqual([
    ['mailboxes.changed', { kind: 'role' }],
    ['mailboxes.changed', { kind: 'person' }],
    ['mailboxes.changed', { kind: 'role', ownerName: 'Boris' }],
  ])
})

test('a mailbox goes with its credentials, unless it was copied', async () => {
  const { owner, server } = running
  const params = await newMove()
  const mailbox = (await add(params, 'anna@old.example')).id
  const there = { ...params, mailbox }
  await owner.call(people.putMailboxCredential, { params: { ...there, side: 'source' }, body: { password: 'canary' } })
  const read = await owner.call(people.readMailbox, { params: there })
  expect(read).toMatchObject({ hasSourceCredential: true, hasTargetCredential: false })
  expect(JSON.stringify(read)).not.toContain('canary')
  const { kysely } = server.context.database
  const request = await sql<{ id: string }>`
    insert into pass_requests (organisation_id, move_id, mailbox_id, kind, requested_by)
    values (${params.organisation}, ${params.move}, ${mailbox}, 'first', 'Anna') returning id`.execute(kysely)
  expect(await refused(owner.call(people.removeMailbox, { params: there }))).toBe('409 mailbox-copied')
  await sql`delete from pass_requests where id = ${request.rows[0]?.id}`.execute(kysely)
  await owner.call(people.removeMailbox, { params: there })
  const { rows } = await sql`select from credentials where subject = ${mailbox}`.execute(kysely)
  expect(rows).toHaveLength(0)
})

const CSV = `Email,Name,Password,Wave,Decision,Project,Owner
anna@old.example,Anna Berg,canary-1,Pilot,move,East,
sales@old.example,Sales,,Pilot,,East,
anna@old.example,Anna Again,,,,,
=cmd@old.example,"=HYPERLINK(""x"")",,,,,
`

test('a table is looked at without writing, then imported whole: waves made, passwords sealed, roles without owner named', async () => {
  const { owner, organisation, server } = running
  const params = await newMove()
  await owner.call(organisations.putProject, {
    params: { organisation },
    body: { name: 'East', kind: 'region', members: [] },
  })
  const input = { file: base64(CSV) }
  const preview = await owner.call(people.previewImport, { params, body: { input } })
  expect(preview.columns.map(({ field }) => field)).toEqual([
    'sourceAddress',
    'displayName',
    'sourcePassword',
    'wave',
    'decision',
    'project',
    'owner',
  ])
  expect(preview).toMatchObject({ rowCount: 4, readyCount: 3 })
  expect(preview.problems.map(({ row, code }) => [row, code])).toEqual(
    expect.arrayContaining([
      [3, 'role-without-owner'],
      [4, 'duplicate-source'],
    ]),
  )
  expect(JSON.stringify(preview)).not.toContain('canary')
  expect((await owner.call(people.listMailboxes, { params, query: {} })).items).toEqual([])
  const { sha256 } = preview
  const altered = { input: { file: base64(`${CSV}x@old.example,,,,,,\n`) }, sha256 }
  expect(await refused(owner.call(people.confirmImport, { params, body: altered }))).toBe('409 file-changed')
  expect(await owner.call(people.confirmImport, { params, body: { input, sha256 } })).toEqual({
    imported: 3,
    leftOut: 1,
    wavesMade: ['Pilot'],
    projectsUnknown: [],
    credentials: 1,
  })
  const { items } = await owner.call(people.listMailboxes, { params, query: { text: 'anna' } })
  const [anna] = items
  expect(anna).toMatchObject({ decision: 'move', decidedBy: 'Anna Owner', hasSourceCredential: true })
  expect(anna?.wave).not.toBeNull()
  expect(anna?.project).not.toBeNull()
  const slot = { organisation, purpose: 'source-sign-in' as const, subject: anna?.id ?? '' }
  const { database, vault } = server.context
  expect((await openCredential(database.kysely, vault.keys, slot)).reveal()).toBe('canary-1')
  const again = await owner.call(people.confirmImport, { params, body: { input, sha256 } })
  expect(again).toMatchObject({ imported: 0, leftOut: 4 })
})

test('the export has no formula and no password, and reads back as it was', async () => {
  const { owner, url, ownerEmail, organisation } = running
  const params = await newMove()
  const body = { input: { file: base64(CSV) } }
  const { sha256 } = await owner.call(people.previewImport, { params, body })
  await owner.call(people.confirmImport, { params, body: { ...body, sha256 } })
  const { token } = await owner.call(organisations.makeToken, {
    params: { organisation },
    body: { name: ownerEmail, scopes: ['read'] },
  })
  const response = await fetch(`${url}/api/organisations/${organisation}/moves/${params.move}/mailboxes/export`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const text = await response.text()
  expect(text).toContain('"\'=HYPERLINK(')
  expect(text).not.toContain('canary')
  const other = await newMove()
  const read = await owner.call(people.previewImport, { params: other, body: { input: { file: base64(text) } } })
  expect(read.rows.map(({ sourceAddress, displayName }) => [sourceAddress, displayName]).sort()).toEqual([
    ['=cmd@old.example', '=HYPERLINK("x")'],
    ['anna@old.example', 'Anna Berg'],
    ['sales@old.example', 'Sales'],
  ])
})

test('pasted addresses are imported, and a column that is taken for something else can be corrected', async () => {
  const { owner } = running
  const params = await newMove()
  const pasted = 'Anna Berg <anna@old.example>\nivan@old.example'
  const preview = await owner.call(people.previewImport, { params, body: { input: { pasted } } })
  expect(preview).toMatchObject({ readyCount: 2, table: { source: 'pasted' } })
  const mapping = { '0': 'notes' as const }
  const body = { input: { pasted }, mapping, sha256: preview.sha256 }
  await owner.call(people.confirmImport, { params, body })
  expect((await owner.call(people.listMailboxes, { params, query: {} })).items[0]).toMatchObject({
    notes: 'Anna Berg',
    displayName: '',
  })
})

test('10,000 people are imported from a workbook, each with a password', async () => {
  const { owner, server } = running
  const params = await newMove()
  const rows = Array.from({ length: 10_000 }, (_, at) => [
    `person${at}@old.example`,
    `person${at}@new.example`,
    `Given${at} Family${at}`,
    `secret-${at}`,
    `Wave ${at % 5}`,
  ])
  const input = {
    file: writeWorkbook([['Old address', 'New address', 'Display name', 'Password', 'Wave'], ...rows]).toString(
      'base64',
    ),
  }
  const begun = performance.now()
  const { sha256, readyCount } = await owner.call(people.previewImport, { params, body: { input } })
  const looked = performance.now()
  const done = await owner.call(people.confirmImport, { params, body: { input, sha256 } })
  const [preview, confirm] = [looked - begun, performance.now() - looked].map((ms) => `${Math.round(ms)} ms`)
  process.stderr.write(`10,000 people from XLSX: preview ${preview}, import ${confirm}\n`)
  expect(readyCount).toBe(10_000)
  expect(done).toMatchObject({ imported: 10_000, leftOut: 0, credentials: 10_000 })
  const { rows: found } = await sql<{ n: number }>`
    select count(*) as n from credentials where move_id = ${params.move}`.execute(server.context.database.kysely)
  expect(found).toEqual([{ n: 10_000 }])
}, 120_000)

test('a large body is not read for a stranger', async () => {
  const { url } = running
  const params = await newMove()
  const response = await fetch(`${url}/api/organisations/${params.organisation}/moves/${params.move}/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Not JSON: were it read, it would be refused as such.
    body: 'x'.repeat(2 * 1024 * 1024),
  })
  expect(response.status).toBe(401)
})

test('a rule gives addresses, shows who would share one, and is applied only as it was looked at', async () => {
  const { owner } = running
  const params = await newMove()
  await add(params, 'a1@old.example', { displayName: 'Anna Berg' })
  await add(params, 'a2@old.example', { firstName: 'Anna', lastName: 'Berg' })
  await add(params, 'ivan@old.example', { displayName: 'Иван Щербаков' })
  await add(params, 'kept@old.example', { targetAddress: 'kept@new.example' })
  const body = { rule: '{first}.{last}@new.example' }
  const proposed = await owner.call(people.proposeAddresses, { params, body })
  expect(proposed).toMatchObject({
    madeCount: 1,
    made: [{ sourceAddress: 'ivan@old.example', address: 'ivan.shcherbakov@new.example' }],
    collisions: [{ address: 'anna.berg@new.example', taken: false }],
  })
  expect(proposed.collisions[0]?.mailboxes.map(({ sourceAddress }) => sourceAddress)).toEqual([
    'a1@old.example',
    'a2@old.example',
  ])
  await add(params, 'olga@old.example', { displayName: 'Olga Lind' })
  const apply = (digest: string) => owner.call(people.applyAddresses, { params, body: { ...body, digest } })
  expect(await refused(apply(proposed.digest))).toBe('409 preview-outdated')
  const { digest } = await owner.call(people.proposeAddresses, { params, body })
  expect(await apply(digest)).toEqual({ changed: 2 })
  const { items } = await owner.call(people.listMailboxes, { params, query: {} })
  expect(items.map(({ targetAddress }) => targetAddress)).toEqual([
    null,
    null,
    'ivan.shcherbakov@new.example',
    'kept@new.example',
    'olga.lind@new.example',
  ])
})

test('what is open of the addresses is counted: new addresses, owners, decisions', async () => {
  const { owner } = running
  const params = await newMove()
  await add(params, 'anna@old.example', { targetAddress: 'anna@new.example', decision: 'move' })
  await add(params, 'boris@old.example', { decision: 'stay' })
  await add(params, 'chen@old.example')
  await add(params, 'info@old.example', { decision: 'move', ownerName: 'Anna' })
  await add(params, 'sales@old.example', { decision: 'move' })
  await add(params, 'billing@old.example', { decision: 'leave-behind' })
  expect(await owner.call(people.countAddresses, { params })).toEqual({
    ...{ mailboxes: 6, sourceDomains: ['old.example'], withoutTarget: 3, roles: 3, rolesWithoutOwner: 1 },
    decisions: { undecided: 1, move: 3, 'archive-only': 0, stay: 1, 'leave-behind': 1 },
  })
})
