import { once } from 'node:events'
import { connect as connectTcp, createServer } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXEMPT, guardedPolicy } from './policy.ts'
import { type AddressSource, type HostAddress, hostGuard, resolveGuarded } from './resolve.ts'

const addresses = (...texts: string[]): HostAddress[] =>
  texts.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const answering =
  (...texts: string[]): AddressSource =>
  async () =>
    addresses(...texts)
const GUARDED = guardedPolicy(undefined)
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error
const PUBLIC = '93.184.216.34'

describe('a guarded host', () => {
  it.each(['127.0.0.1', '::1', '[::1]', '169.254.169.254', '::ffff:10.0.0.1', '64:ff9b::7f00:1'])(
    'written as %s is refused without a look-up',
    async (host) => {
      const asked: string[] = []
      const source: AddressSource = async (name) => {
        asked.push(name)
        return []
      }
      await expect(resolveGuarded(host, GUARDED, source)).rejects.toThrow(code('host-refused'))
      expect(asked).toEqual([])
    },
  )

  it('is refused where this machine itself answers to its name', async () => {
    await expect(resolveGuarded('localhost', GUARDED)).rejects.toThrow(code('host-refused'))
  })

  it('is refused for a single bad address among good ones, wherever that stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('127.0.0.1', '10.0.0.1', 'fd00::1', '::ffff:192.168.0.1', '2002:a00:1::'),
        fc.nat(3),
        async (bad, at) => {
          const all = ['8.8.8.8', '2606:4700::1111', PUBLIC]
          all.splice(at, 0, bad)
          await expect(resolveGuarded('mail.example.com', GUARDED, answering(...all))).rejects.toThrow(
            code('host-refused'),
          )
        },
      ),
    )
  })

  it('is refused in words that name the kind of address and not the address', async () => {
    const refusal = resolveGuarded('wiki.example.com', GUARDED, answering('10.20.30.40'))
    await expect(refusal).rejects.toThrow(/wiki\.example\.com .* private, not public/)
    await expect(refusal).rejects.not.toThrow(/10\.20/)
    await expect(refusal).rejects.toMatchObject({ remedy: expect.stringContaining('CARAVAN_ALLOW_HOSTS') as string })
  })

  it('is let through with all of its public addresses', async () => {
    const found = await resolveGuarded('mail.example.com', GUARDED, answering(PUBLIC, '2606:4700::1111'))
    expect(found).toEqual(addresses(PUBLIC, '2606:4700::1111'))
  })

  it('that has no address, or whose name servers fail, is said to be so', async () => {
    await expect(resolveGuarded('nowhere.example.com', GUARDED, answering())).rejects.toThrow(code('unknown-host'))
    const failing: AddressSource = () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' }))
    await expect(resolveGuarded('x.example.com', GUARDED, failing)).rejects.toThrow(code('lookup-failed'))
    await expect(resolveGuarded('x.example.com', GUARDED, answering('what?'))).rejects.toThrow(code('host-refused'))
  })
})

describe('the allow-list', () => {
  const allow = guardedPolicy('Mail.Corp.Example, *.lab.example 10.1.0.0/16\n::1,fd00::/8')

  it.each([
    ['mail.corp.example', '127.0.0.1'],
    ['MAIL.corp.example.', '10.9.9.9'],
    ['a.b.lab.example', '192.168.0.1'],
    ['whatever.example', '10.1.2.3'],
    ['whatever.example', '::ffff:10.1.2.3'],
    ['whatever.example', 'fd12::1'],
  ])('lets %s at %s through', async (name, address) => {
    expect(await resolveGuarded(name, allow, answering(address))).toEqual(addresses(address))
  })

  it.each([
    ['lab.example', '192.168.0.1'],
    ['evil-mail.corp.example', '127.0.0.1'],
    ['mail.corp.example.evil.example', '127.0.0.1'],
    ['xlab.example', '192.168.0.1'],
    ['whatever.example', '10.2.0.1'],
    ['whatever.example', '127.0.0.1'],
  ])('does not let %s at %s through', async (name, address) => {
    await expect(resolveGuarded(name, allow, answering(address))).rejects.toThrow(code('host-refused'))
  })

  it.each(['10.0.0.0/33', 'http://corp.example', '*', '*.', 'a*.corp.example', '127.1', 'x '.repeat(1_001)])(
    'that holds %j is refused as a whole',
    (text) => {
      expect(() => guardedPolicy(text)).toThrow(code('allow-list-malformed'))
    },
  )
})

it('an exempt host may be anywhere', async () => {
  expect(await resolveGuarded('mail.local', EXEMPT, answering('192.168.0.1', '::1'))).toEqual(
    addresses('192.168.0.1', '::1'),
  )
})

it('a name that leads elsewhere at its second look-up is connected to where it was judged', async () => {
  const server = createServer((socket) => socket.end('judged')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = (server.address() as { port: number }).port
  let asked = 0
  const rebinding: AddressSource = async () => addresses(asked++ === 0 ? '127.0.0.1' : '127.0.0.2')
  const guard = hostGuard(guardedPolicy('127.0.0.1'), rebinding)
  const at = await guard.resolve('rebinding.example')
  for (let tries = 0; tries < 3; tries++) {
    const socket = connectTcp({ host: at.name, port, lookup: at.lookup })
    const [words] = (await once(socket, 'data')) as [Buffer]
    expect([words.toString(), socket.remoteAddress]).toEqual(['judged', '127.0.0.1'])
    socket.destroy()
  }
  expect(asked).toBe(1)
  await expect(guard.resolve('rebinding.example')).rejects.toThrow(code('host-refused'))
  server.close()
})

it('the pinned answer has the shape that Node asks for', async () => {
  const { lookup: pinned } = await hostGuard(EXEMPT, answering('192.0.2.1', '2001:db8::1')).resolve('two.example')
  const seen: unknown[] = []
  pinned('two.example', { all: true }, (error, found) => seen.push(error, found))
  pinned('two.example', { family: 6 }, (error, found, family) => seen.push(error, found, family))
  pinned('two.example', {}, (error, found, family) => seen.push(error, found, family))
  expect(seen).toEqual([null, addresses('192.0.2.1', '2001:db8::1'), null, '2001:db8::1', 6, null, '192.0.2.1', 4])
})
