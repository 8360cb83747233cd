import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { CaravanError } from '../model/errors.ts'
import type { HostGuard } from './resolve.ts'

/**
 * Opens a line to a host in place of a connection of our own, as through a proxy; TLS and HTTP begin on it. It judges the
 * host where hosts are judged, and closes what it has opened where the signal ends it.
 */
export type Line = (host: string, port: number, signal: AbortSignal) => Promise<Socket>

export interface FetchRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'OPTIONS' | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
  /** Whether plain `http:` may be asked; a redirect from https to http is refused either way. */
  readonly plain?: boolean | undefined
  /** Redirects that are followed; 5 unless told. Only GET and OPTIONS are sent again. */
  readonly redirects?: number | undefined
  /** The way to the host and to each that it redirects to; directly unless told. */
  readonly line?: Line | undefined
}

export interface Fetched {
  /** Where the answer came from, after redirects. */
  readonly url: string
  readonly status: number
  /** Names in lower case; one that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded as UTF-8. */
  readonly body: string
}

/** @throws CaravanError `host-refused`, `unknown-host`, `lookup-failed`, `host-malformed`, `fetch-failed` */
export type Fetch = (request: FetchRequest) => Promise<Fetched>

export interface FetchLimits {
  /** For everything together, redirects too, in milliseconds; 15,000 unless told. */
  readonly timeoutMs?: number | undefined
  /** Octets of the body; 262,144 unless told. */
  readonly maxBytes?: number | undefined
  /** PEM of the authorities to trust in place of the system's. */
  readonly ca?: string | undefined
}

const MOST_REDIRECTS = 5
const MOST_HEADER_BYTES = 16_384
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * HTTP through the guard: each host, also of each redirect, is judged, and the connection goes to the judged address.
 * No cookies, no compression, no connection kept open.
 */
export function guardedFetch(guard: HostGuard, limits: FetchLimits = {}): Fetch {
  return async (request) => {
    const timeoutMs = limits.timeoutMs ?? 15_000
    const given = new AbortController()
    const timer = setTimeout(
      () => given.abort(failed(request.url, `no answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    try {
      return await follow(guard, request, limits, given.signal)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function follow(
  guard: HostGuard,
  request: FetchRequest,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Fetched> {
  let url = readUrl(request.url, request.plain ?? false)
  for (let left = request.redirects ?? MOST_REDIRECTS; ; left--) {
    const answer = await ask(guard, url, request, limits, signal)
    const next = answer.headers['location']
    if (!REDIRECTS.has(answer.status) || next === undefined || request.method === 'POST') return answer
    if (left <= 0) throw failed(request.url, 'too many redirects')
    // RFC 9110 §15.4: never from a safe line to an open one.
    url = readUrl(next, url.protocol === 'http:', url)
  }
}

async function ask(
  guard: HostGuard,
  url: URL,
  request: FetchRequest,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Fetched> {
  const way = await wayTo(guard, url, request, limits, signal)
  const response = await respond(url, way, request, limits, signal)
  return {
    url: url.href,
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
    body: await bodyOf(url, response, limits.maxBytes ?? 262_144, signal),
  }
}

/** What of a request leads it to its host. */
type Way = Pick<RequestOptions, 'host' | 'lookup' | 'agent' | 'createConnection'>

async function wayTo(
  guard: HostGuard,
  url: URL,
  { line }: FetchRequest,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Way> {
  if (line === undefined) {
    const { name, lookup } = await untilAborted(guard.resolve(url.hostname), signal)
    // An address is connected to as it stands; a name is answered by `lookup`.
    return { host: name, lookup, agent: false }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = await untilAborted(line(host, portOf(url), signal), signal)
  return { host, createConnection: () => (url.protocol === 'https:' ? secured(socket, host, limits) : socket) }
}

/** The certificate must bear the name, whoever made the line. RFC 6066 §3: an address is no server name. */
const secured = (socket: Socket, host: string, limits: FetchLimits): Socket =>
  connectTls({ socket, host, ...trust(limits), ...(isIP(host) === 0 && { servername: host }) })

const trust = ({ ca }: FetchLimits) => ({ minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) }) as const

const portOf = (url: URL): number => (url.port === '' ? usualPort(url) : Number(url.port))
const usualPort = (url: URL): number => (url.protocol === 'https:' ? 443 : 80)

function respond(
  url: URL,
  way: Way,
  { method = 'GET', headers, body }: FetchRequest,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options = {
    ...way,
    port: portOf(url),
    // Without an agent nobody else knows it, and it would stand in the `Host` field.
    defaultPort: usualPort(url),
    path: url.pathname + url.search,
    method,
    headers: { accept: '*/*', 'user-agent': 'Caravan', ...headers },
    maxHeaderSize: MOST_HEADER_BYTES,
    signal,
  }
  return new Promise((resolve, reject) => {
    const sent = url.protocol === 'https:' ? requestTls({ ...options, ...trust(limits) }) : requestPlain(options)
    sent.once('response', resolve)
    // What comes through a proxy stands still until somebody reads.
    sent.once('socket', (socket) => socket.resume())
    sent.on('error', (error) => reject(reasonOf(signal) ?? failed(url.href, wordsOf(error), error)))
    sent.end(body)
  })
}

async function bodyOf(url: URL, response: IncomingMessage, most: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) throw failed(url.href, `it answers with more than ${most} octets`)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof CaravanError ? error : (reasonOf(signal) ?? failed(url.href, wordsOf(error), error))
  } finally {
    response.destroy()
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readUrl(text: string, plain: boolean, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined
  if (url === undefined || !(url.protocol === 'https:' || (plain && url.protocol === 'http:')))
    throw failed(base?.href ?? text, base === undefined ? 'only https is asked' : 'it redirects away from https')
  if (url.username !== '' || url.password !== '') throw failed(url.origin, 'a URL with a user in it is not asked')
  return url
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(reasonOf(signal))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

const reasonOf = (signal: AbortSignal): CaravanError | undefined =>
  signal.reason instanceof CaravanError ? signal.reason : undefined

const wordsOf = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error ? first.message : String(first)
}

/** Without the query, in which an address may stand. */
function failed(url: string, why: string, cause?: unknown): CaravanError {
  const where = url.replace(/[?#].*$/s, '')
  return new CaravanError(
    'fetch-failed',
    `${where} was not fetched: ${why}.`,
    'Open the address in a browser to see what it answers.',
    { cause },
  )
}
