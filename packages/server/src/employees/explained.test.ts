import { employeePage } from '@caravan/contract'
import { employeeSignIn } from '@caravan/core/services'
import { startScripted } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { explained } from './explained.ts'
import { byToken, makeEmployeeMove } from './testing/move.ts'

const LETTERS = 'abcd efgh ijkl mnop'

test('long words of a server are cut, and no character of them in two', () => {
  const words = `${'x'.repeat(499)}😀 and so on`
  const { serverReply } = explained('sign-in-refused', words, { way: 'password', shape: null }, undefined)
  expect(serverReply?.length).toBe(500)
  expect(serverReply?.isWellFormed()).toBe(true)
})

describe('what providers answer becomes what an employee can do (their words as bug reports quote them, recorded, not live)', () => {
  test.each([
    [
      'imap.gmail.com',
      'my own password',
      '[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
      'app-password-needed',
    ],
    [
      'imap.gmail.com',
      'my own password',
      '[AUTHENTICATIONFAILED] Invalid credentials (Failure)',
      'app-password-needed',
    ],
    ['imap.gmail.com', LETTERS, '[AUTHENTICATIONFAILED] Invalid credentials (Failure)', 'password-wrong'],
    ['imap.gmail.com', LETTERS, '[ALERT] Your account is not enabled for IMAP use. (Failure)', 'imap-off'],
    ['imap.gmail.com', LETTERS, '[WEBALERT https://accounts.google.com/] Web login required.', 'web-sign-in-needed'],
    ['imap.gmail.com', LETTERS, '[ALERT] Too many simultaneous connections. (Failure)', 'too-many-connections'],
    [
      'imap.yandex.ru',
      'my own password',
      '[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=x',
      'app-password-needed',
    ],
    [
      'imap.yandex.ru',
      LETTERS,
      '[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=x',
      'password-or-imap',
    ],
    [
      'imap.mail.ru',
      'my own password',
      '[AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya https://help.mail.ru/',
      'app-password-needed',
    ],
    [
      'imap.qq.com',
      LETTERS,
      'Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.',
      'password-or-imap',
    ],
    ['imap.163.com', 'x', 'LOGIN Login error or password error', 'password-wrong'],
    ['outlook.office365.com', 'x', 'LOGIN failed.', 'password-not-taken'],
    ['imap.mail.me.com', 'abcd-efgh-ijkl-mnop', '[AUTHENTICATIONFAILED] Authentication Failed', 'password-wrong'],
    ['mail.old.example', 'x', '[AUTHENTICATIONFAILED] Authentication failed.', 'password-wrong'],
  ])('%s, %s: %s', (host, typed, words, code) => {
    expect(explained('sign-in-refused', words, employeeSignIn(host), typed)).toMatchObject({ code, serverReply: words })
  })

  test('what is not about the password does not blame it', () => {
    const way = employeeSignIn('mail.old.example')
    const codeOf = (code: string, words: string | null = null) => explained(code, words, way, 'x').code
    expect(codeOf('connect-timeout')).toBe('service-silent')
    expect(codeOf('tls-failed')).toBe('service-unsafe')
    expect(codeOf('starttls-unavailable')).toBe('service-unsafe')
    expect(codeOf('sign-in-unsupported')).toBe('password-not-taken')
    expect(codeOf('sign-in-later', '[UNAVAILABLE] Try again later')).toBe('service-busy')
    expect(codeOf('sign-in-later', 'Maximum number of connections from user+IP exceeded')).toBe('too-many-connections')
    expect(codeOf('folder-refused')).toBe('service-fails')
  })
})

describe('at a server that answers so, through the page,', () => {
  let running: TestServer
  beforeAll(async () => {
    vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
    running = await startTestServer()
  })
  afterAll(async () => {
    await running.stop()
    vi.unstubAllEnvs()
  })

  const problemAt = async (port: number) => {
    const move = await makeEmployeeMove(running, port)
    const token = await move.link(await move.add('anna@old.example'))
    const given = byToken(running, token).call(employeePage.giveAccess, { body: { password: 'canary-typed' } })
    const error = (await given.catch((thrown: unknown) => thrown)) as {
      problem?: { code: string; serverReply?: string }
    }
    expect(JSON.stringify(error.problem)).not.toContain('canary')
    return error.problem
  }

  test('IMAP that is switched off, too many connections, and one that quotes the password are told', async () => {
    for (const [said, code] of [
      ['NO [ALERT] Your account is not enabled for IMAP use.', 'imap-off'],
      ['NO [LIMIT] Too many simultaneous connections.', 'too-many-connections'],
      ['NO [UNAVAILABLE] Come back later.', 'service-busy'],
      ['NO [AUTHENTICATIONFAILED] Not canary-typed', 'password-wrong'],
    ] as const) {
      await using server = await startScripted({ handlers: [[/^(?:LOGIN|AUTHENTICATE)\b/i, [said]]] })
      expect(await problemAt(server.port), said).toMatchObject({ status: 422, code })
    }
  })

  test('a port that nobody listens on does not answer', async () => {
    expect(await problemAt(9)).toMatchObject({ code: 'service-silent' })
  })
})
