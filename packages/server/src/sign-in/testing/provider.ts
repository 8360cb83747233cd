import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { startWebServer, type WebServer } from '@caravan/lab'

/** A small OIDC provider, a fake: it vouches for whoever `claims` names, without asking anybody. */
export interface FakeProvider extends AsyncDisposable {
  readonly issuer: string
  readonly server: WebServer
  readonly clientId: string
  readonly secret: string
  claims: Record<string, unknown>
  /** What it says of itself in place of the usual. */
  said: Record<string, unknown>
  /** Follows the address that a browser is sent to; where it is sent back to. */
  consent(authorization: string): string
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  const accessTokens = new Set<string>()
  const server = await startWebServer({
    answer: (request, response) => {
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      answer(request).then(
        ([status, body]) => send(status, body),
        () => send(500, {}),
      )
    },
  })
  const issuer = `https://localhost:${server.port}`
  const [clientId, secret] = ['caravan', `s/${randomUUID()}`]
  const provider: FakeProvider = {
    issuer,
    server,
    clientId,
    secret,
    claims: {},
    said: {},
    consent(authorization) {
      const asked = new URL(authorization)
      const get = (name: string) => asked.searchParams.get(name) ?? ''
      if (get('client_id') !== clientId || get('code_challenge_method') !== 'S256') throw new Error('not as agreed')
      const code = randomUUID()
      codes.set(code, { challenge: get('code_challenge'), redirectUri: get('redirect_uri') })
      const back = new URL(get('redirect_uri'))
      back.search = new URLSearchParams({ code, state: get('state') }).toString()
      return back.href
    },
    [Symbol.asyncDispose]: server.stop,
  }
  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const path = request.url ?? ''
    if (path === '/.well-known/openid-configuration')
      return [
        200,
        {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          ...provider.said,
        },
      ]
    if (path === '/token') {
      const form = new URLSearchParams(await bodyOf(request))
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const verifier = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      const basic = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')}`
      const known = request.headers.authorization === basic && code?.challenge === verifier
      if (!known || code.redirectUri !== form.get('redirect_uri')) return [400, { error: 'invalid_grant' }]
      const token = randomUUID()
      accessTokens.add(token)
      return [200, { access_token: token, token_type: 'Bearer' }]
    }
    if (path === '/userinfo') {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '')
      return accessTokens.has(token) ? [200, provider.claims] : [401, {}]
    }
    return [404, {}]
  }
  return provider
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8')
  return text
}
