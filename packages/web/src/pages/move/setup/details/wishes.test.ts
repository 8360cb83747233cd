import { expect, it } from 'vitest'
import type { Service } from '../../../../api/setup-queries.ts'
import { bodyOf, chosenIn, wishesOf } from './wishes.ts'

const SERVICE: Service = {
  ...{ id: 'one', side: 'source', name: 'Old', host: 'imap.kestrel.example', port: 993, tls: 'implicit' },
  ...{ unverified: false, proxy: null, sharedFolders: false, labels: 'auto', compress: 'auto', auth: 'password' },
  ...{ masterUser: null, masterSeparator: null, passwordsFrom: null, connections: 4, oauth: null },
  ...{ hasPassword: false, hasProxyPassword: false, administrator: { opened: false, refusedAt: null } },
  pace: { outPerDay: null, inPerDay: null, bandwidth: null },
  signIn: { provider: 'generic', way: 'password', steps: [], page: null },
  knownLimits: null,
}

const CHOSEN = {
  pace: { outPerDay: 1_500_000_000, inPerDay: 0, bandwidth: 250_000 },
  connections: 2,
  proxy: { kind: 'socks5', host: 'proxy.kestrel.example', port: 1080, user: 'anna' },
  compress: 'always',
  sharedFolders: true,
  labels: 'all-mail',
} as const

it('what is kept is shown and sent back as it was', () => {
  expect(bodyOf(wishesOf({ ...SERVICE, ...CHOSEN }))).toEqual(CHOSEN)
  const { pace, connections, proxy, compress, sharedFolders, labels } = SERVICE
  expect(bodyOf(wishesOf(SERVICE))).toEqual({ pace, connections, proxy, compress, sharedFolders, labels })
})

it('of a proxy without a port the usual one is meant, and an empty user is nobody', () => {
  const wishes = { ...wishesOf(SERVICE), proxy: 'http', proxyHost: ' proxy.kestrel.example ' } as const
  expect(bodyOf(wishes).proxy).toEqual({ kind: 'http', host: 'proxy.kestrel.example', port: 3128, user: null })
})

it('names what somebody chose, and nothing else', () => {
  expect(chosenIn(SERVICE)).toEqual([])
  expect(chosenIn({ ...SERVICE, ...CHOSEN })).toEqual(['pace', 'connections', 'proxy', 'compress', 'shared', 'labels'])
})
