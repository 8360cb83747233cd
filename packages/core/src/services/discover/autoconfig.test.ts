import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAutoconfig } from './autoconfig.ts'
import { readTarget } from './target.ts'

const SOURCE = { source: 'autoconfig', detail: 'here' } as const
const anna = readTarget('anna@corp.example')
const read = (text: string, target = anna) => readAutoconfig(text, target, SOURCE)
const config = (inside: string, beside = ''): string =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x">${inside}</emailProvider>${beside}</clientConfig>`
const incoming = (type: string, host: string, port: string, socket: string): string =>
  `<incomingServer type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>%EMAILLOCALPART%</username></incomingServer>`

it('servers come in the order of the file, with the user name filled in', () => {
  const { candidates } = read(
    config(
      incoming('imap', 'IMAP.corp.example', '993', 'SSL') +
        incoming('pop3', 'pop.corp.example', '995', 'SSL') +
        incoming('imap', 'mail.%EMAILDOMAIN%', '143', 'STARTTLS') +
        '<outgoingServer type="smtp"><hostname>smtp.corp.example</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>',
    ),
  )
  const evidence = [SOURCE]
  expect(candidates).toEqual([
    { kind: 'imap', host: 'imap.corp.example', port: 993, tls: 'implicit', userName: 'anna', evidence },
    { kind: 'imap', host: 'mail.corp.example', port: 143, tls: 'starttls', userName: 'anna', evidence },
    { kind: 'submission', host: 'smtp.corp.example', port: 587, tls: 'starttls', userName: undefined, evidence },
  ])
})

it('calendars, contacts and JMAP are found inside of the provider and beside it', () => {
  const { candidates } = read(
    config(
      '<incomingServer type="jmap"><url>https://jmap.corp.example/session</url></incomingServer>',
      '<calendar type="caldav"><username>%EMAILADDRESS%</username><serverURL>https://dav.corp.example:8443/cal/%EMAILADDRESS%/</serverURL></calendar>' +
        '<addressBook type="carddav"><serverURL>http://dav.corp.example/open/</serverURL></addressBook>',
    ),
  )
  expect(candidates.map(({ kind, url, port }) => [kind, url, port])).toEqual([
    ['jmap', 'https://jmap.corp.example/session', 443],
    ['caldav', 'https://dav.corp.example:8443/cal/anna@corp.example/', 8443],
  ])
})

it('without an address no user name is made up', () => {
  const { candidates } = read(config(incoming('imap', 'imap.corp.example', '993', 'SSL')), readTarget('corp.example'))
  expect(candidates[0]?.userName).toBeUndefined()
})

it.each([
  ['a number for a host', incoming('imap', '2130706433', '993', 'SSL')],
  ['a path behind the host', incoming('imap', 'imap.corp.example/x', '993', 'SSL')],
  ['a line end in the host', incoming('imap', 'imap.corp.example&#13;&#10;x', '993', 'SSL')],
  ['port 0', incoming('imap', 'imap.corp.example', '0', 'SSL')],
  ['a port beyond the last', incoming('imap', 'imap.corp.example', '65536', 'SSL')],
  ['an unknown kind of socket', incoming('imap', 'imap.corp.example', '993', 'magic')],
  ['no host', '<incomingServer type="imap"/>'],
])('a server with %s is left out', (_, server) => {
  expect(read(config(server)).candidates).toEqual([])
})

it('mailcow is recognised by the name it publishes', () => {
  const { providers } = read(config('<displayName>A mailcow mail server</displayName>'))
  expect(providers).toMatchObject([{ id: 'mailcow' }])
})

it.each(['<html/>', '<clientConfig/>', '<Autodiscover/>'])('%s is no settings file', (text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'answer-malformed' }) as Error)
})

const folder = join(import.meta.dirname, '../../../../../../shared/corpora/ispdb/autoconfig')
const files = existsSync(folder) ? readdirSync(folder) : []

describe.skipIf(files.length === 0)('published settings files (skipped where ../shared/corpora is absent)', () => {
  it.each(files)('%s names what it has', (file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const imap = (text.match(/<incomingServer type="imap"/g) ?? []).length
    const smtp = (text.match(/<outgoingServer type="smtp"/g) ?? []).length
    const { candidates } = read(text)
    const found = (kind: string): number => candidates.filter((candidate) => candidate.kind === kind).length
    expect([found('imap'), found('submission')]).toEqual([imap, smtp])
  })
})
