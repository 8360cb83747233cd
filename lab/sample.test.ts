import { createHash } from 'node:crypto'
import { ImapFlow } from 'imapflow'
import { describe, expect, it } from 'vitest'
import { sampleCompany, startDovecot, writeSample } from './index.ts'
import { encodeText } from './sample/charset.ts'
import { headerText, textPart } from './sample/mime.ts'

describe('the sample company', () => {
  it('is the same each time', () => {
    const digest = (): string => {
      const hash = createHash('sha256')
      for (const { messages } of sampleCompany().mailboxes) for (const { raw } of messages) hash.update(raw)
      return hash.digest('hex')
    }
    expect(digest()).toBe(digest())
  })

  it('has letters of two years in five mailboxes and four languages', () => {
    const { mailboxes } = sampleCompany()
    expect(mailboxes.map(({ address, language }) => `${address} ${language}`)).toEqual([
      'anna@kestrelbay.example en',
      'dmitri@kestrelbay.example ru',
      'leila@kestrelbay.example fa',
      'wei@kestrelbay.example zh',
      'info@kestrelbay.example en',
    ])
    const all = mailboxes.flatMap(({ messages }) => messages)
    expect(all.length).toBeGreaterThanOrEqual(150)
    expect(all.length).toBeLessThanOrEqual(250)
    expect(new Set(all.map(({ date }) => date.getUTCFullYear()))).toEqual(new Set([2024, 2025]))
    expect(new Set(all.flatMap(({ flags }) => flags))).toEqual(
      new Set(['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '$Forwarded']),
    )
    const text = all.map(({ raw }) => Buffer.from(raw).toString('latin1')).join('\n')
    for (const sign of [
      'windows-1251',
      'gb18030',
      'quoted-printable',
      'image/png',
      'application/pdf',
      'text/csv',
      'message/rfc822',
    ])
      expect(text).toContain(sign)
  })

  it('is read by a mail program as it was written', async () => {
    await using server = await startDovecot({ name: 'sample' })
    const company = writeSample(server.mailDir)
    const wei = company.mailboxes.find(({ language }) => language === 'zh')
    const auth = { user: wei?.address ?? '', pass: 'pw' }
    const flow = new ImapFlow({ host: server.host, port: server.port, secure: false, auth, logger: false })
    await flow.connect()
    expect((await flow.list()).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['客户', '客户/上海', 'Sent', 'Drafts']),
    )
    await flow.mailboxOpen('Sent')
    const sent = await flow.fetchAll('1:*', { envelope: true, bodyStructure: true, flags: true })
    await flow.logout()
    expect(sent).toHaveLength(wei?.messages.filter(({ folder }) => folder === 'Sent').length ?? -1)
    const subjects = sent.map(({ envelope }) => envelope?.subject ?? '')
    expect(subjects.some((subject) => subject.includes('发货通知'))).toBe(true)
    expect(sent.every(({ envelope }) => envelope?.from?.[0]?.name === '陈伟')).toBe(true)
  })
})

describe('the encodings of the sample', () => {
  it.each([
    ['windows-1251', 'Счёт № 5 — «оплата»'],
    ['gb18030', '装箱单（二）：橡木'],
  ] as const)('writes %s so that it can be read', (charset, text) => {
    expect(new TextDecoder(charset).decode(encodeText(text, charset))).toBe(text)
  })

  it('breaks header words and lines where no character breaks', () => {
    const words = headerText('Коммерческое предложение на поставку плитки', 'utf-8').split('\r\n ')
    expect(words.length).toBeGreaterThan(1)
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75)
    for (const word of words) expect(Buffer.from(word.slice(10, -2), 'base64').toString()).not.toContain('\ufffd')
    const { body } = textPart(`${'ё'.repeat(60)} = \n`, 'plain', 'utf-8', 'quoted-printable')
    const lines = body.toString().split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76)
    const joined = body
      .toString()
      .replaceAll('=\r\n', '')
      .replaceAll(/=(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    expect(Buffer.from(joined, 'latin1').toString()).toBe(`${'ё'.repeat(60)} = \r\n`)
  })
})
