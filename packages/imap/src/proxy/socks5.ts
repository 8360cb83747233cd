import { isIP } from 'node:net'
import { InvalidArgumentError } from '../errors.ts'
import { addressBytes } from './address.ts'
import { type ProxyOptions, type ProxyTalk, proxyError, type Target } from './proxy.ts'

const VERSION = 5
const NO_SIGN_IN = 0
const PASSWORD = 2
const CONNECT = 1
const IPV4 = 1
const NAME = 3
const IPV6 = 4

/** RFC 1928 §6, and whether it is the proxy that does not want to. */
const REPLIES: Readonly<Record<number, readonly ['proxy-refused' | 'proxy-failed', string]>> = {
  1: ['proxy-failed', 'general failure'],
  2: ['proxy-refused', 'connection not allowed by its rules'],
  3: ['proxy-failed', 'network unreachable'],
  4: ['proxy-failed', 'host unreachable'],
  5: ['proxy-failed', 'connection refused'],
  6: ['proxy-failed', 'TTL expired'],
  7: ['proxy-refused', 'command not supported'],
  8: ['proxy-refused', 'address type not supported'],
}

/**
 * Has a SOCKS 5 proxy connect (RFC 1928), signed in by user and password where it asks for that (RFC 1929).
 *
 * @throws ConnectError `proxy-sign-in`, `proxy-refused`, `proxy-failed`; InvalidArgumentError for a user, password or
 *   name of more than 255 bytes
 */
export async function socks5(talk: ProxyTalk, proxy: ProxyOptions, target: Target): Promise<void> {
  const methods = proxy.user === undefined ? [NO_SIGN_IN] : [NO_SIGN_IN, PASSWORD]
  talk.send(Buffer.from([VERSION, methods.length, ...methods]))
  const [version, method] = await talk.bytes(2)
  if (version !== VERSION) throw proxyError('proxy-refused', proxy, 'does not speak SOCKS 5')
  if (method === PASSWORD && proxy.user !== undefined) await signIn(talk, proxy)
  else if (method !== NO_SIGN_IN) throw proxyError('proxy-sign-in', proxy, 'takes nobody without a user and a password')
  talk.send(Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), addressed(target)]))
  const [, reply = 1, , type] = await talk.bytes(4)
  if (reply !== 0) {
    const [code, words] = REPLIES[reply] ?? ['proxy-failed', `answer ${reply}`]
    throw proxyError(code, proxy, `does not connect to ${target.host}:${target.port}`, words)
  }
  // The address that it connected from; nobody needs it.
  const [length = 0] = type === NAME ? await talk.bytes(1) : [type === IPV6 ? 16 : 4]
  await talk.bytes(length + 2)
}

async function signIn(talk: ProxyTalk, proxy: ProxyOptions): Promise<void> {
  talk.send(Buffer.concat([Buffer.from([1]), counted(proxy.user ?? ''), counted(proxy.password ?? '')]))
  const [, status] = await talk.bytes(2)
  if (status !== 0) throw proxyError('proxy-sign-in', proxy, 'refused its user or password')
}

function addressed({ host, port }: Target): Buffer {
  const family = isIP(host)
  const address =
    family === 0
      ? Buffer.concat([Buffer.from([NAME]), counted(host)])
      : Buffer.from([family === 4 ? IPV4 : IPV6, ...addressBytes(host)])
  return Buffer.concat([address, Buffer.from([port >> 8, port & 255])])
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length > 255)
    throw new InvalidArgumentError('SOCKS 5 takes no user, password or name of more than 255 bytes')
  return Buffer.from([bytes.length, ...bytes])
}
