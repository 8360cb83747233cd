import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, startForwardProxy, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { mailboxUrl, PASSWORD, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

const WRONG = 'Not@The/Right:One'
let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'sign-in' })
})

const withoutPassword = (user: string, query = ''): string => `imap://${user}@127.0.0.1:${server.port}${query}`

describe('a wrong password', () => {
  it.each(['from', 'to'] as const)('at --%s interrupts with the words of the server', async (side) => {
    const url = (user: string, of: 'from' | 'to') =>
      mailboxUrl(server.port, user, of === side ? { password: WRONG } : {})
    const args = ['copy', '--from', url(`${side}-a`, 'from'), '--to', url(`${side}-b`, 'to')]
    const ran = await caravan([...args, '--json'], { secrets: [WRONG] })
    expect(ran.status).toBe(5)
    expect(ran.json.status).toBe('interrupted')
    expectError(ran.json.error, 'sign-in-refused', /Authentication failed/)
    expect(ran.json.messages.source).toBe(0)

    const forPeople = await caravan(args, { secrets: [WRONG] })
    expect(forPeople.status).toBe(5)
    expect(forPeople.stdout).toMatch(/refused the sign-in[^]*the server said: .*Authentication failed[^]*next: \S/)
  })

  it.each(['verify', 'inventory', 'folders'])('is named by caravan %s too', async (command) => {
    const from = ['--from', mailboxUrl(server.port, 'anna', { password: WRONG })]
    const to = command === 'inventory' ? [] : ['--to', mailboxUrl(server.port, 'berta')]
    const ran = await caravan([command, ...from, ...to, '--json'], { secrets: [WRONG] })
    expect(ran.status).toBe(5)
    const { error } = JSON.parse(ran.stdout) as { error: Parameters<typeof expectError>[0] }
    expectError(error, 'sign-in-refused', /Authentication failed/)
    expect(ran.stderr).toMatch(/the server said: .*Authentication failed[^]*next: \S/)
  })
})

describe('a password', () => {
  it('is taken from a file and from the environment', async () => {
    writeMaildir(server.mailDir('files'), 'INBOX', letters(3, 'files'))
    const file = join(temporaryFolder('password'), 'password')
    writeFileSync(file, `${PASSWORD}\n`)
    const args = ['copy', '--from', withoutPassword('files'), '--to', withoutPassword('files-new'), '--json']
    const ran = await caravan([...args, '--from-password-file', file], { env: { CARAVAN_TO_PASSWORD: PASSWORD } })
    expect(ran.status).toBe(0)
    await expectSame(server, 'files', server, 'files-new')
  })

  it.each([
    ['named apart', 'apart', '?authuser=admin'],
    ['in one name with a separator', 'joined', '?authuser=admin&authseparator=*'],
  ])('of a master user, %s, opens the mailbox of another', async (_, owner, query) => {
    writeMaildir(server.mailDir(owner), 'INBOX', letters(3, owner))
    const args = ['--from', withoutPassword(owner, query), '--to', mailboxUrl(server.port, `${owner}-new`)]
    const ran = await caravan(['copy', ...args, '--json'], {
      env: { CARAVAN_FROM_PASSWORD: 'master' },
      secrets: [],
    })
    expect(ran.status).toBe(0)
    await expectSame(server, owner, server, `${owner}-new`)
  })
})

it('a mailbox is copied out of a network that has two kinds of proxies, one on each side', async () => {
  writeMaildir(server.mailDir('inside'), 'INBOX', letters(3, 'inside'))
  await using socks = await startForwardProxy({ kind: 'socks5', user: 'firewall', password: 'geheim-1' })
  await using http = await startForwardProxy({ kind: 'http', user: 'firewall', password: 'geheim-2' })
  const plain = (user: string) => mailboxUrl(server.port, user, { query: '?tls=none' })
  const from = ['--from', plain('inside'), '--from-proxy', `socks5://firewall@127.0.0.1:${socks.port}`]
  const to = ['--to', plain('inside-new'), '--to-proxy', `http://firewall:geheim-2@127.0.0.1:${http.port}`]
  const ran = await caravan(['copy', ...from, ...to, '--json'], {
    env: { CARAVAN_FROM_PROXY_PASSWORD: 'geheim-1' },
    secrets: ['geheim-1', 'geheim-2'],
  })
  expect(ran.status).toBe(0)
  await expectSame(server, 'inside', server, 'inside-new')
  for (const { asked } of [socks, http]) expect(new Set(asked)).toEqual(new Set([`127.0.0.1:${server.port}`]))
})
