import type { MailProxy } from '@caravan/core/services'
import { UsageError } from './usage.ts'

const KINDS: Readonly<Record<string, { readonly kind: MailProxy['kind']; readonly port: number }>> = {
  // With the name looked up by the proxy, which is what curl calls socks5h.
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
  'http:': { kind: 'http', port: 80 },
  'https:': { kind: 'https', port: 443 },
}

/**
 * The proxy that `--from-proxy`, `--to-proxy` or `--proxy` names, with its password from the URL or from
 * `CARAVAN_FROM_PROXY_PASSWORD`, `CARAVAN_TO_PROXY_PASSWORD` or `CARAVAN_PROXY_PASSWORD`.
 * @param option its name, without its dashes
 * Throws `UsageError`; its text never holds the URL, which may hold a password.
 */
export function proxyAt(option: 'from-proxy' | 'to-proxy' | 'proxy', text: string): MailProxy {
  const name = `--${option}`
  const remedy = 'Write it as socks5://user@host:1080 or http://user@host:3128, with @ : / in the user percent-encoded.'
  const url = URL.canParse(text) ? new URL(text) : undefined
  const known = url === undefined ? undefined : KINDS[url.protocol]
  if (url === undefined || known === undefined) throw new UsageError(`${name} is not a URL of a proxy.`, remedy)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '' || !['', '/'].includes(url.pathname) || url.search !== '')
    throw new UsageError(`${name} has a host and a port, and nothing behind them.`, remedy)
  const user = decoded(name, url.username)
  const password =
    url.password === '' ? process.env[`CARAVAN_${option.toUpperCase().replace('-', '_')}_PASSWORD`] : undefined
  return {
    kind: known.kind,
    host,
    port: url.port === '' ? known.port : Number(url.port),
    ...(user !== '' && { user, password: password ?? decoded(name, url.password) }),
  }
}

function decoded(name: string, part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new UsageError(`${name}: user or password is not percent-encoded rightly.`, 'Write % itself as %25.')
  }
}
