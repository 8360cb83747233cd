import { Client } from '@caravan/contract'
import type { Notebook } from './notebook.ts'

export type Talk = ReturnType<typeof talkTo>

/** Ways to ask a Caravan, of which every answer is written down. */
export function talkTo(url: string, { listen, show }: Notebook) {
  /** Everything that the API answers is kept. */
  const recording: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const where = `answer of ${init?.method ?? 'GET'} ${String(input instanceof Request ? input.url : input).slice(url.length)}`
    listen(
      where,
      `${JSON.stringify([...response.headers].filter(([key]) => key !== 'set-cookie'))}\n${await response.clone().text()}`,
    )
    return response
  }
  const raw = (method: string, path: string, who: Client | string, body: string | object) =>
    recording(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(typeof who === 'string' && { cookie: who, origin: url }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const signIn = async (email: string, password: string) => {
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    })
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? ''
    if (token === '') throw new Error(`${email} has not signed in: ${await response.text()}`)
    // Its own answers have its token in them: better-auth's way to name a session that is to be ended.
    show(token)
    return { cookie, token, client: new Client(url, { cookie, fetch: recording }) }
  }
  return { recording, raw, signIn }
}
