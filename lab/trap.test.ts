import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot, startScripted, startTrap, type Trap } from './index.ts'

const MESSAGE = 'Subject: one\r\n\r\nIts text is\r\nA9 NOOP {3}\r\n'
const SIZE = MESSAGE.length

let dovecot: Dovecot
let trap: Trap
let user = ''
let users = 0
beforeAll(async () => {
  dovecot = await startDovecot({ name: 'trap' })
})
afterAll(() => dovecot.stop())
beforeEach(async () => {
  trap = await startTrap(dovecot.port)
  user = `user${++users}`
  return () => trap.stop()
})

/** A client that says what it is told and waits for what it is told. */
class Talk {
  readonly socket: Socket
  heard = ''
  constructor(port: number) {
    this.socket = createConnection({ host: '127.0.0.1', port, noDelay: true })
    this.socket.on('data', (bytes: Buffer) => {
      this.heard += bytes.toString('latin1')
    })
    this.socket.on('error', () => undefined)
  }

  say(text: string): void {
    this.socket.write(text, 'latin1')
  }

  async hear(words: string | RegExp): Promise<void> {
    await expect.poll(() => this.heard).toMatch(words)
  }

  async ended(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, 'close')
  }
}

async function signedIn(port: number = trap.port): Promise<Talk> {
  const talk = new Talk(port)
  talk.say(`A1 LOGIN ${user} pw\r\n`)
  await talk.hear(/^A1 OK/m)
  return talk
}

const append = (tag: string): string => `${tag} APPEND INBOX {${SIZE}+}\r\n${MESSAGE}\r\n`

/** How many messages are in the INBOX, asked past the trap. */
async function stored(): Promise<number> {
  const talk = await signedIn(dovecot.port)
  talk.say('A2 STATUS INBOX (MESSAGES)\r\n')
  await talk.hear(/MESSAGES \d+\)\r\n/)
  talk.socket.destroy()
  return Number(/MESSAGES (\d+)/.exec(talk.heard)?.[1])
}

describe('a trap', () => {
  it('passes everything on and tells the commands from the literals, which may look like commands', async () => {
    const talk = await signedIn()
    talk.say(`A2 APPEND INBOX {${SIZE}}\r\n`)
    await talk.hear(/^\+ /m)
    talk.say(`${MESSAGE}\r\n${append('A3')}A4 SELECT INBOX\r\nA5 UID FETCH 1 (BODY[])\r\nA6 LOGOUT\r\n`)
    await talk.ended()
    expect(talk.heard).toContain(`BODY[] {${SIZE}}\r\n${MESSAGE}`)
    expect(trap.commands.map(({ name, literals }) => [name, ...literals])).toEqual([
      ['LOGIN'],
      ['APPEND', SIZE],
      ['APPEND', SIZE],
      ['SELECT'],
      ['UID FETCH'],
      ['LOGOUT'],
    ])
    for (const { answer } of trap.commands) expect(answer).toMatch(/^OK/)
    expect(await stored()).toBe(2)
    await expect.poll(() => trap.open).toBe(0)
  })

  it('knows that AUTHENTICATE and IDLE go on with lines that are no commands', async () => {
    const talk = new Talk(trap.port)
    talk.say('A1 AUTHENTICATE PLAIN\r\n')
    await talk.hear(/^\+/m)
    talk.say(`${Buffer.from(`\0${user}\0pw`).toString('base64')}\r\n`)
    await talk.hear(/^A1 OK/m)
    talk.say('A2 SELECT INBOX\r\nA3 IDLE\r\n')
    await talk.hear(/^\+ idling/m)
    talk.say('DONE\r\nA4 NOOP\r\n')
    await talk.hear(/^A4 OK/m)
    expect(trap.commands.map(({ name }) => name)).toEqual(['AUTHENTICATE', 'SELECT', 'IDLE', 'NOOP'])
  })

  it('holds a command before the server sees it', async () => {
    const held = trap.next({ command: 'APPEND', at: 'before', nth: 2 })
    const talk = await signedIn()
    talk.say(append('A2') + append('A3'))
    const caught = await held
    expect(caught.command).toMatchObject({ tag: 'A3', connection: 1, answer: undefined })
    await talk.hear(/^A2 OK/m)
    expect(await stored()).toBe(1)
    caught.release()
    await talk.hear(/^A3 OK/m)
    expect(await caught.answered).toMatch(/^OK \[APPENDUID/)
    expect(await stored()).toBe(2)
  })

  it('gives up a command whose client goes before it has sent all of it, and the server stores nothing', async () => {
    const held = trap.next({ command: 'APPEND', at: 'before' })
    const talk = await signedIn()
    talk.say(append('A2').slice(0, -10))
    const caught = await held
    talk.socket.end()
    caught.release()
    expect(await caught.answered).toBeUndefined()
    expect(await stored()).toBe(0)
  })

  it.each([
    ['that asks before its literal', ''],
    ['that does not ask', '+'],
  ])('delivers the whole command of a client %s long after the client is gone', async (_, plus) => {
    const held = trap.next({ command: 'APPEND', at: 'whole' })
    const talk = await signedIn()
    talk.say(`A2 APPEND INBOX {${SIZE}${plus}}\r\n`)
    if (plus === '') await talk.hear(/^\+ /m)
    talk.say(`${MESSAGE}\r\n`)
    const caught = await held
    caught.cutClient()
    await talk.ended()
    expect(talk.heard).not.toMatch(/^A2/m)
    expect(await stored()).toBe(0)
    caught.release()
    expect(await caught.answered).toMatch(/^OK/)
    expect(await stored()).toBe(1)
  })

  it('gives a client that asks exactly one `+`, also when it is not cut', async () => {
    const held = trap.next({ command: 'APPEND', at: 'whole' })
    const talk = await signedIn()
    talk.say(`A2 APPEND INBOX {${SIZE}}\r\n`)
    await talk.hear(/^\+ /m)
    talk.say(`${MESSAGE}\r\n`)
    ;(await held).release()
    await talk.hear(/^A2 OK/m)
    expect(talk.heard.match(/^\+/gm)).toHaveLength(1)
  })

  it('loses the answer to what the server did', async () => {
    const held = trap.next({ command: 'APPEND', at: 'answer' })
    const talk = await signedIn()
    talk.say(append('A2'))
    const caught = await held
    expect(caught.command.answer).toMatch(/^OK \[APPENDUID/)
    expect(await stored()).toBe(1)
    caught.cut()
    await talk.ended()
    expect(talk.heard).not.toMatch(/^A2/m)
    const again = await signedIn()
    again.say(append('A2'))
    await again.hear(/^A2 OK/m)
    expect(await stored()).toBe(2)
  })

  it.each([0, 17, SIZE])('cuts behind %i bytes of a literal, and the server stores nothing', async (literalBytes) => {
    const held = trap.next({ command: 'APPEND', at: { literalBytes } })
    const talk = await signedIn()
    talk.say(append('A2'))
    const caught = await held
    caught.cut()
    await talk.ended()
    expect(await caught.answered).toBeUndefined()
    expect(await stored()).toBe(0)
  })

  it('lets exactly so many bytes of an answer through', async () => {
    const talk = await signedIn()
    talk.say(`${append('A2')}A3 EXAMINE INBOX\r\n`)
    await talk.hear(/^A3 OK/m)
    const held = trap.next({ command: 'UID FETCH', at: { answerBytes: 60 } })
    const before = talk.heard.length
    talk.say('A4 UID FETCH 1 (BODY[])\r\n')
    const caught = await held
    caught.cut()
    await talk.ended()
    expect(talk.heard.slice(before)).toHaveLength(60)
    expect(talk.heard.slice(before)).toMatch(/^\* 1 FETCH \(UID 1 .*BODY\[\] \{\d+\}\r\nSubj/)
  })

  it('calls back for each such command, so often as asked, and holds it until the callback is done', async () => {
    const seen: string[] = []
    const end = trap.each({ command: /^STATUS "?Inbox/i, at: 'answer', nth: 2, times: 2 }, async ({ command }) => {
      await Promise.resolve()
      seen.push(command.tag)
    })
    const talk = await signedIn()
    const status = (tag: string): string => `${tag} STATUS INBOX (MESSAGES)\r\n`
    talk.say(status('A2') + status('A3') + 'A4 NOOP\r\n' + status('A5') + status('A6'))
    await talk.hear(/^A6 OK/m)
    expect(seen).toEqual(['A3', 'A5'])
    expect(trap.catches).toBe(2)
    end()
  })

  it('passes on a refusal in place of `+`, and reads the next command as one', async () => {
    await using full = await startScripted({ capabilities: ['IMAP4rev1'], onLiteral: () => 'NO [OVERQUOTA] Full' })
    await using before = await startTrap(full.port)
    const talk = await signedIn(before.port)
    talk.say(`A2 APPEND INBOX {${SIZE}}\r\n`)
    await talk.hear(/^A2 NO/m)
    talk.say('A3 NOOP\r\n')
    await talk.hear(/^A3 OK/m)
    expect(before.commands.map(({ name }) => name)).toEqual(['LOGIN', 'APPEND', 'NOOP'])
  })

  it('holds one connection while others go on', async () => {
    const held = trap.next({ command: 'NOOP', at: 'before', connection: 1 })
    const [one, two] = [await signedIn(), await signedIn()]
    one.say('A2 NOOP\r\n')
    const caught = await held
    two.say('A2 NOOP\r\n')
    await two.hear(/^A2 OK/m)
    expect(one.heard).not.toMatch(/^A2/m)
    caught.release()
    await one.hear(/^A2 OK/m)
  })

  it('says so when it stops before anything was caught', async () => {
    const held = trap.next({ command: 'APPEND', at: 'before' })
    await trap.stop()
    await expect(held).rejects.toThrow(/stopped/)
  })
})
