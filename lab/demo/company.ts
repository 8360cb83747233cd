import { randomBytes } from 'node:crypto'
import { Client, host, organisations } from '@caravan/contract'
import { type EventReader, readEvents } from '@caravan/server/testing/stream'
import type { Outside } from './outside.ts'
import type { DemoProgram } from './program.ts'
import { COMPANY, DOMAIN } from './roster.ts'

/** The company in Caravan, and those who drive its move. */
export interface DemoCompany {
  readonly url: string
  readonly organisation: string
  /** Who signed up first, and whom the demo's link lets in. */
  readonly owner: Client
  /** Who prepares the move and starts its passes. */
  readonly lead: Client
  readonly events: EventReader
}

/** Makes the first owner with the link that the program printed, and lets a lead come; their passwords are nobody's. */
export async function foundCompany(
  { url, beginToken }: DemoProgram,
  { post }: Pick<Outside, 'post'>,
): Promise<DemoCompany> {
  const [email, password] = [`karimova@${DOMAIN}`, randomBytes(18).toString('base64url')]
  const stranger = new Client(url)
  const { organisation } = await stranger.call(host.begin, {
    body: { token: beginToken, name: 'Olga Karimova', email, password, organisation: COMPANY },
  })
  const owner = await signIn(url, email, password)
  const sender = { host: '127.0.0.1', port: post.port, tls: 'none', user: null, from: `caravan@${DOMAIN}` } as const
  await owner.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
  const invited = { email: `orlov@${DOMAIN}`, role: 'lead' as const }
  const { link } = await owner.call(organisations.invite, { params: { organisation }, body: invited })
  const account = { name: 'Ivan Orlov', password: randomBytes(18).toString('base64url') }
  const token = link.split('#')[1] ?? ''
  await stranger.call(organisations.acceptInvitation, { body: { token, account } })
  const lead = await signIn(url, invited.email, account.password)
  const reading = await lead.call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'The window of the demo', scopes: ['read'], days: 1 },
  })
  const events = await readEvents(url, { token: reading.token, organisation })
  return { url, organisation, owner, lead, events }
}

async function signIn(url: string, email: string, password: string): Promise<Client> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`)
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0])
  return new Client(url, { cookie: cookies.join('; ') })
}
