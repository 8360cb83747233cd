import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer as createPlain, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { makeCertificate } from './certificate.ts'
import { makeState, removeState } from './state.ts'

export interface WebServerOptions {
  /** The host names in its certificate, beside localhost. */
  names?: readonly string[]
  /** Without TLS. */
  plain?: boolean
  /** Another address of this machine than 127.0.0.1. */
  host?: string
  answer: RequestListener
}

export interface WebServer extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** The certificate to trust; empty without TLS. */
  readonly ca: string
  /** Every request that came, as `GET host/path?query`. */
  readonly requests: string[]
  stop: () => Promise<void>
}

/** Starts a web server on loopback with a certificate of its own. */
export async function startWebServer({
  names = [],
  plain = false,
  host = '127.0.0.1',
  answer,
}: WebServerOptions): Promise<WebServer> {
  const state = await makeState('web')
  const certificate = plain ? undefined : await makeCertificate(state, names)
  const requests: string[] = []
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.method ?? ''} ${hostOf(request)}${request.url ?? ''}`)
    answer(request, response)
  }
  const server =
    certificate === undefined
      ? createPlain(listener)
      : createServer({ cert: certificate.ca, key: await readFile(certificate.keyFile) }, listener)
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await removeState(state)
  }
  return {
    host,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ca: certificate?.ca ?? '',
    requests,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

const hostOf = ({ headers }: IncomingMessage): string => (headers.host ?? '').replace(/:\d+$/, '')
