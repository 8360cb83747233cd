import { host, organisations } from '@caravan/contract'
import { startSmtpSink } from '@caravan/lab'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { invitationLetter } from './invitation.ts'
import { submit } from './send.ts'

let running: TestServer
beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  running = await startTestServer()
})
afterAll(async () => {
  await running.stop()
  vi.unstubAllEnvs()
})

const senderAt = (port: number) => ({
  host: '127.0.0.1',
  port,
  tls: 'none' as const,
  user: null,
  from: 'caravan@birch.example',
})
const useSender = (port: number) =>
  running.owner.call(host.writeHostSettings, { body: { publicUrl: null, sender: senderAt(port) } })
const invite = (email: string) =>
  running.owner.call(organisations.invite, {
    params: { organisation: running.organisation },
    body: { email, role: 'viewer' },
  })
/** Quoted-printable undone, as far as these letters need it. */
const plain = (letter: string) => letter.replace(/=\r?\n/g, '').replaceAll('=3D', '=')

test('an invitation goes out by real SMTP, with its link', async () => {
  await using sink = await startSmtpSink()
  await useSender(sink.port)
  const { link, sent } = await invite('guest@elsewhere.example')
  expect(sent).toBe(true)
  const [letter = '', ...more] = (await sink.letters()).map(plain)
  expect(more).toEqual([])
  expect(letter).toContain('X-Rcpt-Args: <guest@elsewhere.example>')
  expect(letter).toContain('X-Mail-Args: <caravan@birch.example>')
  expect(letter).toContain(link)
  expect(letter).toContain('Auto-Submitted: auto-generated')
})

test('an invitation is made although its letter is refused, and says that none went out', async () => {
  await using sink = await startSmtpSink({ args: ['-f', 'RCPT'] })
  await useSender(sink.port)
  expect((await invite('refused@elsewhere.example')).sent).toBe(false)
  expect(await sink.letters()).toEqual([])
  const { context } = running.server
  await expect(submit(context, senderAt(sink.port), 'a@b.example', { subject: 's', text: 't' })).rejects.toMatchObject({
    code: 'recipient-refused',
  })
})

test.each(['ru', 'fa', 'zh'] as const)(
  'an invitation comes in the language %s where it was asked for so',
  async (language) => {
    await using sink = await startSmtpSink()
    await useSender(sink.port)
    const body = { email: `${language}@elsewhere.example`, role: 'viewer', language } as const
    const { sent } = await running.owner.call(organisations.invite, {
      params: { organisation: running.organisation },
      body,
    })
    expect(sent).toBe(true)
    expect(await sink.letters()).toEqual([expect.stringContaining(`Content-Language: ${language}`)])
    const words = {
      by: 'Eve <b>',
      organisation: 'Birch',
      role: 'viewer',
      link: 'https://x.example/#t',
      until: new Date(0),
    } as const
    const { text, html } = invitationLetter(language, words)
    for (const part of [text, html]) {
      expect(part).toMatch(/1970-01-01 00:00/)
      expect(part).not.toMatch(/\{|viewer|invites/)
    }
    expect(html).toContain('Eve &lt;b&gt;')
    expect(html).toContain(language === 'fa' ? 'dir="rtl"' : 'dir="ltr"')
  },
)

test('nothing that people typed begins a header or another recipient', async () => {
  await using sink = await startSmtpSink()
  const letter = invitationLetter('en', {
    by: 'Eve\r\nBcc: all@elsewhere.example',
    organisation: 'Birch\r\nBcc: all@elsewhere.example\r\n\r\nAnother body\u2028x',
    role: 'viewer',
    link: 'https://x.example/#t',
    until: new Date(0),
  })
  await submit(running.server.context, senderAt(sink.port), 'guest@elsewhere.example', {
    ...letter,
    subject: `${letter.subject}\r\nBcc: more@elsewhere.example`,
  })
  const [sent = ''] = await sink.letters()
  expect(sent.match(/^X-Rcpt-Args: .*/gm)).toHaveLength(1)
  expect(sent).not.toMatch(/^bcc:/im)
  expect(sent).not.toMatch(/^Another body/m)
})

test('a sender inside the network is refused where the host administrator has not allowed it', async () => {
  const { context } = running.server
  const sender = { ...senderAt(25), host: '10.0.0.9' }
  await expect(submit(context, sender, 'a@b.example', { subject: 's', text: 't' })).rejects.toMatchObject({
    code: 'host-refused',
  })
})
