import { expect, it } from 'vitest'
import { readHost } from '../../guard/index.ts'
import { fingerprint } from './fingerprint.ts'
import { FILTERS, PROVIDERS } from './providers.ts'
import { readTarget } from './target.ts'
import { fakeDns } from './testing/fake-dns.ts'

const byMx = (...hosts: string[]) =>
  fingerprint(
    readTarget('anna@corp.example'),
    fakeDns({ mx: { 'corp.example': hosts.map((exchange, priority) => ({ exchange, priority })) } }),
  )

it.each([
  ['aspmx.l.google.com', 'google'],
  ['alt1.aspmx.l.google.com', 'google'],
  ['smtp.google.com', 'google'],
  ['aspmx2.googlemail.com', 'google'],
  ['corp-example.mail.protection.outlook.com', 'microsoft-365'],
  ['corp-example.j-v1.mx.microsoft', 'microsoft-365'],
  ['corp-example.mail.protection.partner.outlook.cn', 'microsoft-365-china'],
  ['outlook-com.olc.protection.outlook.com', 'outlook-com'],
  ['mx.yandex.net', 'yandex-360'],
  ['emx.mail.ru', 'vk-workmail'],
  ['mx2.zoho.com', 'zoho'],
  ['mx.zoho.eu', 'zoho-eu'],
  ['mx.zoho.com.cn', 'zoho-com-cn'],
  ['mxbiz1.qq.com', 'tencent-exmail'],
  ['mx1.qiye.aliyun.com', 'alibaba-mail'],
  ['mxn.mxhichina.com', 'alibaba-mail'],
  ['qiye163mx01.mxmail.netease.com', 'netease-qiye'],
  ['hzmx01.mxmail.netease.com', 'netease-qiye'],
  ['mx01.mail.icloud.com', 'icloud'],
  ['in1-smtp.messagingengine.com', 'fastmail'],
  ['mail.protonmail.ch', 'proton'],
])('the MX %s shows %s', async (host, id) => {
  const found = await byMx(host)
  expect(found.providers).toMatchObject([
    { id, evidence: [{ source: 'mx', detail: expect.stringContaining(host) as string }] },
  ])
  for (const { evidence } of found.candidates) expect(evidence).toMatchObject([{ source: 'mx' }])
})

it.each([
  'google.com.evil.example',
  'notgoogle.com',
  'mx1.qq.com',
  'mail.corp.example',
  'xn--google-.com',
  'mxbiz1.qq.com.corp.example',
])('the MX %s shows nobody', async (host) => {
  expect(await byMx(host)).toMatchObject({ providers: [], candidates: [], mx: [host] })
})

it.each([
  ['gmail.com', 'imap.gmail.com'],
  ['126.com', 'imap.126.com'],
  ['foxmail.com', 'imap.qq.com'],
  ['bk.ru', 'imap.mail.ru'],
  ['hotmail.com', 'outlook.office365.com'],
])('an address of %s is at %s', async (domain, host) => {
  const found = await fingerprint(readTarget(`anna@${domain}`), fakeDns({}))
  expect(found.candidates[0]).toMatchObject({
    kind: 'imap',
    host,
    userName: `anna@${domain}`,
    evidence: [{ source: 'provider-data' }],
  })
})

it('behind a filter the SPF record is a hint, and it is told that the MX says nothing', async () => {
  const dns = fakeDns({
    mx: { 'corp.example': [{ exchange: 'eu-smtp-inbound-1.mimecast.com', priority: 10 }] },
    txt: { 'corp.example': ['x', 'v=spf1 include:eu._netblocks.mimecast.com include:_SPF.google.com -all'] },
  })
  const found = await fingerprint(readTarget('corp.example'), dns)
  expect(found.notes).toMatchObject([{ code: 'mx-filter', text: expect.stringContaining('Mimecast') as string }])
  expect(found.providers).toMatchObject([{ id: 'google', evidence: [{ source: 'dns-hints' }] }])
})

it('a domain without MX, and one that takes no mail, are told apart', async () => {
  expect((await byMx()).notes).toMatchObject([{ code: 'no-mx' }])
  expect((await byMx('')).notes).toMatchObject([{ code: 'null-mx' }])
})

it('the data are whole: ids and domains are there once, hosts and pages can be read', () => {
  const ids = PROVIDERS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const domains = PROVIDERS.flatMap((provider) => provider.domains ?? [])
  expect(new Set(domains).size).toBe(domains.length)
  for (const { imap, submission = [], signIn, source, jmap, caldav, carddav } of PROVIDERS) {
    for (const at of [imap, ...submission]) if (at !== undefined) expect(readHost(at.host).name).toBe(at.host)
    for (const page of [jmap, caldav, carddav, ...signIn.map((way) => way.page)])
      if (page !== undefined) expect(new URL(page).protocol).toBe('https:')
    expect(signIn.length).toBeGreaterThan(0)
    expect(source).toMatch(/20\d\d-\d\d$/)
  }
  for (const pattern of FILTERS.flatMap(({ mx }) => mx))
    expect(PROVIDERS.flatMap(({ mx = [] }) => mx)).not.toContain(pattern)
})
