import { createHash, createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startWebServer } from './web-server.ts'

/**
 * A server that gives OAuth 2 tokens (RFC 6749, 7009, 7523, 7636, 7662, 8628): strict in what the RFCs demand of a client, and
 * playing the person in front of the browser.
 */
export interface TokenServer extends AsyncDisposable {
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly deviceUrl: string
  /** Where a consent is taken back (RFC 7009). */
  readonly revokeUrl: string
  /** For Dovecot: plain HTTP. */
  readonly introspectionUrl: string
  /** The certificate to trust. */
  readonly ca: string
  readonly clientId: string
  readonly clientSecret: string
  /** Email address and private key (PEM) of a service account that has all mailboxes. */
  readonly serviceAccount: { readonly email: string; readonly key: string }
  /** The grant types that were asked with, and whether tokens were given: `refresh_token 200`. */
  readonly asked: readonly string[]
  /** Seconds that access tokens hold from now on; 3,600 at first. Zero: they are never said to end. */
  lifetime: number
  /** Who agrees to device codes; undefined, at first: nobody has yet. Null: somebody says no. */
  agrees: string | null | undefined
  /** Whose mailbox a token of the application itself opens: a server of mail wants one name for a token. */
  appMailbox: string
  /** What it answers in place of tokens, as often as told. */
  failing: { readonly status: number; readonly body: string; times: number } | undefined
  /** A refresh token as of an earlier consent of this user. */
  consentOf: (user: string) => string
  /** The user agrees on the page of this address; where the browser is sent back to. */
  agreeAt: (authorization: string, user: string) => string
  /** Every access token given so far is refused from now on. */
  endAccess: () => void
  /** The user takes the consent back. */
  withdraw: (user: string) => void
  stop: () => Promise<void>
}

interface Options {
  /** Each refresh token is good for one use, and another comes with the answer (RFC 6749 §10.4). */
  readonly rotating?: boolean
  /** Host names in its certificate beside localhost. */
  readonly names?: readonly string[]
}

type Answer = readonly [status: number, body: object]
const refused = (error: string, description = '', status = 400): Answer => [
  status,
  { error, ...(description !== '' && { error_description: description }) },
]
const CLIENT = { id: 'caravan-lab', secret: 'lab+secret/of:the&client' }
const SCOPE = 'mail'

export async function startTokenServer({ rotating = false, names = [] }: Options = {}): Promise<TokenServer> {
  const access = new Map<string, string>()
  const refresh = new Map<string, string>()
  const codes = new Map<string, { user: string; challenge: string; redirectUri: string }>()
  const devices = new Map<string, { polls: number }>()
  const asked: string[] = []
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const serviceAccount = {
    email: 'caravan@lab.example',
    key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }

  const tokensFor = (user: string, withRefresh: boolean): Answer => {
    const token = `at-${randomUUID()}`
    access.set(token, user)
    const { lifetime } = server
    return [
      200,
      {
        access_token: token,
        token_type: 'Bearer',
        ...(lifetime > 0 && { expires_in: lifetime }),
        ...(withRefresh && { refresh_token: consentOf(user) }),
      },
    ]
  }
  const consentOf = (user: string): string => {
    const token = `rt-${randomUUID()}`
    refresh.set(token, user)
    return token
  }

  const grants: Readonly<Record<string, (form: URLSearchParams) => Answer>> = {
    refresh_token(form) {
      const token = form.get('refresh_token') ?? ''
      const user = refresh.get(token)
      if (user === undefined)
        return refused('invalid_grant', `The refresh token ${token} was withdrawn or has expired.`)
      if (rotating) refresh.delete(token)
      return tokensFor(user, rotating)
    },
    authorization_code(form) {
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
        return refused('invalid_grant')
      return tokensFor(code.user, true)
    },
    'urn:ietf:params:oauth:grant-type:device_code'(form) {
      const device = devices.get(form.get('device_code') ?? '')
      if (device === undefined) return refused('expired_token')
      device.polls++
      if (server.agrees === null) return refused('access_denied')
      // Nobody is so fast that the first question finds them done.
      if (server.agrees === undefined || device.polls < 2) return refused('authorization_pending')
      devices.delete(form.get('device_code') ?? '')
      return tokensFor(server.agrees, true)
    },
    'urn:ietf:params:oauth:grant-type:jwt-bearer'(form) {
      const [head = '', body = '', signature = ''] = (form.get('assertion') ?? '').split('.')
      const good = verify(
        'sha256',
        Buffer.from(`${head}.${body}`),
        createPublicKey(key.publicKey.export({ type: 'spki', format: 'pem' })),
        Buffer.from(signature, 'base64url'),
      )
      if (!good) return refused('invalid_grant', 'Invalid JWT Signature.')
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
      const now = Date.now() / 1_000
      const timely =
        Number(claims['iat']) <= now + 60 && Number(claims['exp']) > now && Number(claims['exp']) <= now + 3_660
      if (claims['iss'] !== serviceAccount.email || claims['aud'] !== server.tokenUrl || !timely)
        return refused('invalid_grant', 'Invalid JWT.')
      if (claims['scope'] !== SCOPE)
        return refused(
          'unauthorized_client',
          'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
          401,
        )
      if (String(claims['sub']).startsWith('nobody')) return refused('invalid_grant', 'Invalid email or User ID')
      return tokensFor(String(claims['sub']), false)
    },
    client_credentials: () => tokensFor(server.appMailbox, false),
  }

  const token = (form: URLSearchParams, authorization: string | undefined): Answer => {
    const type = form.get('grant_type') ?? ''
    if (!type.endsWith('jwt-bearer') && !proven(form, authorization))
      return refused(
        'invalid_client',
        `The secret ${clientOf(form, authorization)[1] ?? ''} is not that of the client.`,
        401,
      )
    const answer = grants[type]?.(form) ?? refused('unsupported_grant_type')
    asked.push(`${type.split(':').at(-1) ?? ''} ${answer[0]}`)
    return answer
  }

  const device = (form: URLSearchParams): Answer => {
    if (form.get('client_id') !== CLIENT.id && form.get('client_id') !== null) return refused('invalid_client', '', 401)
    const code = `dc-${randomUUID()}`
    devices.set(code, { polls: 0 })
    const verification = `${secure}/device`
    return [
      200,
      {
        device_code: code,
        user_code: 'WDJB-MJHT',
        verification_uri: verification,
        verification_uri_complete: `${verification}?user_code=WDJB-MJHT`,
        expires_in: 600,
        interval: 1,
      },
    ]
  }

  /** A token that is not known is as good as taken back; with either all tokens of its consent go (RFC 7009 §2.1, §2.2). */
  const revoke = (form: URLSearchParams, authorization: string | undefined): Answer => {
    const token = form.get('token')
    if (token === null) return refused('invalid_request')
    if (!proven(form, authorization)) return refused('invalid_client', '', 401)
    const user = refresh.get(token) ?? access.get(token)
    for (const kept of [refresh, access]) for (const [one, of] of kept) if (of === user) kept.delete(one)
    asked.push(`revoke ${user === undefined ? 'unknown' : 'known'}`)
    return [200, {}]
  }

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const form = new URLSearchParams(await bodyOf(request))
    const path = (request.url ?? '').replace(/\?.*$/s, '')
    if (request.method !== 'POST') return [404, {}]
    if (path === '/introspect') {
      const user = access.get(form.get('token') ?? '')
      return [200, user === undefined ? { active: false } : { active: true, username: user }]
    }
    if (path === '/token') return token(form, request.headers.authorization)
    if (path === '/device') return device(form)
    if (path === '/revoke') return revoke(form, request.headers.authorization)
    return [404, {}]
  }
  /** The page of consent, on which one has signed in as the mailbox that is meant. */
  const authorizePage = (url: string): string => {
    const user = new URL(url).searchParams.get('login_hint') ?? ''
    return `<!doctype html><title>Consent</title><link rel="icon" href="data:,"><a href="${server.agreeAt(url, user).replaceAll('&', '&amp;')}">Agree</a>`
  }
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { failing } = server
    if (failing !== undefined && failing.times > 0 && request.url !== '/introspect') {
      failing.times--
      response.writeHead(failing.status).end(failing.body)
      return
    }
    if (request.method === 'GET' && request.url?.startsWith('/authorize?') === true) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(authorizePage(`${secure}${request.url}`))
      return
    }
    answer(request).then(
      ([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    )
  }

  const [web, plain] = await Promise.all([
    startWebServer({ names, answer: listener }),
    startWebServer({ plain: true, answer: listener }),
  ])
  const secure = `https://${names[0] ?? 'localhost'}:${web.port}`
  const stop = async (): Promise<void> => {
    await Promise.all([web.stop(), plain.stop()])
  }
  const server: TokenServer = {
    authorizeUrl: `${secure}/authorize`,
    tokenUrl: `${secure}/token`,
    deviceUrl: `${secure}/device`,
    revokeUrl: `${secure}/revoke`,
    introspectionUrl: `http://127.0.0.1:${plain.port}/introspect`,
    ca: web.ca,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    serviceAccount,
    asked,
    lifetime: 3_600,
    agrees: undefined,
    appMailbox: '',
    failing: undefined,
    consentOf,
    agreeAt(authorization, user) {
      const url = new URL(authorization)
      const get = (name: string) => url.searchParams.get(name) ?? ''
      if (
        get('client_id') !== CLIENT.id ||
        get('response_type') !== 'code' ||
        get('code_challenge_method') !== 'S256' ||
        get('state') === ''
      )
        throw new Error('not as RFC 6749 and RFC 7636 have it')
      const code = `co-${randomUUID()}`
      codes.set(code, { user, challenge: get('code_challenge'), redirectUri: get('redirect_uri') })
      const back = new URL(get('redirect_uri'))
      back.search = new URLSearchParams({ code, state: get('state') }).toString()
      return back.href
    },
    endAccess: () => access.clear(),
    withdraw(user) {
      for (const [one, of] of refresh) if (of === user) refresh.delete(one)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
  return server
}

/** Who asks, and by which secret: by HTTP Basic, form-encoded, or in the form (RFC 6749 §2.3.1). */
function clientOf(form: URLSearchParams, authorization = ''): readonly [id: string | null, secret: string | null] {
  if (authorization === '') return [form.get('client_id'), form.get('client_secret')]
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()
  const [id = '', secret = ''] = pair.split(':').map((part) => new URLSearchParams(`x=${part}`).get('x') ?? '')
  return [id, secret]
}

function proven(form: URLSearchParams, authorization: string | undefined): boolean {
  const [id, secret] = clientOf(form, authorization)
  return id === CLIENT.id && secret === CLIENT.secret
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8')
  return text
}
