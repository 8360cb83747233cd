import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type Knot, startKnot } from '@caravan/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DnsResolver, dnsResolver } from './resolver.ts'

let knot: Knot
let dns: DnsResolver
beforeAll(async () => {
  const long = 'x'.repeat(200)
  knot = await startKnot({
    zones: {
      'corp.test': [
        '@ MX 20 Backup.Corp.Test.',
        '@ MX 10 mx',
        '@ A 127.0.0.1',
        '@ AAAA ::1',
        `@ TXT "${long}" "${long}"`,
        '_imaps._tcp SRV 10 1 993 second',
        '_imaps._tcp SRV 0 5 993 lighter',
        '_imaps._tcp SRV 0 9 9993 heavier',
        '_pop3s._tcp SRV 0 0 0 .',
        'autodiscover CNAME autodiscover.example.com.',
        ...Array.from({ length: 60 }, (_, n) => `many A 127.0.1.${n}`),
      ],
    },
  })
  dns = dnsResolver({ servers: [`127.0.0.1:${knot.port}`], timeoutMs: 20_000 })
})
afterAll(() => knot.stop())

it('MX records come by priority, in lower case', async () => {
  expect(await dns.mx('corp.test')).toEqual([
    { exchange: 'mx.corp.test', priority: 10 },
    { exchange: 'backup.corp.test', priority: 20 },
  ])
})

it('SRV records come by priority and weight, and a service that is not there has an empty target', async () => {
  const found = await dns.srv('_imaps._tcp.corp.test')
  expect(found.map(({ target, port }) => `${target}:${port}`)).toEqual([
    'heavier.corp.test:9993',
    'lighter.corp.test:993',
    'second.corp.test:993',
  ])
  expect(await dns.srv('_pop3s._tcp.corp.test')).toMatchObject([{ target: '' }])
})

it('the strings of a TXT record are joined', async () => {
  expect(await dns.txt('corp.test')).toEqual(['x'.repeat(400)])
})

it('addresses of both families and aliases are found', async () => {
  expect(await dns.addresses('corp.test')).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ])
  expect(await dns.cname('autodiscover.corp.test')).toBe('autodiscover.example.com')
  expect(await dns.cname('corp.test')).toBeUndefined()
})

it('a name, a type or a form that is not there is an empty answer', async () => {
  expect(await dns.mx('nowhere.corp.test')).toEqual([])
  expect(await dns.txt('many.corp.test')).toEqual([])
  expect(await dns.addresses(`${'a'.repeat(64)}.corp.test`)).toEqual([])
})

it('of many records the first fifty are taken', async () => {
  expect(await dns.addresses('many.corp.test')).toHaveLength(50)
})

it('a name server that refuses is named as a failure, not as an empty answer', async () => {
  await expect(dns.mx('example.com')).rejects.toMatchObject({
    code: 'lookup-failed',
    message: expect.stringContaining('example.com') as string,
  })
})

it('a name server that is silent is given up', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const patient = dnsResolver({ servers: [`127.0.0.1:${silent.address().port}`], timeoutMs: 50, tries: 1 })
  await expect(patient.mx('corp.test')).rejects.toMatchObject({ code: 'lookup-failed' })
  silent.close()
})
