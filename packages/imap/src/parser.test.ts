import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImapError, ImapProtocolError } from './errors.ts'
import type { FetchResponse } from './fetch-response.ts'
import { one, read } from './testing/tokens.ts'

function fetch(text: string): FetchResponse {
  const response = one(text)
  if (response.type !== 'fetch') throw new Error(response.type)
  return response
}

describe('the parser', () => {
  it('reads quotas, and passes over what is no limit', () => {
    expect(one('* QUOTA "" (STORAGE 10 512 MESSAGE 3 100)\r\n')).toEqual({
      type: 'quota',
      root: '',
      resources: new Map([
        ['STORAGE', { used: 10, limit: 512 }],
        ['MESSAGE', { used: 3, limit: 100 }],
      ]),
    })
    expect(one('* QUOTA {10}\r\nUser quota ()\r\n')).toEqual({
      type: 'quota',
      root: 'User quota',
      resources: new Map(),
    })
    expect(one('* QUOTA "ROOT"\r\n')).toMatchObject({ root: 'ROOT', resources: new Map() })
    expect(one('* QUOTA user.anna (storage -1 NIL)\r\n')).toMatchObject({ resources: new Map() })
  })

  it('reads the codes of status responses', () => {
    expect(one('A1 OK [APPENDUID 38505 3955:3957,9] done\r\n')).toMatchObject({
      type: 'state',
      tag: 'A1',
      state: 'OK',
      code: {
        name: 'APPENDUID',
        uidValidity: 38505,
        uids: [
          [3955, 3957],
          [9, 9],
        ],
      },
      text: 'done',
    })
    expect(one('A1 OK [COPYUID 7 1,3 10:11]\r\n')).toMatchObject({
      code: {
        uidValidity: 7,
        sourceUids: [
          [1, 1],
          [3, 3],
        ],
        uids: [[10, 11]],
      },
      text: '',
    })
    expect(one('* OK [HIGHESTMODSEQ 9223372036854775807]\r\n')).toMatchObject({
      code: { modSeq: 9223372036854775807n },
    })
    expect(one('* ok [PERMANENTFLAGS (\\Seen \\*)] x\r\n')).toMatchObject({ code: { flags: ['\\Seen', '\\*'] } })
    expect(one('A2 NO [OVERQUOTA] full\r\n')).toMatchObject({ state: 'NO', code: { name: 'OVERQUOTA' } })
    expect(one('* OK[UIDNEXT 5] x\r\n')).toMatchObject({ code: { name: 'UIDNEXT', number: 5 } })
    expect(one('* OK [X-NEW a "]" b] words\r\n')).toMatchObject({
      code: { name: 'X-NEW', args: 'a "]" b' },
      text: 'words',
    })
    expect(one('A3 OK\r\n')).toMatchObject({ state: 'OK', text: '' })
  })

  it('keeps a code whose arguments make no sense as it came', () => {
    expect(one('A1 OK [APPENDUID 1 5,,6] ok\r\n')).toMatchObject({ code: { name: 'APPENDUID', args: '1 5,,6' } })
    expect(one('A1 OK [APPENDUID 1 5,,6] ok\r\n')).not.toHaveProperty('code.uids')
  })

  it.each(['* 1 FETCH (X (() () ()))', '* 1 FETCH (FLAGS (a b c d))', '* 1 FETCH (UID 1 UID 2 UID 3 UID 4)'])(
    'refuses more values than the limit allows: %s',
    (line) => {
      expect(read(`${line}\r\n`, { values: 10 }).errors).toEqual([])
      expect(read(`${line}\r\n`, { values: 3 }).errors[0]?.message).toMatch(/too many values/)
    },
  )

  it('keeps a code of more than a mebibyte unread', () => {
    const flags = 'ab '.repeat(400_000)
    expect(one(`* OK [PERMANENTFLAGS (${flags})] x\r\n`)).not.toHaveProperty('code.flags')
    expect(one(`* OK [PERMANENTFLAGS (${flags.slice(0, 90_000)})] x\r\n`)).toHaveProperty('code.flags.length', 30_000)
  })

  it('reads LIST with NIL, literals, extended data and names without their quotes', () => {
    expect(one('* LIST (\\HasNoChildren) NIL {3}\r\na b\r\n')).toMatchObject({ rawName: 'a b', delimiter: undefined })
    expect(one('* list (\\Sent)  "\\\\"  "a\\"b" \r\n')).toMatchObject({
      rawName: 'a"b',
      delimiter: '\\',
      flags: ['\\Sent'],
    })
    expect(one('* LIST () "/" Sent Items (old)\r\n')).toMatchObject({ rawName: 'Sent Items (old)' })
    expect(one('* LIST () "/" [Gmail]/100%\r\n')).toMatchObject({ rawName: '[Gmail]/100%' })
    expect(one('* LIST () "/" New ("OLDNAME" ("Old"))\r\n')).toMatchObject({ rawName: 'New', oldName: 'Old' })
    expect(one('* LIST () "/" New (OLDNAME ({3}\r\nOl"))\r\n')).toMatchObject({ oldName: 'Ol"' })
    expect(one('* LIST () "/" New (OLDNAME ("\xc3\xa9"))\r\n')).toMatchObject({ oldName: '\xc3\xa9' })
    expect(one('* LIST () "/" "A" (CHILDINFO ("SUBSCRIBED"))\r\n')).toMatchObject({ rawName: 'A' })
  })

  it('reads STATUS with odd names and missing items', () => {
    expect(one('* STATUS a b (MESSAGES 3 UIDVALIDITY 4294967295 )\r\n')).toMatchObject({
      rawName: 'a b',
      items: new Map([
        ['MESSAGES', 3n],
        ['UIDVALIDITY', 4294967295n],
      ]),
    })
    expect(one('* STATUS "x" (APPENDLIMIT NIL MAILBOXID (F1))\r\n')).toMatchObject({ items: new Map() })
  })

  it('reads every FETCH attribute that a move needs', () => {
    const response = fetch(
      '* 12 FETCH (UID 7 FLAGS (\\Seen $Fwd) INTERNALDATE " 1-Jan-2020 10:00:00 +0100" RFC822.SIZE 5 ' +
        'MODSEQ (90071992547409921) X-GM-MSGID 1278455344230334865 X-GM-THRID 1278455344230334866 ' +
        'X-GM-LABELS ("\\\\Inbox" \\Sent "a b") EMAILID (M1) THREADID NIL X-NEW (a (b NIL "c")) BODY[]<10> {5}\r\nhello )\r\n',
    )
    expect(response).toMatchObject({
      sequence: 12,
      uid: 7,
      flags: ['\\Seen', '$Fwd'],
      internalDate: { epochMs: Date.UTC(2020, 0, 1, 9), zoneMinutes: 60 },
      size: 5,
      modSeq: 90071992547409921n,
      gmailMessageId: '1278455344230334865',
      gmailThreadId: '1278455344230334866',
      gmailLabels: ['\\Inbox', '\\Sent', 'a b'],
      emailId: 'M1',
      threadId: undefined,
    })
    expect(response.others.get('X-NEW')).toEqual(['a', ['b', null, 'c']])
    expect(response.body).toMatchObject({ attribute: 'BODY[]', section: '', origin: 10, size: 5 })
    expect(Buffer.concat(response.body!.chunks!).toString()).toBe('hello')
  })

  it('tells a missing body from an empty one, and takes a quoted one', () => {
    const { bodies } = fetch(
      '* 1 FETCH (BODY[] NIL BODY[1] "" RFC822.HEADER "a\\"b" BODY[HEADER.FIELDS ("X]Y")] {0}\r\n)\r\n',
    )
    expect(bodies.map(({ attribute, size, missing }) => [attribute, size, missing])).toEqual([
      ['BODY[]', 0, true],
      ['BODY[1]', 0, false],
      ['RFC822.HEADER', 3, false],
      ['BODY[HEADER.FIELDS ("X]Y")]', 0, false],
    ])
  })

  it('reads SEARCH, ESEARCH, VANISHED, NAMESPACE, ID and ENABLED', () => {
    expect(one('* SEARCH \r\n')).toMatchObject({ numbers: [] })
    expect(one('* SEARCH 2 84 (MODSEQ 917162500)\r\n')).toMatchObject({ numbers: [2, 84], modSeq: 917162500n })
    expect(one('* ESEARCH (TAG "A1") UID COUNT 2 ALL 4:5\r\n')).toMatchObject({
      tag: 'A1',
      uid: true,
      items: new Map([
        ['COUNT', '2'],
        ['ALL', '4:5'],
      ]),
    })
    expect(one('* VANISHED (EARLIER) 41,43:45\r\n')).toMatchObject({
      earlier: true,
      uids: [
        [41, 41],
        [43, 45],
      ],
    })
    expect(one('* NAMESPACE (("" "/")) NIL (("#s/" NIL "X" ("y")))\r\n')).toMatchObject({
      personal: [{ prefix: '', delimiter: '/' }],
      others: [],
      shared: [{ prefix: '#s/', delimiter: undefined }],
    })
    expect(one('* ID ("name" "D" "v" NIL)\r\n')).toMatchObject({
      fields: new Map([
        ['name', 'D'],
        ['v', null],
      ]),
    })
    expect(one('* ID NIL\r\n')).toMatchObject({ fields: null })
    expect(one('* ENABLED condstore UTF8=ACCEPT\r\n')).toMatchObject({ names: ['CONDSTORE', 'UTF8=ACCEPT'] })
  })

  it('keeps an unknown response as text', () => {
    expect(one('* XYZZY 1 (2\r\n')).toEqual({ type: 'unknown', raw: '* XYZZY 1 (2' })
    expect(one('* 5 FROB\r\n')).toEqual({ type: 'unknown', raw: '* 5 FROB' })
  })

  it.each([
    '* 1 FETCH (UID x)',
    '* 1 FETCH (FLAGS \\Seen)',
    '* 1 FETCH UID 5',
    '* 1 FETCH (UID 5',
    '* 1 FETCH (BODY[ 5)',
    '* LIST () "/"',
    '* LIST () "/ INBOX',
    '* STATUS INBOX',
    '* SEARCH a b',
    '* VANISHED 1:*',
    '* NAMESPACE x y z',
    '* FLAGS x',
    'HTTP/1.1 400 Bad Request',
    `* 1 FETCH (X ${'('.repeat(101)}`,
  ])('calls a malformed response by its name: %s', (line) => {
    const { responses, errors } = read(`${line}\r\n* 3 EXISTS\r\n`)
    expect(errors[0]).toBeInstanceOf(ImapProtocolError)
    expect(responses).toEqual([{ type: 'exists', number: 3 }])
  })

  it('never crashes on garbage: every line is read, or refused by a named error', () => {
    const word = fc.constantFrom(
      '* ',
      'A1 ',
      '+ ',
      '1 ',
      'FETCH ',
      'LIST ',
      'STATUS ',
      'OK ',
      'ID ',
      'ESEARCH ',
      'NAMESPACE ',
      'VANISHED ',
      '(',
      ')',
      '"',
      '\\',
      'NIL',
      '[',
      ']',
      '<0>',
      '{2}\r\n',
      '~{3}\r\n',
      '{',
      '}',
      ' ',
      'UID 5',
      'BODY[',
      'BODY[]',
      'FLAGS ',
      'INTERNALDATE ',
      'MODSEQ ',
      'X-GM-LABELS ',
      '\r\n',
      '\n',
      '\0',
      '\xff',
      '12345678901234567890',
      'APPENDUID',
      'EMAILID ',
    )
    const garbage = fc.oneof(
      fc.array(word, { maxLength: 25 }).map((words) => Buffer.from(`* ${words.join('')}\r\n`, 'latin1')),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.array(word, { maxLength: 15 }).map((words) => Buffer.from(`* 1 FETCH (${words.join('')})\r\n`, 'latin1')),
    )
    fc.assert(
      fc.property(garbage, (bytes) => {
        try {
          for (const error of read(bytes, { bufferLiteral: 1 }).errors) expect(error).toBeInstanceOf(ImapError)
        } catch (error) {
          expect(error).toBeInstanceOf(ImapError)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
