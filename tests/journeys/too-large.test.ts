import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, type ScriptedOptions, startProxy, startScripted, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { type Letter, letter, letters } from './testing/letters.ts'
import { between, sameMailAs, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import type { Report } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

const LIMIT = 100_000

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'source' })
})

/** Two letters that are too large among small ones, and a third that goes through as a stream. */
const large: Letter[] = [
  letter('large-1', { size: 120_000, subject: 'Catalogue 2024, Каталог' }),
  letter('large-2', { size: 150_000, subject: 'Drawings' }),
  letter('large-3', { size: 3_000_000, subject: 'Video' }),
]
function mixed(key: string): Letter[] {
  const small = letters(40, key)
  return [...small.slice(0, 10), large[0]!, ...small.slice(10, 25), large[1]!, ...small.slice(25), large[2]!]
}

function expectListed(report: Report, keep: string, words: RegExp): void {
  expect(report.status).toBe('exceptions')
  expect(report.messages).toMatchObject({ source: 43, copied: 40, refused: 3 })
  expect(report.exceptions).toHaveLength(3)
  for (const [index, { raw }] of large.entries()) {
    const listed = report.exceptions[index]
    const subject = /^Subject: (.*)$/m.exec(raw.toString())?.[1]?.trim()
    expect(listed).toMatchObject({ folder: 'INBOX', code: 'message-too-large', subject, size: raw.length })
    expect(listed?.date).toMatch(/04 Mar 2024/)
    expect(listed?.messageId).toContain(`large-${index + 1}@`)
    expect(listed?.serverReply).toMatch(words)
    expect(listed?.rawFile?.startsWith(keep)).toBe(true)
    expect(readFileSync(listed?.rawFile ?? '').equals(raw)).toBe(true)
  }
  expect(readdirSync(keep)).toHaveLength(3)
}

describe('letters that are too large for the target', () => {
  it('are listed one by one with their bytes kept, their neighbours arrive, and they follow when the limit is raised', async () => {
    const narrow = await startMailServer({ name: 'narrow', maxMailSize: LIMIT })
    const wide = await startMailServer({ name: 'wide', extraConf: sameMailAs(narrow) })
    writeMaildir(source.mailDir('anna'), 'INBOX', mixed('anna'))
    const proxy = await startProxy(narrow.port)
    const keep = join(temporaryFolder('refused'), 'kept', 'here')
    const args = [...between(source, 'anna', proxy), '--keep-refused', keep]
    expectListed(await copy(3, args), keep, /exceeds|too large|size/i)
    await withFolder(proxy, 'anna', 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 40 }))
    expect((await copy(3, args)).messages).toMatchObject({ copied: 0, present: 40, refused: 3 })

    await proxy.stop()
    await using again = await startProxy(wide.port, {}, proxy.port)
    expect((await copy(0, args)).messages).toMatchObject({ source: 43, copied: 3, present: 40, refused: 0 })
    await expectSame(source, 'anna', again)
  })

  const answers: Record<string, { options: ScriptedOptions; words: RegExp }> = {
    'NO [TOOBIG] for each': {
      options: { onLiteral: ({ size }) => (size > LIMIT ? 'NO [TOOBIG] Not more than 100 kB, please' : undefined) },
      words: /Not more than 100 kB, please/,
    },
    'NO in words alone': {
      options: { onLiteral: ({ size }) => (size > LIMIT ? 'NO Message size exceeds fixed limit' : undefined) },
      words: /exceeds fixed limit/,
    },
    'APPENDLIMIT beforehand': {
      options: {
        capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'UIDPLUS', 'MULTIAPPEND', 'LITERAL+', `APPENDLIMIT=${LIMIT}`],
        onLiteral: ({ size }) => (size > LIMIT ? 'BAD It was told not to' : undefined),
      },
      words: /APPENDLIMIT=100000/,
    },
    'NO [TOOBIG] before the bytes, one message a command': {
      options: {
        capabilities: ['IMAP4rev1', 'AUTH=PLAIN', 'UIDPLUS'],
        onLiteral: ({ size }) => (size > LIMIT ? 'NO [TOOBIG] Not more than 100 kB, please' : undefined),
      },
      words: /Not more than 100 kB, please/,
    },
  }
  it.each(Object.entries(answers))('are listed where the server says %s', async (name, { options, words }) => {
    await using target = await startScripted(options)
    const user = name.replaceAll(/\W+/g, '-').toLowerCase()
    writeMaildir(source.mailDir(user), 'INBOX', mixed(user))
    const keep = temporaryFolder('refused')
    const args = [...between(source, user, target), '--keep-refused', keep]
    expectListed(await copy(3, args), keep, words)
    const taken = target.appended.map(({ raw }) => raw.toString('latin1')).sort()
    expect(taken).toEqual(
      letters(40, user)
        .map(({ raw }) => raw.toString('latin1'))
        .sort(),
    )
  })
})
