import { Resolver } from 'node:dns/promises'
import { expect, it } from 'vitest'
import { startKnot } from './knot.ts'

it('answers for its zones and for nothing else', async () => {
  const zones = {
    'corp.test': ['@ MX 10 mx', 'mx A 127.0.0.1'],
    'other.test': ['_imaps._tcp SRV 0 1 993 mx.corp.test.'],
  }
  await using knot = await startKnot({ zones })
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${knot.port}`])
  expect(await resolver.resolveMx('corp.test')).toMatchObject([{ exchange: 'mx.corp.test', priority: 10 }])
  expect(await resolver.resolve4('mx.corp.test')).toEqual(['127.0.0.1'])
  expect(await resolver.resolveSrv('_imaps._tcp.other.test')).toMatchObject([{ name: 'mx.corp.test', port: 993 }])
  await expect(resolver.resolve4('example.com')).rejects.toMatchObject({ code: 'EREFUSED' })
})
