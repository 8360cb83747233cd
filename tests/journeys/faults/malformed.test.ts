import { statSync } from 'node:fs'
import { type Dovecot, type MeddledConnection, type Meddling, startMeddler, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { temporaryFolder } from '../testing/temporary.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient, interruptedBy } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'malformed' })
})

async function meddled(user: string, meddling: Meddling, side: 'source' | 'target' = 'source') {
  fill(server, user)
  const meddler = await startMeddler(server.port, meddling)
  const through = side === 'source' ? { from: meddler, to: server, user } : { from: server, to: meddler, user }
  return {
    through,
    args: impatient(through),
    /** The fault is lifted. */
    heal: async () => {
      meddler.set({})
      await expectHealed(through)
    },
    [Symbol.asyncDispose]: () => meddler.stop(),
  }
}

/** Changes the answer that brings the fortieth letter. */
const fortieth =
  (change: (line: string, connection: MeddledConnection) => string): NonNullable<Meddling['fromServer']> =>
  (line, connection) =>
    /^\* 40 FETCH .*BODY\[\]/.test(line) ? change(line, connection) : undefined

const announcing = (size: string) => fortieth((line) => line.replace(/\{\d+\}$/, `{${size}}`))
/** Nothing else is said from there on. */
const instead = (pour: Buffer, first = Buffer.alloc(0)) =>
  fortieth((_line, connection) => {
    connection.say(first)
    connection.mute()
    void connection.pour(pour)
    return ''
  })

/** The fortieth letter is listed, in the words of the client where the server has none, and the others arrive. */
async function leavesOne(args: readonly string[], words: RegExp): Promise<void> {
  const report = await copyUnderFault(3, args)
  expect(report.messages).toMatchObject({ copied: COUNT - 1, refused: 1 })
  expect(report.exceptions).toMatchObject([{ folder: 'INBOX', uid: 40, code: 'not-handed-out' }])
  expect(report.exceptions[0]?.serverReply).toMatch(words)
}

describe.concurrent('an answer that cannot be', { timeout: 240_000 }, () => {
  it.each(['4294967296', '99999999999999999999'])(
    'a literal of %s octets costs one letter, which is listed, and the next run is whole',
    async (size) => {
      await using at = await meddled(`literal${size}`, { fromServer: announcing(size) })
      await leavesOne(at.args, new RegExp(size))
      await at.heal()
    },
  )

  it('a literal that is longer than what comes costs one letter, which is listed, and the next run is whole', async () => {
    await using at = await meddled('short', { fromServer: announcing('4000000000') })
    await leavesOne(at.args, /./)
    await at.heal()
  })

  it('a line without an end costs one letter, which is listed, and the next run is whole', async () => {
    await using at = await meddled('line', { fromServer: instead(Buffer.alloc(65_536, 'x')) })
    await leavesOne(at.args, /./)
    await at.heal()
  })

  it('garbage in place of an answer costs one letter, which is listed, and the next run is whole', async () => {
    const garbage = Buffer.from('\x00\xff\xfe\r\n\x80)(}{\r\n* * *\r\n'.repeat(10_000), 'latin1')
    await using at = await meddled('garbage', { fromServer: instead(garbage) })
    await leavesOne(at.args, /./)
    await at.heal()
  })

  it('answers that nobody asked for, without an end, interrupt, and the next run is whole', async () => {
    const untagged = Buffer.from('* 7 EXISTS\r\n* OK [ALERT] More\r\n'.repeat(2_000))
    const flood: Meddling['fromClient'] = (line, connection) => {
      if (!/^\S+ EXAMINE/.test(line)) return undefined
      void connection.pour(untagged)
      return false
    }
    await using at = await meddled('untagged', { fromClient: flood })
    await interruptedBy(at.args, 'limit-exceeded', null)
    await at.heal()
  })

  it('a FETCH without an end costs one letter, which is listed, and the next run is whole', async () => {
    const fetched = Buffer.from('* 3 FETCH (UID 3 FLAGS () BODY[] {5}\r\nhello)\r\n'.repeat(1_000))
    await using at = await meddled('endless', { fromServer: instead(fetched) })
    await leavesOne(at.args, /./)
    await at.heal()
  })

  it('an inventory without an end interrupts, and the next run is whole', async () => {
    const listed = Buffer.from('* 3 FETCH (UID 3 FLAGS () RFC822.SIZE 5 INTERNALDATE NIL)\r\n'.repeat(1_000))
    const flood: Meddling['fromClient'] = (line, connection) => {
      if (!/^\S+ FETCH .*RFC822\.SIZE/.test(line)) return undefined
      void connection.pour(listed)
      return false
    }
    await using at = await meddled('inventory', { fromClient: flood })
    await interruptedBy(at.args, 'limit-exceeded', null)
    await at.heal()
  })
})

describe('an answer that nobody asked for', () => {
  it('brings no message to the target: letters of other UIDs are left', async () => {
    const extra = [
      '* 9 FETCH (UID 999999 FLAGS (\\Seen) INTERNALDATE "04-Mar-2024 09:30:07 +0000" BODY[] {5}',
      'hello)',
      '',
    ]
    const addExtra = fortieth((line, connection) => {
      connection.say(extra.join('\r\n'))
      return line
    })
    await using at = await meddled('unasked', { fromServer: addExtra })
    expect((await copyUnderFault(0, at.args)).messages).toMatchObject({ source: COUNT, copied: COUNT })
    await at.heal()
  })

  it('tagged, untagged and continued, is passed over', async () => {
    const chat: Meddling['fromServer'] = (line, connection) => {
      if (/^A\d+ OK (?!.*Logged in)/.test(line))
        connection.say('A9999 OK Not yours\r\n* 3 RECENT\r\n* X-NEWS today (((\r\n+ go on\r\n')
      return undefined
    }
    for (const side of ['source', 'target'] as const) {
      await using at = await meddled(`chat-${side}`, { fromServer: chat }, side)
      expect((await copyUnderFault(0, at.args)).messages).toMatchObject({ source: COUNT, copied: COUNT })
      await at.heal()
    }
  })
})

describe.concurrent('one answer that cannot be read', { timeout: 240_000 }, () => {
  it('with a letter in it costs that letter, which is listed in its words', async () => {
    await using at = await meddled('fetched', { fromServer: fortieth((line) => line.replace('FLAGS (', 'FLAGS ((')) })
    await leavesOne(at.args, /40 FETCH/)
    await at.heal()
  })

  it('in the inventory leaves its folder unread, and the others arrive', async () => {
    const listed: Meddling['fromServer'] = (line) =>
      /^\* 40 FETCH .*RFC822\.SIZE/.test(line) ? line.replace('FLAGS (', 'FLAGS ((') : undefined
    await using at = await meddled('listed', { fromServer: listed })
    const report = await copyUnderFault(3, at.args)
    expect(report.messages).toMatchObject({ source: COUNT, copied: 5, refused: COUNT - 5 })
    expect(report.exceptions).toMatchObject([{ folder: 'INBOX', uid: null, code: 'folder-unreadable' }])
    expect(report.exceptions[0]?.serverReply).toMatch(/40 FETCH/)
    await at.heal()
  })
})

describe('a literal of 600 MB, all zeros', () => {
  it('passes in little memory to a target that takes no such message, and its bytes are kept', async () => {
    const BYTES = 600_000_000
    const narrow = await startMailServer({ name: 'narrow', maxMailSize: 3_000_000 })
    writeMaildir(server.mailDir('zeros'), 'INBOX', letters(1, 'zeros'))
    const zeros: Meddling['fromClient'] = (line, connection) => {
      const [, tag] = /^(\S+) UID FETCH 1 .*BODY\.PEEK\[\]/.exec(line) ?? []
      if (tag === undefined) return undefined
      connection.say(`* 1 FETCH (UID 1 FLAGS () BODY[] {${BYTES}}\r\n`)
      void connection.pour(Buffer.alloc(1 << 18), BYTES).then(() => connection.say(`)\r\n${tag} OK Fetched\r\n`))
      return false
    }
    await using meddler = await startMeddler(server.port, { fromClient: zeros })
    const through = { from: meddler, to: narrow, user: 'zeros' }
    const keep = temporaryFolder('zeros')
    const report = await copyUnderFault(3, [...impatient(through), '--keep-refused', keep])
    expect(report.exceptions).toMatchObject([{ uid: 1, size: BYTES, code: 'message-too-large' }])
    expect(statSync(report.exceptions[0]?.rawFile ?? '').size).toBe(BYTES)
    meddler.set({})
    await expectHealed(through)
  })
})
