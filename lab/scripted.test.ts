import { createConnection } from 'node:net'
import { ImapFlow } from 'imapflow'
import { describe, expect, it } from 'vitest'
import { type ScriptedServer, startScripted } from './index.ts'

function client(server: ScriptedServer): ImapFlow {
  const auth = { user: 'anna', pass: 'pw' }
  return new ImapFlow({ host: server.host, port: server.port, secure: false, auth, logger: false })
}

/** Sends raw text in one piece and gives back all the server said until it or we ended. */
async function talk(port: number, text: string, until: RegExp): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port })
  let heard = ''
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (until.test(heard)) resolve()
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
    socket.write(text, 'latin1')
  })
  socket.destroy()
  return heard
}

describe('a scripted server', () => {
  it('is an empty account to a client', async () => {
    await using server = await startScripted({ folders: ['INBOX', 'Sent'] })
    const flow = client(server)
    await flow.connect()
    expect((await flow.list()).map((folder) => folder.path).sort()).toEqual(['INBOX', 'Sent'])
    await flow.mailboxCreate('New')
    const letter = 'Subject: a\r\n\r\nb\r\n'
    expect(await flow.append('New', letter, ['\\Seen'])).toMatchObject({ uid: 1 })
    await flow.logout()
    expect(server.appended).toMatchObject([{ folder: 'New', flags: ['\\Seen'], raw: Buffer.from(letter) }])
    expect(server.connections).toBe(1)
  })

  it('takes literals of both kinds, in one command and pipelined', async () => {
    await using server = await startScripted()
    const commands =
      'a APPEND {5+}\r\nINBOX (\\Seen) " 1-Jan-2024 00:00:00 +0000" {4+}\r\na\r\n{ (\\Flagged) {3}\r\nxyz\r\n' +
      'b APPEND INBOX ~{2+}\r\n\0b\r\nc NOOP\r\n'
    const heard = await talk(server.port, commands, /^c OK/m)
    expect(heard).toContain('+ go ahead')
    expect(heard).toMatch(/^a OK \[APPENDUID 1700000000 1:2\]/m)
    expect(heard).toMatch(/^b OK \[APPENDUID 1700000000 3\]/m)
    expect(server.appended.map(({ flags, date, raw }) => [flags, date, raw.toString('latin1')])).toEqual([
      [['\\Seen'], ' 1-Jan-2024 00:00:00 +0000', 'a\r\n{'],
      [['\\Flagged'], undefined, 'xyz'],
      [[], undefined, '\0b'],
    ])
    expect(server.transcript).toContain('1 c NOOP')
  })

  it('answers what the test says, and the default where the test gives nothing', async () => {
    await using server = await startScripted({
      handlers: [
        [/^APPEND/i, ({ time }) => (time === 1 ? 'NO [OVERQUOTA] Quota exceeded' : undefined)],
        [/^CREATE/i, 'NO [CANNOT] Not here'],
        [/^NOOP/i, ['* 3 EXISTS', 'OK done']],
        [/^CHECK/i, []],
      ],
    })
    const heard = await talk(
      server.port,
      'a APPEND INBOX {1+}\r\nx\r\nb APPEND INBOX {1+}\r\nx\r\nc CREATE X\r\nd NOOP\r\ne CHECK\r\nf LOGOUT\r\n',
      /^f OK/m,
    )
    expect(heard.split('\r\n').slice(1, 6)).toEqual([
      'a NO [OVERQUOTA] Quota exceeded',
      'b OK [APPENDUID 1700000000 1] Append completed.',
      'c NO [CANNOT] Not here',
      '* 3 EXISTS',
      'd OK done',
    ])
    expect(heard).not.toMatch(/^e /m)
  })

  it('refuses a literal before it is sent, and after where the client did not ask', async () => {
    await using server = await startScripted({
      onLiteral: ({ size }) => (size > 10 ? 'NO [TOOBIG] Too large' : undefined),
    })
    const heard = await talk(
      server.port,
      `a APPEND INBOX {11}\r\nb APPEND INBOX {11+}\r\n${'x'.repeat(11)}\r\nc NOOP\r\n`,
      /^c OK/m,
    )
    expect(heard.split('\r\n').slice(1, 3)).toEqual(['a NO [TOOBIG] Too large', 'b NO [TOOBIG] Too large'])
    expect(server.appended).toEqual([])
  })

  it('goes away in the middle of a literal, with a BYE, or with a reset', async () => {
    await using server = await startScripted({
      onLiteral: () => 5,
      handlers: [
        [/^NOOP/i, '* BYE Maintenance'],
        [/^CHECK/i, ({ close }) => (close(true), [])],
      ],
    })
    expect(await talk(server.port, 'a APPEND INBOX {9}\r\n12345', /never/)).toMatch(/\+ go ahead\r\n$/)
    expect(await talk(server.port, 'a NOOP\r\n', /never/)).toMatch(/\* BYE Maintenance\r\n$/)
    expect(await talk(server.port, 'a CHECK\r\n', /never/)).toMatch(/ready\.\r\n$/)
  })

  it('reads the answers to AUTHENTICATE and IDLE', async () => {
    await using server = await startScripted({
      handlers: [[/^NOOP/i, ({ session }) => `OK ${session.user ?? 'nobody'}`]],
    })
    const response = Buffer.from('\0anna\0pw').toString('base64')
    const heard = await talk(
      server.port,
      `a AUTHENTICATE PLAIN\r\n${response}\r\nb IDLE\r\nDONE\r\nc NOOP\r\n`,
      /^c OK/m,
    )
    expect(heard.split('\r\n').slice(1, -1)).toEqual([
      '+ ',
      'a OK Logged in.',
      '+ idling',
      'b OK Idle completed.',
      'c OK anna',
    ])
  })
})
