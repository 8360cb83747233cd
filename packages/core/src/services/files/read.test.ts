import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FilesEndpoint } from './files.ts'
import type { FileLimits } from './limits.ts'
import { readMailFile } from './read.ts'
import { scratchFolder } from './testing/folder.ts'
import { writeZip, type ZipPart } from './testing/zip.ts'

/** The set-up of the machine installs it; an ordinary user may lack it. */
const HAS_READPST = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'readpst')))

const MAIL = 'Subject: Hello\nDate: Sat, 2 Jan 2021 03:04:05 +0300\n\nDear all,\n'
const mbox = (...subjects: string[]) =>
  subjects.map((subject) => `From a@b Sat Jan  2 03:04:05 2021\nSubject: ${subject}\n\nDear all,\n\n`).join('')

interface Given {
  readonly name: string
  readonly content: Buffer | string
}

/** Reads files one after the other, as the server does, and lists what a session finds then. */
async function handOver(files: readonly Given[], limits: Partial<FileLimits> = {}, readpst?: string) {
  await using folder = await scratchFolder()
  const readings: string[] = []
  let uidFrom = 1
  let head
  for (const [number, { name, content }] of files.entries()) {
    const path = await folder.write(`given-${number}`, content)
    const as = `reading-${number}`
    const options = { ...{ path, name, as, uidFrom, limits, readpst }, shelf: folder.path, earlier: [...readings] }
    head = await readMailFile(options)
    uidFrom += head.messages
    readings.push(as)
  }
  const session = await new FilesEndpoint({ identity: 'maria@files:0', shelf: folder.path, readings }).connect()
  const found: Record<string, string[]> = {}
  for (const { name } of await session.folders()) {
    const { exists } = await session.open(name, 'read')
    const uids = (await Array.fromAsync(session.list(2))).flat().map(({ uid }) => uid)
    expect(uids).toHaveLength(exists)
    const subjects = await Array.fromAsync(session.headers(uids))
    if (exists > 0) found[name] = subjects.map(({ header }) => /^Subject: (.*)\r$/m.exec(header.toString())?.[1] ?? '')
  }
  await session.close()
  return { head, found, left: (await readdir(folder.path)).filter((name) => name.endsWith('.tmp')) }
}

const zip = (...parts: ZipPart[]) => ({ name: 'export.zip', content: writeZip(parts) })
const refused = (files: readonly Given[], limits?: Partial<FileLimits>, readpst?: string) =>
  handOver(files, limits, readpst).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('mail is found', () => {
  test('in an mbox, under its name, and in a single message', async () => {
    const { found } = await handOver([
      { name: 'Sent.mbox', content: mbox('one', 'two') },
      { name: 'letter.eml', content: MAIL },
    ])
    expect(found).toEqual({ Sent: ['one', 'two'], INBOX: ['Hello'] })
  })

  test('in a zip of Google Takeout, and what else lies there is left', async () => {
    const { found, left } = await handOver([
      zip(
        { name: 'Takeout/archive_browser.html', content: '<html>' },
        { name: 'Takeout/Почта/Входящие.mbox', content: mbox('in') },
        { name: 'Takeout/Почта/Работа.mbox', content: mbox('work') },
      ),
    ])
    expect(found).toEqual({ INBOX: ['in'], Работа: ['work'] })
    expect(left).toEqual([])
  })

  test('in a zip of a Thunderbird profile, of an Apple Mail export, and of messages in folders', async () => {
    const { found } = await handOver([
      zip(
        { name: 'Inbox', content: mbox('one') },
        { name: 'Inbox.msf', content: 'index' },
        { name: 'Work.sbd/Doors', content: mbox('two') },
        { name: 'x.default/ImapMail/imap.old.example/Sent', content: mbox('four') },
        { name: 'Mail/Local Folders/Old', content: mbox('five') },
        { name: 'Sent Messages.mbox/mbox', content: mbox('three') },
        { name: 'Sent Messages.mbox/table_of_contents', content: 'x' },
        { name: '归档/letter.eml', content: MAIL },
      ),
    ])
    expect(found).toEqual({
      INBOX: ['one'],
      'Work/Doors': ['two'],
      'Sent Messages': ['three'],
      归档: ['Hello'],
      Sent: ['four'],
      Old: ['five'],
    })
  })

  test('once where a later export brings it again, and as often as any one of them has it', async () => {
    const again = mbox('one', 'two', 'two', 'three').replace('Subject: two', 'Status: RO\nSubject: two')
    const { head, found } = await handOver([
      { name: 'Inbox.mbox', content: mbox('one', 'two') },
      { name: 'Inbox.mbox', content: again },
    ])
    expect(found).toEqual({ INBOX: ['one', 'two', 'two', 'three'] })
    expect(head).toMatchObject({ messages: 2, repeated: 2, uidFrom: 3 })
  })

  test('but for what Thunderbird had marked as deleted', async () => {
    const content = `From - \nX-Mozilla-Status: 0009\nSubject: gone\n\nx\n\nFrom - \nSubject: here\n\nx\n\n`.replaceAll(
      '- ',
      '',
    )
    const { head, found } = await handOver([{ name: 'Inbox', content }])
    expect(found).toEqual({ INBOX: ['here'] })
    expect(head?.deleted).toBe(1)
  })
})

describe('what is damaged is listed by its place, and all else is there', () => {
  test('in an mbox that ends in the middle of a message', async () => {
    const { head, found } = await handOver([{ name: 'Sent.mbox', content: mbox('one', 'two').slice(0, -6) }])
    expect(found).toEqual({ Sent: ['one', 'two'] })
    const at = mbox('one').length
    expect(head?.problems).toEqual([expect.objectContaining({ where: 'Sent.mbox', at, why: 'it ends in the middle' })])
  })

  test('where a message is larger than mail is', async () => {
    const { head, found } = await handOver([{ name: 'Sent.mbox', content: mbox('x'.repeat(500), 'small') }], {
      messageOctets: 300,
    })
    expect(found['Sent']).toContain('small')
    expect(head?.problems[0]?.why).toContain('larger')
  })

  test('in a zip with a file that is another than its name says', async () => {
    const { head, found } = await handOver([
      zip({ name: 'a.eml', content: '\0\0\0' }, { name: 'b.eml', content: MAIL }),
    ])
    expect(found).toEqual({ INBOX: ['', 'Hello'] })
    expect(head?.problems[0]).toMatchObject({ where: 'a.eml', why: 'it is not what its name says' })
  })
})

describe('a zip that means harm', () => {
  test('by a name that leads out of it leaves that file out', async () => {
    const { head, found } = await handOver([
      zip({ name: '../../etc/cron.mbox', content: mbox('bad') }, { name: 'Inbox.mbox', content: mbox('good') }),
    ])
    expect(found['INBOX']).toEqual(['', 'good'])
    expect(head?.problems[0]?.why).toContain('out of the archive')
  })

  test('by inflating without end is left, also where it lies about the size', async () => {
    const bomb = 'From a@b Sat Jan  2 03:04:05 2021\n'.padEnd(3_000_000, 'x')
    for (const claimedSize of [undefined, 100]) {
      const part = { name: 'a.mbox', content: bomb, ...(claimedSize === undefined ? {} : { claimedSize }) }
      const { head } = await handOver([zip(part, { name: 'b.eml', content: MAIL })], { ratioFrom: 100_000 })
      expect(head).toMatchObject({ messages: 2, problems: [{ where: 'a.mbox' }] })
    }
  })

  test('by more than all of it may hold is refused', async () => {
    const part = { name: 'a.mbox', content: mbox(randomBytes(40_000).toString('hex')) }
    expect(await refused([zip(part)], { unpackedOctets: 50_000 })).toMatchObject({ code: 'archive-too-large' })
    expect(await refused([zip(part, part, part)], { entries: 2 })).toMatchObject({ code: 'archive-too-large' })
  })
})

describe('a file is refused, with the next step,', () => {
  test.each([
    ['that is empty', Buffer.alloc(0), 'file-empty'],
    ['that is no mail', Buffer.from('%PDF-1.7'), 'file-not-mail'],
    [
      'that is a zip cut in the middle',
      writeZip([{ name: 'a.mbox', content: mbox('x') }]).subarray(0, 60),
      'archive-unreadable',
    ],
  ])('%s', async (_, content, code) => {
    expect(await refused([{ name: 'export', content }])).toMatchObject({ code, remedy: expect.any(String) as string })
  })

  test('that holds more messages than a mailbox may', async () => {
    const files = [1, 2].map((one) => ({ name: 'Inbox.mbox', content: mbox(`a${one}`, `b${one}`) }))
    expect(await refused(files, { messages: 3 })).toMatchObject({ code: 'file-too-many-messages' })
  })
})

describe('a PST', () => {
  const PST = { name: 'outlook.pst', content: Buffer.from(`!BDN${'x'.repeat(2_000)}`) }

  /** A program in place of readpst, as a script. */
  async function withTool<T>(script: string, work: (tool: string) => Promise<T>): Promise<T> {
    await using folder = await scratchFolder()
    const tool = await folder.write('readpst', `#!/bin/sh\n${script}\n`)
    await chmod(tool, 0o755)
    return await work(tool)
  }
  const INTO = 'while [ "$1" != -o ]; do shift; done; into=$2'

  test('is read folder by folder from what readpst writes (recorded, not live)', async () => {
    const script = `${INTO}
      mkdir -p "$into/Outlook Data File/Inbox" "$into/Outlook Data File/Inbox/Doors"
      printf '${mbox('one').replaceAll('\n', '\\n')}' > "$into/Outlook Data File/Inbox/mbox"
      printf '${mbox('two').replaceAll('\n', '\\n')}' > "$into/Outlook Data File/Inbox/Doors/mbox"`
    const { found, left } = await withTool(script, (tool) => handOver([PST], {}, tool))
    expect(found).toEqual({ INBOX: ['one'], 'INBOX/Doors': ['two'] })
    expect(left).toEqual([])
  })

  test.skipIf(!HAS_READPST)('that is broken is refused by readpst itself (no real PST is at hand)', async () => {
    const error = await refused([PST])
    expect(error).toMatchObject({
      code: 'pst-unreadable',
      message: expect.stringContaining('Error opening File') as string,
    })
  })

  test('without readpst on the machine is refused with what to install', async () => {
    expect(await refused([PST], {}, '/nowhere/readpst')).toMatchObject({
      code: 'pst-tool-missing',
      remedy: expect.stringContaining('pst-utils') as string,
    })
  })

  test('over which readpst takes too long ends it', async () => {
    const error = await withTool('exec sleep 600', (tool) => refused([PST], { pstMs: 300 }, tool))
    expect(error).toMatchObject({ code: 'pst-too-long' })
  })

  test('out of which readpst writes too much ends it', async () => {
    const script = `${INTO}\nhead -c 100000 /dev/zero > "$into/mbox"\nexec sleep 600`
    const error = await withTool(script, (tool) => refused([PST], { unpackedOctets: 50_000 }, tool))
    expect(error).toMatchObject({ code: 'archive-too-large' })
  })

  test('of which readpst says that it is broken is refused in its words', async () => {
    const error = await withTool('echo "Error opening File" >&2; exit 1', (tool) => refused([PST], {}, tool))
    expect(error).toMatchObject({
      code: 'pst-unreadable',
      message: expect.stringContaining('Error opening File') as string,
    })
  })
})
