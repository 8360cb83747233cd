import { hostname } from 'node:os'
import { type Dovecot, startTrap, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { ledger } from '../testing/ledger-lock.ts'
import { letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { expectError } from '../testing/report.ts'
import { meanwhile, start } from '../testing/started.ts'
import { argsOf, expectWhole } from '../testing/whole.ts'

const COUNT = 140

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'two' })
  await ledger()
})

describe('two commands on one mailbox', () => {
  it('one after the other: the second names the process of the first and sends nothing, and the first goes on', async () => {
    writeMaildir(server.mailDir('anna'), 'INBOX', letters(COUNT, 'anna', { size: 1_500 }))
    await using trap = await startTrap(server.port)
    const journey = { from: server, to: trap, user: 'anna' }
    const held = trap.next({ command: 'APPEND', at: 'before' })
    const first = start([...argsOf(journey), '--connections', '1'])
    const caught = await meanwhile(first, held)
    const second = await start(argsOf(journey)).ended
    expect(second.status).toBe(5)
    expectError(second.json.error, 'mailbox-in-use', null)
    expect(second.json.error?.message).toContain(`process ${first.pid} on ${hostname()}`)
    expect(trap.connections).toBe(1)
    caught.release()
    expect((await first.ended).json).toMatchObject({ status: 'green', messages: { source: COUNT, copied: COUNT } })
    await expectWhole(journey, server)
  })

  it('three at the same moment: one copies, the others are refused or find all done, and nothing is doubled', async () => {
    writeMaildir(server.mailDir('berta'), 'INBOX', letters(COUNT, 'berta', { size: 1_500 }))
    const journey = { from: server, to: server, user: 'berta' }
    const ended = await Promise.all([1, 2, 3].map(() => start(argsOf(journey)).ended))
    const reports = ended.map(({ json }) => json)
    expect(reports.reduce((sum, { messages }) => sum + messages.copied, 0)).toBe(COUNT)
    for (const { error } of reports) if (error !== null) expectError(error, 'mailbox-in-use', null)
    await expectWhole(journey)
  })
})
