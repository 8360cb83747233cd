import { type Dovecot, type Meddling, startMeddler, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { contents } from '../testing/contents.ts'
import { letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { sampled } from '../testing/sampled.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient, interruptedBy } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'folders' })
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

/** Says more lines before the answer to LIST ends. */
const listing = (...lines: string[]): Meddling => ({
  fromServer: (line, connection) => {
    if (/^\S+ OK List completed/.test(line)) connection.say(lines.map((more) => `${more}\r\n`).join(''))
    return undefined
  },
})

/** The server’s folder Odd goes by another name. */
const called = (name: string): Meddling => ({
  fromServer: (line) => line.replace(/^(\* (?:LIST|STATUS).*?)"?\bOdd\b"?/, `$1"${name}"`),
  fromClient: (line) => line.replace(`"${name}"`, '"Odd"'),
})

describe.concurrent('a list of folders without an end', { timeout: 240_000 }, () => {
  let names = 0
  const endless: [what: string, side: 'source' | 'target', lines: () => Buffer][] = [
    [
      'of ever new names',
      'source',
      () => Buffer.from(Array.from({ length: 500 }, () => `* LIST () "/" n${++names}\r\n`).join('')),
    ],
    ['of the same name', 'target', () => Buffer.from('* LIST () "/" Projects\r\n'.repeat(500))],
  ]
  it.each(sampled(endless, 2))('%s, at the %s, interrupts, and the next run is whole', async (what, side, lines) => {
    const flood: Meddling['fromClient'] = (line, connection) => {
      if (!/^\S+ LIST /.test(line)) return undefined
      void (async () => {
        for (let said = 0; said < 1_000; said++) {
          const some = lines()
          await connection.pour(some, some.length)
        }
      })()
      return false
    }
    await using at = await meddled(what.replaceAll(/\W/g, ''), { fromClient: flood }, side)
    await interruptedBy(at.args, 'limit-exceeded', null)
    await at.heal()
  })
})

describe('a list of folders', () => {
  it('that repeats itself, and INBOX in every case, is read as what it means', async () => {
    const again = ['* LIST () "/" Trash', '* LIST (\\HasNoChildren) "/" "Trash"', '* LIST () "/" "Trash"']
    const inboxes = ['* LIST () "/" Inbox', '* LIST () "/" inbox', '* LIST () "/" "inBOX"', '* LSUB () "/" INbox']
    for (const side of ['source', 'target'] as const) {
      await using at = await meddled(`twice-${side}`, listing(...again, ...inboxes), side)
      const report = await copyUnderFault(0, at.args)
      expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
      expect(report.perFolder.map(({ folder }) => folder).sort()).toEqual([
        'Drafts',
        'INBOX',
        'Junk',
        'Projects',
        'Sent',
        'Trash',
      ])
      await at.heal()
    }
  })

  it('with a name in a literal is read', async () => {
    const literal: Meddling['fromServer'] = (line) =>
      line
        .replace(/^(\* LIST .*)\bProjects$/, '$1{8}\r\nProjects')
        .replace(/^(\* LIST .*)"Projects"$/, '$1{8}\r\nProjects')
    await using at = await meddled('literal', { fromServer: literal })
    expect((await copyUnderFault(0, at.args)).messages).toMatchObject({ source: COUNT, copied: COUNT })
    await at.heal()
  })

  it('with lines that cannot be read interrupts, and the next run is whole', async () => {
    await using at = await meddled('parentheses', listing('* LIST ((((() "/" Projects'))
    await interruptedBy(at.args, 'protocol-error', /LIST \(\(/)
    await at.heal()
  })

  it('with folders that cannot be opened copies the others and lists those, and the next run is whole', async () => {
    await using at = await meddled('ghosts', listing('* LIST () "/" Ghost', '* LIST () "/" "Ghost/Deep"'))
    const report = await copyUnderFault(3, at.args)
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
    expect(report.exceptions).toMatchObject([
      { folder: 'Ghost', code: 'folder-unreadable', serverReply: expect.stringMatching(/doesn't exist/) as string },
      { folder: 'Ghost/Deep', code: 'folder-unreadable' },
    ])
    await at.heal()
  })
})

describe('a folder', () => {
  it.each(['Caf&e', '&2AA-'])(
    'whose name %s is no modified UTF-7 arrives under the name that is shown',
    async (name) => {
      const user = `utf7-${Buffer.from(name).toString('hex')}`
      writeMaildir(server.mailDir(user), 'Odd', letters(3, user))
      await using meddler = await startMeddler(server.port, called(name))
      const through = { from: meddler, to: server, user }
      const report = await copyUnderFault(0, impatient(through))
      expect(report.messages).toMatchObject({ source: 3, copied: 3 })
      expect(report.perFolder.find(({ messages }) => messages.source === 3)?.folder).toBe(name)
      expect(Object.values(await contents(server, `${user}-new`)).flat()).toHaveLength(3)
      expect((await copyUnderFault(0, impatient(through))).messages).toMatchObject({ copied: 0, present: 3 })
    },
  )

  /** A path of so many levels, five octets each. */
  const deep = (levels: number): string => Array.from({ length: levels }, (_, level) => 1_000 + level).join('/')

  it('three hundred levels deep is refused in the words of the target, the others arrive, and it follows by another name', async () => {
    const name = deep(300)
    writeMaildir(server.mailDir('deep'), 'Odd', letters(3, 'deep'))
    await using at = await meddled('deep', called(name))
    const report = await copyUnderFault(3, at.args)
    expect(report.messages).toMatchObject({ source: COUNT + 3, copied: COUNT, refused: 3 })
    expect(report.exceptions).toMatchObject([
      { folder: name, code: 'folder-refused', serverReply: expect.stringMatching(/Not found/) as string },
    ])
    const mapped = await copyUnderFault(0, [...at.args, '--map', `${name}=Shallow`])
    expect(mapped.messages).toMatchObject({ source: COUNT + 3, copied: 3, present: COUNT })
    expect((await contents(server, 'deep-new'))['Shallow']).toHaveLength(3)
  })

  it('a thousand levels deep is listed with a name that is too long, the others arrive, and it follows once renamed', async () => {
    const name = deep(1_000)
    writeMaildir(server.mailDir('deeper'), 'Odd', letters(3, 'deeper'))
    await using at = await meddled('deeper', called(name))
    const report = await copyUnderFault(3, at.args)
    expect(report.messages).toMatchObject({ source: COUNT + 3, copied: COUNT, refused: 3 })
    expect(report.exceptions).toMatchObject([{ folder: name, code: 'folder-name-too-long' }])
    await at.heal()
  })
})
