import { employees, moves, people, welcome } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { putCredentials } from '@caravan/core/store'
import { startTrap } from '@caravan/lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { makeScene, type WelcomeScene } from './testing/scene.ts'

let running: TestServer
const db = () => running.server.context.database.kysely
beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  running = await startTestServer()
})
afterAll(async () => {
  await running.stop()
  vi.unstubAllEnvs()
})

/** The new home is reached through another port from now on. */
const reachBy = (scene: WelcomeScene, port: number) =>
  sql`update services set port = ${port} where move_id = ${scene.wave.move} and side = 'target'`.execute(db())
const plain = (raw: string) => raw.replace(/=\r?\n/g, '')
const events = async (scene: WelcomeScene, kind: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from events where data->>'move' = ${scene.wave.move} and kind = ${kind}`.execute(db())
  return rows[0]?.count ?? 0
}

test('nothing is laid before the lead has switched it on and the switch was made; then once, unread, in the employee’s language', async () => {
  await using scene = await makeScene(running, ['anna', 'boris'])
  const turn = () => scene.turn()
  const letters = (user: string) => scene.letters(user)
  await sql`update move_mailboxes set display_name = 'Борис Дуб' where source_address = 'boris'`.execute(db())
  await scene.makeSwitch()
  expect(await turn()).toBe(0)
  await scene.set({ active: false })
  expect(await turn()).toBe(0)
  expect((await scene.board('anna')).welcome).toBeNull()
  const words = { en: 'Coffee is on us today.\n\nThe board', ru: '', fa: '', zh: '' }
  expect(await scene.set({ words })).toMatchObject({ active: true, words })
  expect(await turn()).toBe(2)
  const [english, ...more] = await letters('anna')
  expect(more).toEqual([])
  expect(english?.flags).not.toContain('\\Seen')
  expect(english?.raw).toMatch(/^From: Birch <help@birch\.example>\r\nTo: <?anna-new>?\r\n/m)
  expect(english?.raw).toContain('Auto-Submitted: auto-generated')
  expect(plain(english?.raw ?? '')).toContain('Coffee is on us today.')
  expect(english?.raw).not.toMatch(/https?:|<img/)
  const [russian] = await letters('boris')
  expect(russian?.raw).toContain('Content-Language: ru')
  expect(await scene.board('anna')).toMatchObject({ welcome: { state: 'unopened', openedAt: null, error: null } })
  expect(await turn()).toBe(0)
  // At a later look it is still there, and nothing more is laid.
  await scene.later()
  expect(await turn()).toBe(2)
  expect([await letters('anna'), await letters('boris')].map(({ length }) => length)).toEqual([1, 1])
  const { rows } = await sql<{ action: string }>`
    select distinct action from audit_log where organisation_id = ${running.organisation}
      and action in ('welcome.set', 'employee.welcome-laid') order by 1`.execute(db())
  expect(rows.map(({ action }) => action)).toEqual(['employee.welcome-laid', 'welcome.set'])
})

test.each([
  ['that keeps mod-sequences', []],
  ['without CONDSTORE', ['CONDSTORE', 'QRESYNC']],
])(
  'the read flag is seen at a server %s, at first sight, and a letter that is gone counts as no reading',
  async (_, hidden) => {
    await using scene = await makeScene(running, ['anna', 'boris', 'chen'], hidden)
    await scene.set()
    await scene.makeSwitch()
    await scene.turn()
    const look = async () => {
      await scene.later()
      return scene.turn()
    }
    expect(await look()).toBe(3)
    const act = (user: string, what: 'read' | 'file') =>
      scene.asOwner(user, async (client) => {
        const [letter] = await scene.letters(user)
        await client.mailboxOpen('INBOX')
        const uid = String(letter?.uid)
        if (what === 'read') await client.messageFlagsAdd(uid, ['\\Seen'], { uid: true })
        else {
          await client.mailboxCreate('Kept')
          await client.messageMove(uid, 'Kept', { uid: true })
        }
      })
    await act('anna', 'read')
    await act('boris', 'file')
    expect(await look()).toBe(3)
    const [anna, boris, chen] = await Promise.all(['anna', 'boris', 'chen'].map((user) => scene.board(user)))
    expect(anna?.welcome).toMatchObject({ state: 'opened', openedAt: expect.any(String) as string, goneAt: null })
    expect(boris?.welcome).toMatchObject({ state: 'gone', openedAt: null, goneAt: expect.any(String) as string })
    expect(chen?.welcome).toMatchObject({ state: 'unopened' })
    // What has been seen is not looked at again, and nothing is laid anew.
    expect(await look()).toBe(1)
    expect(await scene.letters('boris')).toEqual([])
    expect([await events(scene, 'employee.welcome-opened'), await events(scene, 'employee.welcome-gone')]).toEqual([
      1, 1,
    ])
    const { owner } = running
    const query = { welcome: 'unopened' as const }
    const { items } = await owner.call(employees.listEmployees, { params: scene.params, query })
    expect(items.map(({ sourceAddress }) => sourceAddress)).toEqual(['chen'])
    expect((await owner.call(employees.countEmployees, { params: scene.params })).welcome).toEqual({
      states: { due: 0, unopened: 1, opened: 1, gone: 1 },
      failed: 0,
    })
    const { items: stages } = await owner.call(moves.readStages, { params: scene.params })
    const check = stages.flatMap(({ checks }) => checks).find(({ name }) => name === 'new-mailboxes-opened')
    expect(check).toMatchObject({ status: 'red', evidence: { amiss: 1, of: 3, examples: ['chen'] } })
  },
)

describe('the letter is laid once', () => {
  test.each(['taken', 'taken, and filed by its owner', 'not taken'] as const)(
    'although the answer was lost: it was %s',
    async (what) => {
      await using scene = await makeScene(running, ['anna'])
      await using trap = await startTrap(scene.wave.home.port)
      await reachBy(scene, trap.port)
      await scene.set()
      await scene.makeSwitch()
      const held = trap.next({ command: 'APPEND', at: what === 'not taken' ? 'before' : 'answer' })
      const turn = scene.turn()
      const caught = await held
      caught.cut()
      await turn
      expect(await scene.board('anna')).toMatchObject({
        welcome: { state: 'due', laidAt: null, error: { code: 'connection-lost' } },
      })
      const there = (await scene.letters('anna')).length
      expect(there).toBe(what === 'not taken' ? 0 : 1)
      if (what.includes('filed'))
        await scene.asOwner('anna', async (client) => {
          await client.mailboxCreate('Kept')
          await client.mailboxOpen('INBOX')
          await client.messageMove(String((await scene.letters('anna'))[0]?.uid), 'Kept', { uid: true })
        })
      await scene.later()
      expect(await scene.turn()).toBe(1)
      const filed = what.includes('filed')
      expect((await scene.letters('anna')).length).toBe(filed ? 0 : 1)
      if (filed) expect((await scene.letters('anna', 'Kept')).length).toBe(1)
      expect((await scene.board('anna')).welcome).toMatchObject({ state: filed ? 'gone' : 'unopened', error: null })
      expect(trap.commands.filter(({ name }) => name === 'APPEND').length).toBe(what === 'not taken' ? 2 : 1)
    },
  )

  test('also where a process was killed between the append and its answer, and a server names no UIDs', async () => {
    await using scene = await makeScene(running, ['anna'])
    await scene.set()
    await scene.makeSwitch()
    await scene.turn()
    // What such a process leaves behind: the intent, and nothing of the answer.
    await sql`
      update welcome_letters set laid_at = null, uid = null, looked_at = null where move_id = ${scene.wave.move}`.execute(
      db(),
    )
    await scene.later()
    expect(await scene.turn()).toBe(1)
    expect((await scene.letters('anna')).length).toBe(1)
    // Without a UID the letter is found by its Message-ID.
    await sql`update welcome_letters set uid = null where move_id = ${scene.wave.move}`.execute(db())
    await scene.asOwner('anna', async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1:*', ['\\Seen'])
    })
    await scene.later()
    await scene.turn()
    expect((await scene.board('anna')).welcome?.state).toBe('opened')
  })
})

test('passes count it for nobody’s mail: a delta leaves it, and a reverse pass does not carry it to the old mailbox', async () => {
  await using scene = await makeScene(running, ['anna'])
  await scene.set({ when: 'copied' })
  expect(await scene.turn()).toBe(0)
  await scene.pass('first')
  // A worker lays it by itself.
  await scene.startAnew()
  await vi.waitFor(async () => expect((await scene.board('anna')).welcome?.state).toBe('unopened'), 40_000)
  expect(plain((await scene.letters('anna'))[0]?.raw ?? '')).toContain('Until the day of the switch')
  await scene.asOwner('anna', async (client) => {
    const raw = 'Message-ID: <fresh@birch.example>\r\nSubject: fresh\r\n\r\nThanks for <welcome.\r\n'
    await client.append('INBOX', raw, [])
  })
  for (const kind of ['delta', 'reverse', 'reverse', 'delta'] as const) await scene.pass(kind)
  const { rows } = await sql<{ kind: string; messages: Record<string, number> }>`
    select kind, report->'messages' as messages from pass_requests where move_id = ${scene.wave.move}
    order by requested_at`.execute(db())
  expect(rows.map(({ kind, messages }) => [kind, messages['copied'], messages['excluded']])).toEqual([
    ['first', 3, 0],
    ['delta', 0, 0],
    ['reverse', 1, 1],
    ['reverse', 0, 1],
    ['delta', 0, 0],
  ])
  expect((await scene.letters('anna')).filter(({ raw }) => raw.includes('Message-ID: <welcome.')).length).toBe(1)
}, 120_000)

test('a password that is refused is explained, never tried again by itself, and taken up with the next one', async () => {
  await using scene = await makeScene(running, ['anna'])
  await scene.set()
  await scene.makeSwitch()
  const mailbox = scene.wave.mailboxes.get('anna') ?? ''
  const give = (secret: string) =>
    putCredentials(db(), running.server.context.vault.keys, [
      {
        organisation: running.organisation,
        move: scene.wave.move,
        subject: mailbox,
        purpose: 'target-sign-in',
        secret: new Secret(secret),
      },
    ])
  await give('canary-wrong')
  expect(await scene.turn()).toBe(1)
  const { welcome: shown } = await scene.board('anna')
  expect(shown).toMatchObject({
    state: 'due',
    error: { code: 'sign-in-refused', serverReply: expect.stringContaining('uthentication failed') as string },
  })
  expect(JSON.stringify(shown)).not.toContain('canary')
  await scene.later()
  expect(await scene.turn()).toBe(0)
  expect(await events(scene, 'employee.welcome-failed')).toBe(1)
  await give('pw')
  expect(await scene.turn()).toBe(1)
  expect((await scene.board('anna')).welcome).toMatchObject({ state: 'unopened', error: null })
})

test('another new mailbox gets a letter of its own', async () => {
  await using scene = await makeScene(running, ['anna'])
  await scene.set()
  await scene.makeSwitch()
  await scene.turn()
  await sql`update move_mailboxes set target_address = 'anne-new' where move_id = ${scene.wave.move}`.execute(db())
  await scene.later()
  expect(await scene.turn()).toBe(1)
  const [first, second] = [await scene.letters('anna'), await scene.letters('anne')]
  expect([first.length, second.length]).toEqual([1, 1])
  const idOf = (raw = '') => /^Message-ID: (.*)$/im.exec(raw)?.[1]
  expect(idOf(first[0]?.raw)).not.toBe(idOf(second[0]?.raw))
  expect((await scene.board('anna')).welcome?.state).toBe('unopened')
})

test('the lead looks at the letter before, in four languages; a viewer and words without a bound are refused', async () => {
  await using scene = await makeScene(running, ['anna'])
  const { owner } = running
  const { params } = scene
  expect(await owner.call(welcome.readWelcome, { params })).toMatchObject({ active: false, when: 'switched' })
  const words = { en: 'Yours,\nLena', ru: '', fa: '', zh: '' }
  const preview = (language: 'en' | 'ru' | 'fa' | 'zh', more: object = {}) =>
    owner.call(welcome.previewWelcome, { params, body: { language, contact: null, words, ...more } })
  expect(await preview('en')).toMatchObject({
    from: 'anna-new',
    text: expect.stringContaining('Yours,\nLena') as string,
  })
  expect((await preview('ru')).subject).toContain('добро пожаловать')
  expect((await preview('fa')).text).toContain('anna-new')
  expect((await preview('zh', { contact: 'help@birch.example' })).text).toContain('help@birch.example')
  await expect(preview('en', { words: { ...words, en: 'x'.repeat(1_001) } })).rejects.toMatchObject({
    problem: { status: 400 },
  })
  await expect(preview('en', { words: { ...words, en: 'a\u001b[2J' } })).rejects.toMatchObject({
    problem: { status: 400 },
  })
  const { client } = await running.join(running.organisation, 'viewer')
  await expect(
    client.call(welcome.writeWelcome, { params, body: { active: true, when: 'copied', contact: null, words } }),
  ).rejects.toMatchObject({ problem: { status: 403 } })
  expect(
    (await client.call(people.readMailbox, { params: { ...params, mailbox: scene.wave.mailboxes.get('anna') ?? '' } }))
      .id,
  ).toBeDefined()
})
