import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inMemory } from './bytes.ts'
import { mailBytes } from './mail-bytes.ts'
import { messagesOf } from './mbox.ts'

const SEPARATOR = 'From maria@old.example Sat Jan  2 03:04:05 2021'

/** What a reader finds: the messages as IMAP would have them, and where something was no message or was cut off. */
async function read(file: string) {
  const bytes = inMemory(Buffer.from(file, 'latin1'))
  const messages: string[] = []
  const strays: { at: number; octets: number }[] = []
  const cut: number[] = []
  for await (const one of messagesOf(bytes)) {
    if ('octets' in one) {
      strays.push(one)
      continue
    }
    const pieces = await Array.fromAsync(mailBytes(bytes, one.from, one.to, one.quoted))
    messages.push(Buffer.concat(pieces).toString('latin1'))
    if (one.cutShort) cut.push(one.at)
  }
  return { messages, strays, cut }
}

const asImap = (message: string) => message.replaceAll(/(?<!\r)\n/g, '\r\n')

/** RFC 4155 with the quoting of mboxrd (qmail's mbox(5)). */
const mboxrd = (messages: readonly string[], end = '\n') =>
  messages.map((message) => `${SEPARATOR}${end}${message.replaceAll(/(?<=^|\n)(>*From )/g, '>$1')}${end}`).join('')

/** Lines as mail has them, and those that a reader of mbox could stumble over. */
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\r\n\u{80}-\u{10ffff}]/gu, 'x')),
  },
  fc.constantFrom(
    ...['', '', 'From ', 'From', '>From ', '>>From somebody Sat Jan  2 03:04:05 2021', SEPARATOR, `>${SEPARATOR}`],
    ...[
      ' From x',
      'from y',
      'Content-Length: 12',
      'Content-Length: 2',
      '--x--',
      'Content-Length: 100000',
      'Status: RO',
    ],
  ),
)
const message = fc.array(line, { minLength: 1, maxLength: 12 })

describe('an mbox is read back', () => {
  test('as any list of messages that was written as mboxrd, to the octet, with either line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        async (list, end) => {
          const messages = list.map((lines) => `Subject: x${end}${lines.join(end)}${end}`)
          const found = await read(mboxrd(messages, end))
          expect(found.messages).toEqual(messages.map(asImap))
          expect(found.strays).toEqual([])
        },
      ),
      { numRuns: 1_500 },
    )
  })

  test('in the same way wherever a window of it ends', async () => {
    const text = `${'y'.repeat(77)}\n`
    for (const [before, step] of [
      [64 * 1024, 7],
      [64 * 1024 + 1024 * 1024, 97],
    ] as const)
      for (let shift = -1_300; shift < 60; shift += step) {
        const large = `Subject: x\n\n${text.repeat(20_000).slice(0, before + shift)}\n`
        const messages = [large, 'Subject: y\n\nFrom here\n']
        expect((await read(mboxrd(messages))).messages).toEqual(messages.map(asImap))
      }
  }, 120_000)

  test('with a body of exactly what Content-Length says, which quotes nothing (mboxcl2)', async () => {
    const body = `Dear all,\n\n${SEPARATOR}\n>From me\n`
    const one = `Subject: x\nContent-Length: ${body.length}\n\n${body}`
    const file = `${SEPARATOR}\n${one}\n${SEPARATOR}\nSubject: y\n\nbye\n\n`
    expect((await read(file)).messages).toEqual([asImap(one), asImap('Subject: y\n\nbye\n')])
  })

  test('with a Content-Length that is wrong, which is then not believed', async () => {
    const messages = ['Subject: x\nContent-Length: 3\n\nfive!\n', 'Subject: y\nContent-Length: 9999\n\nbye\n']
    expect((await read(mboxrd(messages))).messages).toEqual(messages.map(asImap))
  })

  test('where Thunderbird separates with nothing but “From ”', async () => {
    const file =
      'From \r\nX-Mozilla-Status: 0001\r\nSubject: x\r\n\r\none\r\n\r\nFrom \r\nSubject: y\r\n\r\ntwo\r\n\r\n'
    expect((await read(file)).messages).toEqual([
      'X-Mozilla-Status: 0001\r\nSubject: x\r\n\r\none\r\n',
      'Subject: y\r\n\r\ntwo\r\n',
    ])
  })

  test('where Mozilla separates with “From -” alone, and a sentence with From before it was not quoted', async () => {
    const one = 'Subject: x\n\nMy favourite:\n\nFrom Russia with love\n'
    const file = `\ufeffFrom -\n${one}\nFrom -\n${one}`
    expect((await read(Buffer.from(file).toString('latin1'))).messages).toEqual([asImap(one), asImap(one)])
  })

  test('where no empty line stands before a “From ” line, and a header follows it', async () => {
    const [one, two] = ['Subject: x\n\none\n--b--\n', 'Subject: y\n\ntwo\n']
    expect((await read(`From - \n${one}From - Mon Jun  3 12:50:27 1996\n${two}\n`)).messages).toEqual([
      asImap(one),
      asImap(two),
    ])
  })

  test('and a sentence that begins with From, which nobody quoted, ends no message', async () => {
    const file = `${SEPARATOR}\nSubject: x\n\nHello,\n\nFrom 10:00 on we are there.\n\n`
    expect((await read(file)).messages).toEqual([asImap('Subject: x\n\nHello,\n\nFrom 10:00 on we are there.\n')])
  })
})

describe('a damaged mbox', () => {
  test('that was cut off gives every message but the last, and says where that begins', async () => {
    const whole = ['Subject: x\n\none\n', 'Subject: y\n\ntwo\n']
    const file = mboxrd([...whole, 'Subject: z\n\nthree\nfour\n'])
    const found = await read(file.slice(0, -5))
    expect(found.messages.slice(0, 2)).toEqual(whole.map(asImap))
    expect(found.cut).toEqual([mboxrd(whole).length])
  })

  test('that was cut off within a multipart is known by the boundary that is missing', async () => {
    const header = 'Content-Type: multipart/mixed; boundary="b"\n\n'
    expect((await read(mboxrd([`${header}--b\n\none\n--b--\n`]))).cut).toEqual([])
    expect((await read(mboxrd([`${header}--b\n\none\n`]))).cut).toEqual([0])
  })

  test('that was cut off within a header is known by it', async () => {
    expect((await read(`${SEPARATOR}\nSubject: x\nTo: some`)).cut).toEqual([0])
  })

  test('says what stands before its first message', async () => {
    const found = await read(`rubbish\n\n${mboxrd(['Subject: x\n\none\n'])}`)
    expect(found.strays).toEqual([{ at: 0, octets: 9 }])
    expect(found.messages).toEqual([asImap('Subject: x\n\none\n')])
  })

  test('of nothing but rubbish has no message', async () => {
    expect(await read('\0'.repeat(5_000))).toEqual({ messages: [], strays: [{ at: 0, octets: 5_000 }], cut: [] })
  })
})

test('any octets at all are read to an end, and every message lies within them', async () => {
  const piece = fc.oneof(
    fc.constantFrom(SEPARATOR, '\n', '\n\n', '\r\n', 'From ', 'Content-Length: 5\n', ':'),
    fc.string({ maxLength: 9 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const bytes = inMemory(Buffer.from(pieces.join(''), 'utf8'))
      let last = 0
      for await (const one of messagesOf(bytes)) {
        if ('octets' in one) continue
        expect(one.from).toBeGreaterThanOrEqual(last)
        expect(one.to).toBeGreaterThanOrEqual(one.from)
        expect(one.to).toBeLessThanOrEqual(bytes.size)
        last = one.to
      }
    }),
    { numRuns: 500 },
  )
})
