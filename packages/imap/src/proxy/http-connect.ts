import { isIPv6 } from 'node:net'
import { InvalidArgumentError } from '../errors.ts'
import { type ProxyOptions, type ProxyTalk, proxyError, type Target } from './proxy.ts'

/** Words of a proxy that are shown. */
const MOST_SAID = 200

/**
 * Has an HTTP proxy connect (CONNECT, RFC 9110 §9.3.6), with user and password by Basic (RFC 7617) where there are some.
 *
 * @throws ConnectError `proxy-sign-in`, `proxy-refused`, `proxy-failed`; InvalidArgumentError for a name that would be
 *   more than one in a request
 */
export async function httpConnect(talk: ProxyTalk, proxy: ProxyOptions, target: Target): Promise<void> {
  if (!/^[\w.:-]+$/.test(target.host)) throw new InvalidArgumentError('The host has characters that no host has')
  const authority = `${isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`]
  if (proxy.user !== undefined) lines.push(`Proxy-Authorization: Basic ${basic(proxy.user, proxy.password ?? '')}`)
  talk.send(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))
  const [status = ''] = (await talk.head('HTTP/1.')).split('\r\n')
  const code = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(status)?.[1] ?? 0)
  if (code === 0) throw proxyError('proxy-refused', proxy, 'does not speak HTTP')
  if (code >= 200 && code < 300) return
  const said = shown(status, proxy)
  if (code === 407) throw proxyError('proxy-sign-in', proxy, 'refused its user or password, or wants one', said)
  // 5xx: it would, and cannot reach the server; the rest: it does not want to.
  const kind = code >= 500 ? 'proxy-failed' : 'proxy-refused'
  throw proxyError(kind, proxy, `does not connect to ${authority}`, said)
}

const basic = (user: string, password: string): string => {
  // RFC 7617 §2: the first colon ends the user.
  if (user.includes(':')) throw new InvalidArgumentError('The user of an HTTP proxy has no colon in it')
  return Buffer.from(`${user}:${password}`).toString('base64')
}

/** The status line; what a proxy repeats of the password is not shown. */
function shown(status: string, { user, password }: ProxyOptions): string {
  if (user === undefined || password === undefined || password === '') return status.slice(0, MOST_SAID)
  return [basic(user, password), password]
    .reduce((text, secret) => text.replaceAll(secret, '***'), status)
    .slice(0, MOST_SAID)
}
