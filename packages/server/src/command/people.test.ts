import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { moves, organisations, people } from '@caravan/contract'
import { writeWorkbook } from '@caravan/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { run } from './run.ts'

let running: TestServer
let folder = ''
let move = ''
const environment = { ...process.env }
beforeAll(async () => {
  running = await startTestServer()
  folder = await mkdtemp('/tmp/caravan-people-')
  const { owner, organisation, url } = running
  const made = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Out', kind: 'new-addresses' },
  })
  move = made.id
  const body = {
    name: 'command',
    scopes: ['read' as const, 'people:write' as const, 'credentials:write' as const],
    days: 1,
  }
  const { token } = await owner.call(organisations.makeToken, { params: { organisation }, body })
  Object.assign(process.env, { CARAVAN_URL: url, CARAVAN_TOKEN: token })
})
afterAll(async () => {
  process.env = environment
  await running.stop()
  await rm(folder, { recursive: true, force: true })
})

async function command(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const to = (name: 'out' | 'err') =>
    ({ write: (text: string) => Boolean((written[name] += text)) }) as unknown as NodeJS.WriteStream
  const status = await run(['people', ...args], { out: to('out'), err: to('err') })
  return { status, ...written }
}
const here = () => ['--organisation', running.organisation, '--move', 'Out']
const table = async (name: string, content: string | Buffer) => {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}
const addresses = async () =>
  (
    await running.owner.call(people.listMailboxes, { params: { organisation: running.organisation, move }, query: {} })
  ).items.map(({ sourceAddress }) => sourceAddress)

test('a table is shown with its columns and its problems by row, and nothing is imported until that is confirmed', async () => {
  const file = await table(
    'people.csv',
    'Old address,New address,Password,Remark\nanna@old.example,anna@new.example,hush-hush,\nno address,x@new.example,,\ninfo@old.example,info@new.example,,role\n',
  )
  const looked = await command(file, ...here())
  expect(looked).toMatchObject({ status: 3, err: '' })
  expect(looked.out).toMatch(/1\s+Old address\s+sourceAddress/)
  expect(looked.out).toContain('row 3 error')
  expect(looked.out).toContain('3 rows: 2 ready, 1 with an error.')
  expect(looked.out).toContain('add --confirm')
  expect(looked.out).not.toContain('hush-hush')
  expect(await addresses()).toEqual([])
  const done = await command(file, ...here(), '--confirm', '--json')
  expect(done.out).not.toContain('hush-hush')
  expect(JSON.parse(done.out)).toMatchObject({ imported: { imported: 2, leftOut: 1, credentials: 1 } })
  expect(await addresses()).toEqual(['anna@old.example', 'info@old.example'])
})

test('a workbook is imported with a column that was corrected', async () => {
  const file = await table(
    'people.xlsx',
    writeWorkbook([
      ['Mail', 'Team'],
      ['vera', 'Pilot'],
    ]),
  )
  const args = [file, ...here(), '--column', '2=wave', '--source-domain', 'old.example', '--confirm']
  const { status, out } = await command(...args)
  expect(status).toBe(0)
  expect(out).toContain('1 mailbox imported; waves made: Pilot.')
  expect(await addresses()).toContain('vera@old.example')
})

test('who mail was sent to comes in place of a file', async () => {
  const { kysely } = running.server.context.database
  const row = { organisation_id: running.organisation, move_id: move, address: 'gone@old.example', messages: 3 }
  await kysely.insertInto('seen_addresses').values(row).execute()
  expect((await command('--seen', ...here())).out).toContain('1 row: 1 ready.')
  expect((await command('--seen', ...here(), '--confirm')).out).toContain('1 mailbox imported.')
  expect(await addresses()).toContain('gone@old.example')
  expect(await command('--service', 'Nowhere', ...here())).toMatchObject({ status: 2 })
  expect(await command('--seen', 'people.csv', ...here())).toMatchObject({ status: 2 })
})

test('what is wrong is said before anything is sent, and a refusal with its next step', async () => {
  const file = await table('one.csv', 'Mail\nzoe@old.example\n')
  expect(await command(file, '--organisation', running.organisation, '--move', 'Other')).toMatchObject({ status: 2 })
  expect((await command(file, ...here(), '--column', '1=nonsense')).err).toContain('sourceAddress')
  expect(await command(join(folder, 'missing.csv'), ...here())).toMatchObject({ status: 2 })
  const { CARAVAN_TOKEN: token, CARAVAN_URL: url } = process.env
  try {
    process.env['CARAVAN_TOKEN'] = `${token ?? ''}x`
    expect(await command(file, ...here())).toMatchObject({ status: 5 })
    expect(JSON.parse((await command(file, ...here(), '--json')).out)).toMatchObject({ status: 'failed' })
    process.env['CARAVAN_URL'] = 'http://caravan.example'
    expect((await command(file, ...here())).err).toContain('https')
    process.env['CARAVAN_URL'] = 'http://127.0.0.1:1'
    expect((await command(file, ...here())).err).toContain('does not answer')
  } finally {
    Object.assign(process.env, { CARAVAN_TOKEN: token, CARAVAN_URL: url })
  }
})
