import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dovecot, encodeMailboxName, loadFolder, startDovecot, writeMaildir } from './index.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startDovecot({ name: 'maildir' })
})
afterAll(() => server.stop())

async function read(user: string, folder: string) {
  const auth = { user, pass: 'pw' }
  const flow = new ImapFlow({ host: server.host, port: server.port, secure: false, auth, logger: false })
  await flow.connect()
  await flow.mailboxOpen(folder, { readOnly: true })
  const messages = await flow.fetchAll('1:*', { flags: true, internalDate: true, source: true, uid: true })
  await flow.logout()
  return messages
}

describe('mail written straight into a Maildir', () => {
  it('is served with its bytes, flags, keywords, dates and order', async () => {
    const date = new Date('2023-03-04T05:06:07Z')
    const written = ['Subject: second\r\n\r\n\xff\x80 raw\r\n', 'Subject: first\r\n\r\nno end'].map((text, index) => ({
      raw: Buffer.from(text, 'latin1'),
      flags:
        [
          ['\\Seen', '$Forwarded', '\\Answered'],
          ['\\Flagged', 'label-a'],
        ][index] ?? [],
      date: new Date(date.getTime() - index * 86_400_000),
    }))
    expect(writeMaildir(server.mailDir('anna'), 'Проекты/2024 & more', written)).toBe(2)
    const messages = await read('anna', 'Проекты/2024 & more')
    expect(messages.map((message) => message.uid)).toEqual([1, 2])
    expect(messages.map((message) => message.source?.toString('latin1'))).toEqual([
      'Subject: second\r\n\r\n\xff\x80 raw\r\n',
      'Subject: first\r\n\r\nno end',
    ])
    expect(messages.map((message) => [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent').sort())).toEqual([
      ['$Forwarded', '\\Answered', '\\Seen'],
      ['\\Flagged', 'label-a'],
    ])
    expect(messages.map((message) => new Date(message.internalDate ?? 0).toISOString())).toEqual([
      '2023-03-04T05:06:07.000Z',
      '2023-03-03T05:06:07.000Z',
    ])
  })

  it('is found by a running server when more of it comes', async () => {
    const one = { raw: Buffer.from('Subject: one\r\n\r\n') }
    writeMaildir(server.mailDir('dmitri'), 'INBOX', [one])
    expect(await read('dmitri', 'INBOX')).toHaveLength(1)
    writeMaildir(server.mailDir('dmitri'), 'INBOX', [one, one])
    expect(await read('dmitri', 'INBOX')).toHaveLength(3)
  })

  it('is loaded from files with line ends as a server stores them', async () => {
    const source = await mkdtemp(join(tmpdir(), 'caravan-load-'))
    await writeFile(join(source, 'a.eml'), 'Subject: a\n\nline\r\nline\n')
    await writeFile(join(source, 'b.eml'), '')
    expect(loadFolder(server.mailDir('wei'), source, '客户')).toBe(1)
    await rm(source, { recursive: true })
    const [message] = await read('wei', '客户')
    expect(message?.source?.toString()).toBe('Subject: a\r\n\r\nline\r\nline\r\n')
  })
})

describe('modified UTF-7', () => {
  it.each([
    ['Sent', 'Sent'],
    ['R&D', 'R&-D'],
    ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
    ['مشتریان', '&BkUGNAYqBjEGzAYnBkY-'],
    ['📦', '&2D3c5g-'],
  ])('spells %s as %s', (name, spelled) => {
    expect(encodeMailboxName(name)).toBe(spelled)
  })
})
