/** What became of a try to sign in. */
export type SignedIn = 'in' | 'code-asked' | 'refused' | 'too-often'

/** The routes of better-auth: their bodies are in its own documentation. */
async function post(path: string, body: Readonly<Record<string, unknown>>): Promise<Response> {
  return fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Throws where the server answers neither yes nor no. */
async function outcome(response: Response): Promise<SignedIn> {
  if (response.status === 429) return 'too-often'
  if (response.status === 400 || response.status === 401 || response.status === 403) return 'refused'
  if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`)
  const answer = (await response.json()) as { twoFactorRedirect?: boolean }
  return answer.twoFactorRedirect === true ? 'code-asked' : 'in'
}

export const signIn = async (email: string, password: string): Promise<SignedIn> =>
  outcome(await post('sign-in/email', { email, password }))

export const giveCode = async (code: string): Promise<SignedIn> =>
  outcome(await post('two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') }))

export const giveBackupCode = async (code: string): Promise<SignedIn> =>
  outcome(await post('two-factor/verify-backup-code', { code: code.trim() }))

export async function signOut(): Promise<void> {
  await post('sign-out', {})
}

/** Where the browser goes to sign in through the OIDC provider. */
export async function throughProvider(provider: string, to: string): Promise<string> {
  const response = await post('sign-in/social', {
    provider,
    callbackURL: to,
    errorCallbackURL: '/sign-in?refused=true',
  })
  if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`)
  return ((await response.json()) as { url: string }).url
}
