import { ApiError, host, organisations } from '@caravan/contract'
import { canRunPostfix, type Postfix, startPostfix } from '@caravan/lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tellOfStuck } from '../alerts/letters.ts'
import { watchMailboxes } from '../alerts/watch.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { submit } from './send.ts'

const GUEST = 'guest@birch.example'
const OWNER = /^owner\d+@birch\.example$/

describe.skipIf(!canRunPostfix())('through a real Postfix, which runs as root alone,', () => {
  let postfix: Postfix
  let running: TestServer
  beforeAll(async () => {
    vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1, localhost')
    const owners = Array.from({ length: 9 }, (_, n) => `owner${n + 1}@birch.example`)
    postfix = await startPostfix({ mailboxes: [GUEST, ...owners], users: { caravan: 'canary-right' }, signIn: true })
    running = await startTestServer({ ca: postfix.ca })
  })
  afterAll(async () => {
    await running.stop()
    await postfix.stop()
    vi.unstubAllEnvs()
  })

  const useSender = (
    change: { host?: string; port?: number; tls?: 'starttls' | 'implicit'; user?: string | null } = {},
    password = 'canary-right',
  ) =>
    running.owner.call(host.writeHostSettings, {
      body: {
        publicUrl: null,
        sender: {
          host: 'localhost',
          port: postfix.port,
          tls: 'starttls',
          user: 'caravan',
          from: 'caravan@birch.example',
          ...change,
        },
        senderPassword: password,
      },
    })
  const trySender = () => running.owner.call(host.testSender, {})
  const problem = async () => {
    const error: unknown = await trySender().catch((thrown: unknown) => thrown)
    if (!(error instanceof ApiError)) throw new Error('the letter was taken', { cause: error })
    expect(JSON.stringify(error.problem)).not.toContain('canary')
    return error.problem
  }

  test('an invitation arrives over STARTTLS after a sign-in, with its link', async () => {
    await useSender()
    const { link, sent } = await running.owner.call(organisations.invite, {
      params: { organisation: running.organisation },
      body: { email: GUEST, role: 'viewer' },
    })
    expect(sent).toBe(true)
    const [letter = ''] = await postfix.until(GUEST, 1)
    expect(letter).toContain('Subject: Invitation to Birch')
    expect(letter.replace(/=\r?\n/g, '').replaceAll('=3D', '=')).toContain(link)
    // What Postfix itself says of the way it came.
    expect(letter).toMatch(/with ESMTPSA id/)
    expect(letter).toContain('Auto-Submitted: auto-generated')
  })

  test.each(['starttls', 'implicit'] as const)('an alert arrives (%s)', async (tls) => {
    await useSender({ tls, port: tls === 'implicit' ? postfix.tlsPort : postfix.port })
    const { kysely: db } = running.server.context.database
    await sql`delete from moves`.execute(db)
    const { rows } = await sql<{ id: string }>`
      insert into moves (organisation_id, name, kind) values (${running.organisation}, 'Home', 'same-domain')
      returning id`.execute(db)
    await sql`
      insert into move_mailboxes (organisation_id, move_id, source_address, decision, failures, last_status,
        last_pass_at, last_error)
      values (${running.organisation}, ${rows[0]?.id}, 'анна@old.example', 'move', 2, 'interrupted', now(),
        '{"code": "target-full", "message": "The target is full.", "remedy": "Make room.", "serverReply": "[OVERQUOTA] Full."}')`.execute(
      db,
    )
    await watchMailboxes(db)
    const before = (await postfix.letters(running.ownerEmail)).length
    expect(
      await tellOfStuck(running.server.context, {
        gatherSeconds: 0,
        apartSeconds: 0,
        quietSeconds: 0,
        againSeconds: 60,
      }),
    ).toBe(1)
    const letter = (await postfix.until(running.ownerEmail, before + 1)).at(-1) ?? ''
    const text = letter.includes('base64')
      ? Buffer.from(letter.split('\n\n').slice(1).join(''), 'base64').toString()
      : letter
          .replace(/=\r?\n/g, '')
          .replace(/(=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString())
    expect(text).toContain('анна@old.example')
    expect(text).toContain('The server said: [OVERQUOTA] Full.')
    expect(text).toContain('Next: Make room.')
  })

  test('the host administrator tries the sender, and the letter comes to him', async () => {
    await useSender()
    const before = (await postfix.letters(running.ownerEmail)).length
    expect(await trySender()).toEqual({ to: expect.stringMatching(OWNER) as string })
    expect((await postfix.until(running.ownerEmail, before + 1)).at(-1)).toContain('Caravan can write to you')
  })

  test('a wrong password is named, with the server’s words', async () => {
    await useSender({}, 'canary-wrong')
    expect(await problem()).toMatchObject({
      code: 'sender-sign-in-refused',
      title: expect.stringContaining('535 5.7.8 Error: authentication failed') as string,
    })
  })

  test('a recipient that is refused is named, with the server’s words', async () => {
    await useSender({ user: null })
    expect(await problem()).toMatchObject({
      code: 'recipient-refused',
      title: expect.stringContaining('Access denied') as string,
    })
  })

  test('a certificate for another name is refused', async () => {
    await useSender()
    const lookedUp = running.server.context.guard.resolve.bind(running.server.context.guard)
    const guard = {
      ...running.server.context.guard,
      resolve: async (name: string) => ({ ...(await lookedUp(name)), name: 'mail.birch.example' }),
    }
    const sent = submit(
      { ...running.server.context, guard },
      { host: '127.0.0.1', port: postfix.port, tls: 'starttls', user: null, from: 'caravan@birch.example' },
      GUEST,
      { subject: 's', text: 't' },
    )
    await expect(sent).rejects.toMatchObject({
      code: 'sender-tls-failed',
      message: expect.stringContaining('mail.birch.example') as string,
    })
  })

  test('a certificate that nobody vouches for is refused, and no password is sent', async () => {
    await useSender()
    const before = postfix.logText().split('AUTH').length
    for (const [tls, port] of [
      ['starttls', postfix.port],
      ['implicit', postfix.tlsPort],
    ] as const) {
      const sender = { host: 'localhost', port, tls, user: 'caravan', from: 'caravan@birch.example' }
      const sent = submit({ ...running.server.context, ca: undefined }, sender, GUEST, { subject: 's', text: 't' })
      await expect(sent).rejects.toMatchObject({
        code: 'sender-tls-failed',
        message: expect.stringContaining('self-signed certificate') as string,
      })
    }
    expect(postfix.logText().split('AUTH').length).toBe(before)
  })

  test('a port that nobody listens on, and TLS of the wrong kind, are named', async () => {
    await useSender({ port: 9 })
    expect(await problem()).toMatchObject({
      code: 'sender-unreachable',
      title: expect.stringContaining('ECONNREFUSED') as string,
    })
    await useSender({ tls: 'implicit' })
    expect(await problem()).toMatchObject({ code: 'sender-tls-failed' })
  })
})
