import { type Dovecot, type Proxy, startProxy, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'

const COUNT = 300
// Slow enough that much is left to do when the first bytes have passed.
const SLOW = { bytesPerSecond: 1_000_000 }

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'stopped' })
})

const fill = (user: string): number =>
  writeMaildir(server.mailDir(user), 'INBOX', letters(COUNT, user, { size: 30_000 }))
const onItsWay = (proxy: Proxy): Promise<void> =>
  expect.poll(() => proxy.bytes['client-to-server'], { timeout: 30_000 }).toBeGreaterThan(100_000)

describe('a run that its user stops', () => {
  it('ends what is under way, says what it did, and the next one does the rest', async () => {
    fill('anna')
    await using proxy = await startProxy(server.port, SLOW)
    const args = between(server, 'anna', proxy, 'anna-new')
    const ran = await caravan(['copy', ...args, '--json'], {
      onStart: (signal) => void onItsWay(proxy).then(() => signal('SIGINT')),
    })
    expect(ran.status).toBe(5)
    expectError(ran.json.error, 'stopped', null)
    const { copied } = ran.json.messages
    expect(copied).toBeGreaterThan(0)
    expect(ran.json.pending).toBe(COUNT - copied)

    proxy.set({})
    expect((await copy(0, args)).messages).toMatchObject({ source: COUNT, copied: COUNT - copied, present: copied })
    await expectSame(server, 'anna', server, 'anna-new')
  })

  it('twice ends at once, and nothing is lost or doubled either', async () => {
    fill('berta')
    await using proxy = await startProxy(server.port, SLOW)
    const args = between(server, 'berta', proxy, 'berta-new')
    const ran = await caravan(['copy', ...args, '--json'], {
      onStart: (signal) =>
        void onItsWay(proxy).then(() => {
          signal('SIGINT')
          signal('SIGTERM')
        }),
    })
    expect(ran.status).toBe(5)
    proxy.set({})
    expect((await copy(0, args)).messages).toMatchObject({ source: COUNT })
    await expectSame(server, 'berta', server, 'berta-new')
  })
})

describe('a second command on the same mailbox', () => {
  it('is refused while the first one runs, which goes on', async () => {
    fill('clara')
    await using proxy = await startProxy(server.port, SLOW)
    const args = between(server, 'clara', proxy, 'clara-new')
    const first = copy(0, args)
    await onItsWay(proxy)
    const second = await caravan(['copy', ...args, '--json'])
    proxy.set({})
    const report = await first
    expect(second.status).toBe(5)
    expect(second.stderr).toMatch(/next: \S/)
    expect(second.json.error).toMatchObject({ code: 'mailbox-in-use' })
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
    await expectSame(server, 'clara', server, 'clara-new')
  })
})
