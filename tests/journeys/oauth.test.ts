import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, startTokenServer, startTrap, type TokenServer, writeMaildir } from '@caravan/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { mailboxUrl, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

let tokenServer: TokenServer
let server: Dovecot
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  tokenServer = await startTokenServer()
  server = await startMailServer({ name: 'oauth', introspectionUrl: tokenServer.introspectionUrl })
  folder = temporaryFolder('oauth')
  const ca = join(folder, 'ca.pem')
  env = { NODE_EXTRA_CA_CERTS: ca }
  writeFileSync(ca, tokenServer.ca)
})
afterAll(() => tokenServer.stop())

/** An oauth file with a consent of this user. */
function consented(user: string): string {
  const path = join(folder, `${user}.json`)
  const { clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl } = tokenServer
  const registered = { provider: 'other', clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl, scopes: ['mail'] }
  writeFileSync(path, JSON.stringify({ ...registered, refreshToken: tokenServer.consentOf(user) }), { mode: 0o600 })
  return path
}

/** Runs a command with an oauth file, of which nothing may be seen in what it prints. */
function run(file: string, ...args: string[]) {
  const { clientSecret = '', refreshToken = '' } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return caravan([...args, '--json'], { env, secrets: [clientSecret, refreshToken] })
}
const copy = (user: string, file: string, port = server.port) => {
  const to = mailboxUrl(server.port, `${user}-new`)
  return run(file, 'copy', '--from', `imap://${user}@127.0.0.1:${port}`, '--from-oauth-file', file, '--to', to)
}

it('caravan copy --from-oauth-file goes on where all lines break and the token it began with has ended', async () => {
  writeMaildir(server.mailDir('anna'), 'INBOX', letters(60, 'anna', { size: 20_000 }))
  await using trap = await startTrap(server.port)
  void trap.next({ command: 'UID FETCH', at: { answerBytes: 400_000 } }).then(() => {
    tokenServer.endAccess()
    trap.cutNow()
  })
  const ran = await copy('anna', consented('anna'), trap.port)
  expect(ran.status, ran.stdout + ran.stderr).toBe(0)
  expect(trap.catches).toBe(1)
  expect(tokenServer.asked).toEqual(['refresh_token 200', 'refresh_token 200'])
  await expectSame(server, 'anna', server, 'anna-new')
})

it('a consent that was withdrawn ends the copy with the next step, and a new one by device code lets it go on', async () => {
  writeMaildir(server.mailDir('dora'), 'INBOX', letters(3, 'dora'))
  const file = consented('dora')
  tokenServer.withdraw('dora')
  const ran = await copy('dora', file)
  expect(ran.status).toBe(5)
  expectError(ran.json.error, 'consent-ended', /invalid_grant.*withdrawn or has expired/)
  expect(ran.json.error?.remedy).toContain('caravan consent')

  tokenServer.agrees = 'dora'
  const agreed = await run(file, 'consent', file)
  expect(agreed.status, agreed.stderr).toBe(0)
  expect(agreed.stderr).toMatch(/Open https:\/\/localhost:\d+\/device in any browser.*WDJB-MJHT/)
  expect((await copy('dora', file)).status).toBe(0)
  await expectSame(server, 'dora', server, 'dora-new')
})
