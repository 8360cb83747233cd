import { expect, it } from 'vitest'
import type { Fetch, Fetched, FetchRequest } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { askAutodiscover, readAutodiscover } from './autodiscover.ts'
import { readTarget } from './target.ts'
import { fakeDns } from './testing/fake-dns.ts'

const SOURCE = { source: 'autodiscover', detail: 'here' } as const
const anna = readTarget('anna@corp.example')
const answer = (inside: string): string =>
  `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><AccountType>email</AccountType>${inside}</Account></Response></Autodiscover>`
const protocol = (fields: Readonly<Record<string, string>>): string =>
  `<Protocol>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</Protocol>`
const UNNAMED = { Type: 'IMAP', Server: 'imap.corp.example', Port: '993', SSL: 'on' }
const IMAP = { ...UNNAMED, LoginName: 'anna' }

it.each([
  [{ ...IMAP }, 'implicit'],
  [{ ...IMAP, Port: '143' }, 'starttls'],
  [{ ...IMAP, Port: '143', SSL: 'off' }, 'none'],
  [{ ...IMAP, Encryption: 'TLS' }, 'starttls'],
  [{ ...IMAP, Encryption: 'SSL', SSL: 'off' }, 'implicit'],
  [{ ...IMAP, Encryption: 'None' }, 'none'],
  [{ ...IMAP, Encryption: 'Auto', Port: '143' }, 'starttls'],
])('%j is read as %s', (fields, tls) => {
  expect(readAutodiscover(answer(protocol(fields)), anna, SOURCE)).toMatchObject([
    { kind: 'imap', tls, userName: 'anna' },
  ])
})

it('without a login name the address is the user name; what is no mail is left out', () => {
  const text = answer(
    protocol({ ...UNNAMED, Server: 'IMAP.Corp.Example' }) +
      protocol({ Type: 'WEB' }) +
      protocol({ ...IMAP, Port: 'x' }),
  )
  expect(readAutodiscover(text, anna, SOURCE)).toMatchObject([
    { host: 'imap.corp.example', userName: 'anna@corp.example' },
  ])
})

/** Answers by URL; whatever is not told has no host. */
function playing(answers: Readonly<Record<string, Partial<Fetched>>>) {
  const requests: FetchRequest[] = []
  const fetch: Fetch = async (request) => {
    requests.push(request)
    const told = answers[request.url]
    if (told === undefined) throw new CaravanError('unknown-host', 'no such host', '')
    return { url: request.url, status: 200, headers: {}, body: '', ...told }
  }
  return { fetch, requests }
}

const XML = 'https://autodiscover.corp.example/autodiscover/autodiscover.xml'
const JSON_URL =
  'https://autodiscover.corp.example/autodiscover/autodiscover.json/v1.0/anna%40corp.example?Protocol=Ews'

it('Exchange is recognised by its demand to sign in (a fake, not live)', async () => {
  const headers = { 'www-authenticate': 'Negotiate, NTLM, Basic realm="x"' }
  const { fetch } = playing({ [XML]: { status: 401, headers } })
  const found = await askAutodiscover(anna, fakeDns({}), fetch)
  expect(found.providers).toMatchObject([{ id: 'exchange' }])
  expect(found.asked).toContainEqual({
    source: 'autodiscover',
    what: XML,
    outcome: 'nothing',
    words: 'it wants a sign-in first',
  })
})

it('a demand to sign in alone is no Exchange', async () => {
  const { fetch } = playing({ [XML]: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } })
  expect((await askAutodiscover(anna, fakeDns({}), fetch)).providers).toEqual([])
})

it('the JSON of version 2 tells Microsoft 365 from Exchange on premises (a fake, not live)', async () => {
  const cloud = playing({
    [JSON_URL]: { body: '{"Protocol":"Ews","Url":"https://outlook.office365.com/EWS/Exchange.asmx"}' },
  })
  expect(await askAutodiscover(anna, fakeDns({}), cloud.fetch)).toMatchObject({
    providers: [{ id: 'microsoft-365' }],
    hosts: [],
  })
  const own = playing({
    [JSON_URL]: { body: '{"Protocol":"Ews","Url":"https://mail.corp.example/EWS/Exchange.asmx"}' },
  })
  expect(await askAutodiscover(anna, fakeDns({}), own.fetch)).toMatchObject({
    providers: [{ id: 'exchange' }],
    hosts: ['mail.corp.example'],
  })
})

it.each(['{"Url":5}', 'null', '[]', 'no JSON', '{"Url":"file:///x"}'])(
  'JSON that says nothing is nothing: %s',
  async (body) => {
    const { fetch } = playing({ [JSON_URL]: { body } })
    expect(await askAutodiscover(anna, fakeDns({}), fetch)).toMatchObject({ providers: [], candidates: [] })
  },
)

it('a redirect of the question is followed by status and by the answer’s own word, and not for ever', async () => {
  const second = 'https://mail.corp.example/autodiscover/autodiscover.xml'
  const third = 'https://mx.corp.example/autodiscover/autodiscover.xml'
  const away = playing({
    [XML]: { status: 302, headers: { location: second } },
    [second]: { body: answer(`<Action>redirectUrl</Action><RedirectUrl>${third}</RedirectUrl>`) },
    [third]: { body: answer(protocol(IMAP)) },
  })
  const found = await askAutodiscover(anna, fakeDns({}), away.fetch)
  expect(found.candidates).toMatchObject([
    { host: 'imap.corp.example', evidence: [{ detail: `${third} (autodiscover)` }] },
  ])
  expect(away.requests.filter(({ url }) => url === third)).toMatchObject([{ method: 'POST' }])
  const round = playing({ [XML]: { status: 302, headers: { location: XML } } })
  expect((await askAutodiscover(anna, fakeDns({}), round.fetch)).asked).toContainEqual(
    expect.objectContaining({ what: XML, outcome: 'failed', words: 'too many redirects' }),
  )
  expect(round.requests.filter(({ url }) => url === XML)).toHaveLength(3)
})

it('an alias to Microsoft shows Microsoft 365 behind any filter', async () => {
  const dns = fakeDns({ cname: { 'autodiscover.corp.example': 'autodiscover.outlook.com' } })
  const found = await askAutodiscover(readTarget('corp.example'), dns, playing({}).fetch)
  expect(found.providers).toMatchObject([{ id: 'microsoft-365' }])
})

it('cPanel’s own host shows cPanel, and is not told the address', async () => {
  const target = { target: 'cpanelemaildiscovery.cpanel.net', port: 443, priority: 0, weight: 0 }
  const { fetch, requests } = playing({})
  const found = await askAutodiscover(anna, fakeDns({ srv: { '_autodiscover._tcp.corp.example': [target] } }), fetch)
  expect(found.providers).toMatchObject([{ id: 'cpanel' }])
  expect(requests.map(({ url }) => new URL(url).hostname)).not.toContain(target.target)
})

it('without an address nobody is asked for one', async () => {
  const { fetch, requests } = playing({})
  const found = await askAutodiscover(readTarget('corp.example'), fakeDns({}), fetch)
  expect(requests).toEqual([])
  expect(found.asked.at(-1)?.words).toMatch(/no address was given/)
})

it('an address cannot break out of the question', async () => {
  const { fetch, requests } = playing({})
  await askAutodiscover(readTarget("a&b'x@corp.example"), fakeDns({}), fetch)
  expect(requests.find(({ method }) => method === 'POST')?.body).toContain(
    "<EMailAddress>a&amp;b'x@corp.example</EMailAddress>",
  )
})
