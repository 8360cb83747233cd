import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, organisations } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { freePort } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../serve/server.ts'
import { PASSWORD, startTestServer, type TestServer } from '../testing/server.ts'
import { TokenCipher } from './sealed-sessions.ts'

let dataDir = ''
let running: TestServer
beforeAll(async () => {
  dataDir = await mkdtemp('/tmp/caravan-test-sign-in-')
  running = await startTestServer({ dataDir })
})
afterAll(async () => {
  await running.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const post = (path: string, cookie: string, body: unknown, url = running.url) =>
  fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.77' },
    body: JSON.stringify(body),
  })
const cookieIn = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')

/** RFC 6238 with SHA-1, six digits, 30 seconds; the secret's octets as better-auth has them. */
function totp(uri: string): string {
  const base32 = new URL(uri).searchParams.get('secret') ?? ''
  const bits = Array.from(base32, (sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  )
  const octets = bits.join('').match(/.{8}/g) ?? []
  const key = Buffer.from(octets.map((one) => Number.parseInt(one, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const code = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff
  return String(code % 1_000_000).padStart(6, '0')
}

test('a second factor is asked for, and what it and the session rest on stands in no table as it is', async () => {
  const { owner, organisation } = running
  const { cookie, email } = await running.join(organisation, 'viewer')
  const enabled = (await (await post('two-factor/enable', cookie, { password: PASSWORD })).json()) as {
    totpURI: string
    backupCodes: string[]
  }
  const verified = await post('two-factor/verify-totp', cookie, { code: totp(enabled.totpURI) })
  expect(verified.status).toBe(200)
  const first = await post('sign-in/email', '', { email, password: PASSWORD })
  expect(await first.json()).toMatchObject({ twoFactorRedirect: true })
  const challenge = cookieIn(first)
  expect((await post('two-factor/verify-totp', challenge, { code: '000000' })).status).toBe(401)
  const second = await post('two-factor/verify-totp', challenge, { code: totp(enabled.totpURI) })
  expect(second.status).toBe(200)
  const session = cookieIn(second)
  expect(await new Client(running.url, { cookie: session }).call(organisations.me, {})).toMatchObject({
    email,
    secondFactor: true,
  })

  const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? ''
  const token = decodeURIComponent(/session_token=([^;]+)/.exec(session)?.[1] ?? '').split('.')[0] ?? ''
  expect(token).toHaveLength(32)
  const { rows } = await sql<{ text: string }>`
    select concat((select json_agg(s) from sessions s), (select json_agg(t) from two_factors t),
      (select json_agg(h) from host_settings h), (select json_agg(v) from verifications v)) as text`.execute(
    running.server.context.database.kysely,
  )
  const text = rows[0]?.text ?? ''
  expect(text).not.toBe('')
  for (const one of [token, secret, ...enabled.backupCodes]) expect(text).not.toContain(one)
  expect((await owner.call(organisations.listMembers, { params: { organisation } })).items.length).toBe(2)
})

test('a session goes on after a renewal, and a token is looked for by what it is encrypted to', async () => {
  const { kysely } = running.server.context.database
  const { client } = await running.join(running.organisation, 'viewer')
  // Older than a day: it is renewed when it is used.
  await sql`update sessions set "expiresAt" = now() + interval '5 days', "updatedAt" = now() - interval '2 days'`.execute(
    kysely,
  )
  const me = await client.call(organisations.me, {})
  const { rows } = await sql`
    select from sessions where "userId" = ${me.id} and "expiresAt" > now() + interval '6 days'`.execute(kysely)
  expect(rows).toHaveLength(1)
  expect(await client.call(organisations.me, {})).toEqual(me)
  const cipher = new TokenCipher(new Secret('a'))
  expect(cipher.seal('token')).toBe(cipher.seal('token'))
  expect(cipher.open(cipher.seal('token'))).toBe('token')
  expect(new TokenCipher(new Secret('b')).seal('token')).not.toBe(cipher.seal('token'))
  expect(() => new TokenCipher(new Secret('b')).open(cipher.seal('token'))).toThrow()
})

test('where the master key is lost, passwords still sign in, and nothing of the sessions and second factors is left', async () => {
  const { ownerEmail } = running
  await running.server.stop()
  const key = join(dataDir, 'master.key')
  const kept = await readFile(key, 'utf8')
  await rm(key)
  const start = async (replaceLostKey: boolean) =>
    startServer({ host: '127.0.0.1', port: await freePort(), dataDir, log: pino({ level: 'silent' }), replaceLostKey })
  await expect(start(false)).rejects.toMatchObject({ code: 'master-key-missing' })
  const server = await start(true)
  try {
    const { kysely } = server.context.database
    expect(await kysely.selectFrom('sessions').selectAll().execute()).toEqual([])
    expect(await kysely.selectFrom('two_factors').selectAll().execute()).toEqual([])
    expect(server.notices.join('\n')).not.toContain('cannot be opened')
    const response = await post('sign-in/email', '', { email: ownerEmail, password: PASSWORD }, server.url)
    expect(response.status).toBe(200)
    const { rows } = await sql<{ action: string }>`select action from audit_log where organisation_id is null`.execute(
      kysely,
    )
    expect(rows.map(({ action }) => action)).toContain('second-factors.removed')
  } finally {
    await server.stop()
    await writeFile(key, kept, { mode: 0o600 })
  }
})
