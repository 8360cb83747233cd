import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Fetch } from '@caravan/core/guard'
import { CaravanError, Secret } from '@caravan/core/model'
import {
  askForDeviceCode,
  awaitDevice,
  beginConsent,
  endConsent,
  type Grant,
  type OAuthApplication,
} from '@caravan/core/services'
import { plain } from '../render/format.ts'
import { applicationIn, commandFetch, keepGrant } from './oauth-file.ts'
import type { CommandLine } from './options.ts'
import { proxyAt } from './proxy.ts'
import { stopOnInterrupt } from './stop.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

/** `caravan consent FILE`: the owner of a mailbox agrees, and FILE holds what comes of it. Resolves with the exit status. */
export async function consent({ rest, values }: CommandLine, streams: Streams): Promise<number> {
  const [path, ...more] = rest
  if (path === undefined || more.length > 0)
    throw new UsageError('caravan consent takes one oauth file.', 'See docs/command.md for what such a file holds.')
  const app = await applicationIn(path)
  if (app.way !== 'consent')
    throw new UsageError(
      `${path} needs nobody's consent: its administrator has given it.`,
      'Use it with --from-oauth-file.',
    )
  const fetch = commandFetch(values.proxy === undefined ? undefined : proxyAt('proxy', values.proxy))
  const stop = stopOnInterrupt(streams.err)
  try {
    const byRedirect = values.redirect === true || app.deviceUrl === undefined
    const agreed = byRedirect ? byBrowser : byDeviceCode
    const grant = await agreed(app, fetch, streams, stop.signal)
    await keepGrant(path, grant)
  } finally {
    stop.done()
  }
  streams.out.write(values.json === true ? '{"status":"agreed"}\n' : `${path} now opens the mailbox.\n`)
  return 0
}

async function byDeviceCode(
  app: OAuthApplication,
  fetch: Fetch,
  { err }: Streams,
  signal: AbortSignal,
): Promise<Grant> {
  const device = await askForDeviceCode(fetch, app)
  err.write(
    `Open ${plain(device.url)} in any browser, sign in as the owner of the mailbox, and type the code ${plain(device.userCode)}\n`,
  )
  return awaitDevice(fetch, app, device, { signal })
}

/** How long somebody may take to agree. */
const PATIENCE_MS = 900_000

/**
 * RFC 8252 §7.3: the browser comes back to a port of this machine that is open for this one answer. By the name `localhost`,
 * since that is what Microsoft lets be registered without a port.
 */
async function byBrowser(app: OAuthApplication, fetch: Fetch, { err }: Streams, signal: AbortSignal): Promise<Grant> {
  const state = randomBytes(16).toString('base64url')
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const redirectUri = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
  try {
    const { url, verifier } = beginConsent(app, { redirectUri, state })
    err.write(`Open this address in a browser on this machine, and sign in as the owner of the mailbox:\n\n${url}\n\n`)
    const code = await codeAt(server, state, app.name, signal)
    return await endConsent(fetch, app, { code, verifier, redirectUri })
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** Waits for the browser that brings the code; others that knock are sent away. */
async function codeAt(server: Server, state: string, name: string, signal: AbortSignal): Promise<Secret> {
  const { promise, resolve, reject } = Promise.withResolvers<Secret>()
  const stop = (): void => reject(signal.reason)
  const timer = setTimeout(() => reject(notAgreed(name, 'Nobody agreed in time.')), PATIENCE_MS)
  signal.addEventListener('abort', stop)
  try {
    server.on('request', (request, response) => {
      const said = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
      const ours = said.get('state') === state
      const code = said.get('code')
      response.writeHead(ours ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      response.end(ours ? 'You can close this page and go back to the terminal.\n' : 'Nothing is here.\n')
      if (!ours) return
      if (code === null) reject(notAgreed(name, `It said: ${plain(said.get('error') ?? 'nothing').slice(0, 100)}.`))
      else resolve(new Secret(code))
    })
    return await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

const notAgreed = (name: string, why: string): CaravanError =>
  new CaravanError(
    'consent-refused',
    `${name} was not allowed to let Caravan into the mailbox. ${why}`,
    'Run the command again, sign in with the mailbox that is to be moved, and agree to everything that is asked for.',
  )
