import { Client } from '@caravan/contract'

let signIns = 0

/** Signs in at a server; the session's cookie. Throws with the server's words where it is refused. */
export async function cookieOf(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    // Each comes from elsewhere: how often one address may try is tested for itself.
    headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': `192.0.2.${++signIns % 250}` },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** The same; the session's client. */
export const signIn = async (url: string, email: string, password: string): Promise<Client> =>
  new Client(url, { cookie: await cookieOf(url, email, password) })
