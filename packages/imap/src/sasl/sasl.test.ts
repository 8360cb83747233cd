import { describe, expect, it, test } from 'vitest'
import { oauthBearer, xoauth2 } from './bearer.ts'
import { cramMd5 } from './cram-md5.ts'
import { plain } from './plain.ts'
import { saslPrep } from './saslprep.ts'
import { scram } from './scram.ts'

const ask = (text: string) => Buffer.from(text)

describe('SCRAM', () => {
  // What is expected was made by Python's hashlib and hmac.
  const begin = (password = 'pencil') =>
    scram('SCRAM-SHA-256', { user: 'user', password, authzid: '' }, 'rOprNGfwEbeRWxbNEkqO')
  const NONCE = 'rOprNGfwEbeRWxbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
  const FIRST = `r=${NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`
  const PROOF = 'p=aEawZH6/2u2ziNSJVMN0hYQotgl5vRoyQmuFfN47ULg='
  const FINAL = 'v=1tvCSnpJlSxFyYfqXB7CoMux8PqUYex81mYk8RzNLvU='

  it('proves that it knows the password, and believes a server that proves the same', () => {
    const talk = begin()
    expect(talk.initial?.toString()).toBe('n,,n=user,r=rOprNGfwEbeRWxbNEkqO')
    expect(talk.respond(ask(FIRST)).toString()).toBe(`c=biws,r=${NONCE},${PROOF}`)
    expect(talk.respond(ask(FINAL)).toString()).toBe('')
    expect(() => talk.finished?.()).not.toThrow()
  })

  it('says what the example of RFC 5802 says with SHA-1', () => {
    const talk = scram('SCRAM-SHA-1', { user: 'user', password: 'pencil', authzid: '' }, 'fyko+d2lbbFgONRv9qkxdawL')
    const r = 'fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j'
    expect(talk.respond(ask(`r=${r},s=QSXCR+Q6sek8bf92,i=4096`)).toString()).toBe(
      `c=biws,r=${r},p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=`,
    )
    talk.respond(ask('v=rmF9pqV8S7suAoZWja4dJRkFsKQ='))
  })

  it('names whose mailbox is meant, and escapes what a name may not hold', () => {
    const talk = scram('SCRAM-SHA-256', { user: 'a=b,c', password: 'x', authzid: 'd,e' }, 'abc')
    expect(talk.initial?.toString()).toBe('n,a=d=2Ce,n=a=3Db=2Cc,r=abc')
  })

  it('does not believe a server that does not know the password', () => {
    const talk = begin()
    talk.respond(ask(FIRST))
    expect(() => talk.respond(ask('v=AAAASnpJlSxFyYfqXB7CoMux8PqUYex81mYk8RzNLvU='))).toThrow('may not be the server')
  })

  it('does not believe a server that lets everybody in without its proof', () => {
    const talk = begin()
    talk.respond(ask(FIRST))
    expect(() => talk.finished?.()).toThrow('without proving')
  })

  test.each([
    ['another nonce than ours', `r=somebodyelse,s=W22Z,i=4096`],
    ['our nonce with nothing of its own', 'r=rOprNGfwEbeRWxbNEkqO,s=W22Z,i=4096'],
    ['no salt', `r=${NONCE},i=4096`],
    ['so few iterations that the password could be guessed', `r=${NONCE},s=W22Z,i=1`],
    ['so many iterations that it would take an hour', `r=${NONCE},s=W22Z,i=999999999`],
    ['an extension that must be understood', `m=x,r=${NONCE},s=W22Z,i=4096`],
    ['nothing', ''],
  ])('is ended by %s', (_, challenge) => {
    expect(() => begin().respond(ask(challenge))).toThrow('RFC 5802')
  })

  it('tells the words of a server that refuses in its last message', () => {
    const talk = begin('pencils')
    talk.respond(ask(FIRST))
    expect(() => talk.respond(ask('e=invalid-proof'))).toThrow('invalid-proof')
  })
})

it('CRAM-MD5 answers as the example of RFC 2195 does', () => {
  const answer = cramMd5('tim', 'tanstaaftanstaaf').respond(ask('<1896.697170952@postoffice.reston.mci.net>'))
  expect(answer.toString()).toBe('tim b913a602c7eda7a495b4e6e7334d3890')
})

describe('tokens', () => {
  it('are sent by OAUTHBEARER as RFC 7628 has it, and a refusal is answered by ^A', () => {
    const talk = oauthBearer('user@example.com', 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==')
    expect(talk.initial?.toString()).toBe(
      'n,a=user@example.com,\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01',
    )
    expect(talk.respond(ask('{"status":"invalid_token"}')).toString()).toBe('\x01')
    expect(talk.detail).toBe('{"status":"invalid_token"}')
  })

  it('are sent by XOAUTH2 with a refusal answered by nothing', () => {
    const talk = xoauth2('a@b.example', 't')
    expect(talk.initial?.toString()).toBe('user=a@b.example\x01auth=Bearer t\x01\x01')
    expect(talk.respond(ask('{}')).toString()).toBe('')
  })
})

it('PLAIN carries no NUL', () => {
  expect(() => plain('a', 'b\0c', '')).toThrow('NUL')
})

// RFC 4013 §3.
test.each([
  ['I\u00adX', 'IX'],
  ['user', 'user'],
  ['USER', 'USER'],
  ['\u00aa', 'a'],
  ['\u2168', 'IX'],
  ['a\u00a0b', 'a b'],
])('%j is prepared as %j', (text, prepared) => {
  expect(saslPrep(text)).toBe(prepared)
})

it('what no password may hold is refused', () => {
  expect(() => saslPrep('\u0007')).toThrow('control characters')
})
