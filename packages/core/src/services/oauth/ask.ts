import type { Fetch, Fetched } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { ServiceError } from '../port.ts'
import type { OAuthApplication } from './application.ts'
import { type TokenRefusal, tokenServerFailed } from './refusal.ts'

export type TokenAnswer = { readonly given: Readonly<Record<string, unknown>> } | { readonly refused: TokenRefusal }

type Form = Readonly<Record<string, string>>

/**
 * Asks a token server for something by a form (RFC 6749 §3.2, RFC 8628 §3.1).
 * @param hidden values of the form that no error may show, beside the application's secret
 * @throws ServiceError `token-server-failed` of scope `session`; that of the guard where the host is refused
 */
export async function askTokenServer(
  fetch: Fetch,
  app: Pick<OAuthApplication, 'name' | 'clientId' | 'secret' | 'clientProof' | 'way'>,
  url: string,
  form: Form,
  hidden: readonly string[],
): Promise<TokenAnswer> {
  const { status, done, json, refused } = await ask(fetch, app, url, form, hidden)
  if (refused !== undefined) return { refused }
  if (done && json !== undefined) return { given: json }
  throw tokenServerFailed(app.name, `it answered ${status} without tokens`)
}

/**
 * Tells a token server something by a form, to which its status alone is the answer (RFC 7009 §2.2).
 * @returns why it did not do it; undefined where it did
 * @throws as `askTokenServer`
 */
export async function tellTokenServer(...asked: Parameters<typeof askTokenServer>): Promise<TokenRefusal | undefined> {
  const { status, done, refused } = await ask(...asked)
  if (refused !== undefined || done) return refused
  throw tokenServerFailed(asked[1].name, `it answered ${status}`)
}

async function ask(...[fetch, app, url, form, hidden]: Parameters<typeof askTokenServer>) {
  const { headers, proof } = proven(app)
  const answer = await send(fetch, app.name, url, { ...form, ...proof }, headers)
  const json = objectIn(answer)
  const error = json?.['error']
  const { status } = answer
  // RFC 6749 §5.2 wants 400 or 401 for an error; Microsoft also answers 403.
  if (typeof error !== 'string' || status >= 500 || status === 429)
    return { status, done: status === 200 && error === undefined, json, refused: undefined }
  const secrets = [...hidden, ...(app.secret === undefined ? [] : [app.secret.reveal()])]
  const refused = { error: /^[a-z_]{1,60}$/.test(error) ? error : 'other', words: wordsOf(json, secrets) }
  return { status, done: false, json, refused }
}

/** A public client names itself only; a service account proves itself by what it asks with (RFC 7523 §2.1). */
function proven({
  clientId,
  secret,
  clientProof,
  way,
}: Pick<OAuthApplication, 'clientId' | 'secret' | 'clientProof' | 'way'>): {
  headers: Form
  proof: Form
} {
  if (way === 'service-account') return { headers: {}, proof: {} }
  if (secret === undefined) return { headers: {}, proof: { client_id: clientId } }
  if (clientProof === 'form') return { headers: {}, proof: { client_id: clientId, client_secret: secret.reveal() } }
  const pair = `${formEncoded(clientId)}:${formEncoded(secret.reveal())}`
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, proof: {} }
}

const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2)

async function send(fetch: Fetch, name: string, url: string, form: Form, headers: Form): Promise<Fetched> {
  try {
    return await fetch({
      url,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })
  } catch (error) {
    // Of the proxy that it goes through: it says by itself whether another try may work.
    if (!(error instanceof CaravanError) || error instanceof ServiceError) throw error
    // What the guard refuses stays refused; the rest may pass.
    if (error.code === 'host-refused' || error.code === 'host-malformed')
      throw new ServiceError('service', error.code, error.message, error.remedy, { cause: error })
    throw tokenServerFailed(name, error.message.replace(/\.$/, ''), error)
  }
}

function objectIn({ body }: Fetched): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : undefined
  } catch {
    return undefined
  }
}

/** Longer explanations are cut. */
const MOST_SAID = 500

function wordsOf(json: Readonly<Record<string, unknown>> | undefined, secrets: readonly string[]): string {
  const parts = [json?.['error'], json?.['error_description']].filter((part) => typeof part === 'string')
  return clean(parts.join(': '), secrets)
}

function clean(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((one) => one !== '').flatMap((one) => [one, encodeURIComponent(one), formEncoded(one)])
  const masked = forms.reduce((said, form) => said.replaceAll(form, '***'), text)
  return masked
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, MOST_SAID)
    .toWellFormed()
    .trim()
}
