import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { rejection, scripted } from '../testing/scripted-server.ts'

const password = 'p"ä\\ss wörd'
const plain = (authzid = ''): string => Buffer.from(`${authzid}\0ann\0${password}`).toString('base64')

describe('signing in', () => {
  it('sends PLAIN at once with SASL-IR, acting for another where asked', async () => {
    await using server = await scripted('AUTH=PLAIN SASL-IR', async (peer) => {
      expect(await peer.line()).toBe(`A1 AUTHENTICATE PLAIN ${plain('bob')}`)
      peer.send('A1 OK [CAPABILITY IMAP4rev1 UIDPLUS] in\r\n')
    })
    const connection = await server.connect()
    await connection.authenticate({ kind: 'password', user: 'ann', password, authzid: 'bob' })
    expect(connection.has('uidplus')).toBe(true)
    expect(connection.has('AUTH=PLAIN')).toBe(false)
    expect(server.failures).toEqual([])
  })

  it('sends PLAIN behind the first + without SASL-IR, and then asks for the capabilities', async () => {
    await using server = await scripted('AUTH=PLAIN', async (peer) => {
      expect(await peer.line()).toBe('A1 AUTHENTICATE PLAIN')
      peer.send('+ \r\n')
      expect(await peer.line()).toBe(plain())
      peer.send('A1 OK in\r\n')
      expect(await peer.line()).toBe('A2 CAPABILITY')
      peer.send('* CAPABILITY IMAP4rev1 MOVE\r\nA2 OK\r\n')
    })
    const connection = await server.connect()
    await connection.authenticate({ kind: 'password', user: 'ann', password })
    expect(connection.has('MOVE')).toBe(true)
    expect(server.failures).toEqual([])
  })

  it('uses LOGIN where PLAIN is not offered, with a literal for what cannot be quoted', async () => {
    await using server = await scripted('', async (peer) => {
      expect(await peer.line()).toBe('A1 LOGIN "a\\"n" {13}')
      peer.send('+\r\n')
      expect(await peer.line()).toBe(Buffer.from(password).toString('latin1'))
      peer.send('A1 OK [CAPABILITY IMAP4rev1] in\r\n')
    })
    const connection = await server.connect()
    await connection.authenticate({ kind: 'password', user: 'a"n', password })
    expect(server.failures).toEqual([])
  })

  it('names what a server cannot do', async () => {
    await using server = await scripted('LOGINDISABLED', async (peer) => peer.gone())
    const connection = await server.connect()
    const unsupported = { name: 'SignInError', code: 'sign-in-unsupported' }
    expect(await rejection(connection.authenticate({ kind: 'password', user: 'a', password }))).toMatchObject(
      unsupported,
    )
    expect(await rejection(connection.authenticate({ kind: 'oauth', user: 'a', accessToken: 't' }))).toMatchObject(
      unsupported,
    )
  })

  it('answers the error challenge of XOAUTH2 with an empty line, and tells what it said', async () => {
    const token = 'ya29.secret-token'
    await using server = await scripted('AUTH=XOAUTH2 SASL-IR', async (peer) => {
      const message = Buffer.from(`user=ann@x.org\x01auth=Bearer ${token}\x01\x01`).toString('base64')
      expect(await peer.line()).toBe(`A1 AUTHENTICATE XOAUTH2 ${message}`)
      peer.send(`+ ${Buffer.from('{"status":"400","scope":"https://mail.google.com/"}').toString('base64')}\r\n`)
      expect(await peer.line()).toBe('')
      peer.send('A1 NO SASL authentication failed\r\n')
    })
    const connection = await server.connect()
    const error = await rejection(connection.authenticate({ kind: 'oauth', user: 'ann@x.org', accessToken: token }))
    expect(error).toMatchObject({ code: 'sign-in-refused' })
    expect((error as Error).message).toContain('"scope":"https://mail.google.com/"')
    expect(server.failures).toEqual([])
  })

  it('shows no secret in a log, an error or an inspection, even where the server repeats it', async () => {
    const lines: string[] = []
    await using server = await scripted('AUTH=PLAIN SASL-IR', async (peer) => {
      await peer.line()
      peer.send(`A1 NO [AUTHENTICATIONFAILED] wrong: ${Buffer.from(password).toString('latin1')} ${plain()}\r\n`)
    })
    const connection = await server.connect({ log: (direction, line) => lines.push(`${direction} ${line}`) })
    const signIn = connection.authenticate({ kind: 'password', user: 'ann', password })
    const during = inspect(connection, { depth: 20, showHidden: true })
    const error = await rejection(signIn)
    expect(error).toMatchObject({ code: 'sign-in-refused', responseCode: 'AUTHENTICATIONFAILED' })
    const shown = [...lines, during, inspect(error, { depth: 20 }), inspect(connection, { depth: 20 })].join('\n')
    expect(lines).toContain('C A1 AUTHENTICATE PLAIN ***')
    expect(shown).not.toContain(password)
    expect(shown).not.toContain(plain())
  })
})
