import { mkdtemp, rm } from 'node:fs/promises'
import { Client, host, organisations } from '@caravan/contract'
import { freePort } from '@caravan/lab'
import { pino } from 'pino'
import { type RunningServer, startServer } from '../serve/server.ts'

/** A password that passes. */
export const PASSWORD = 'lantern gravel otter seven'

/** A server with a database of its own, and one owner who has signed in. */
export interface TestServer extends AsyncDisposable {
  readonly server: RunningServer
  readonly url: string
  readonly owner: Client
  readonly ownerEmail: string
  readonly ownerCookie: string
  /** The owner's organisation. */
  readonly organisation: string
  readonly dataDir: string
  /** Signs in; the session's client. */
  signIn(email: string, password?: string): Promise<Client>
  /** Invites somebody into an organisation and lets them come. */
  join(
    organisation: string,
    role: 'owner' | 'lead' | 'writer' | 'approver' | 'viewer',
    by?: Client,
  ): Promise<{ client: Client; email: string; cookie: string }>
  stop(): Promise<void>
}

let people = 0
let signIns = 0

export async function startTestServer(options: { dataDir?: string; ca?: string } = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp('/tmp/caravan-test-server-'))
  const server = await startServer({
    host: '127.0.0.1',
    port: await freePort(),
    dataDir,
    log: pino({ level: 'silent' }),
    ca: options.ca,
  })
  const { url } = server
  const cookieOf = async (email: string, password = PASSWORD): Promise<string> => {
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
  const signIn = async (email: string, password = PASSWORD): Promise<Client> =>
    new Client(url, { cookie: await cookieOf(email, password) })
  const ownerEmail = `owner${++people}@birch.example`
  const token = server.beginLink?.split('#')[1] ?? ''
  const { organisation } = await new Client(url).call(host.begin, {
    body: { token, name: 'Anna Owner', email: ownerEmail, password: PASSWORD, organisation: 'Birch' },
  })
  const ownerCookie = await cookieOf(ownerEmail)
  const owner = new Client(url, { cookie: ownerCookie })
  const stop = async () => {
    await server.stop()
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
  }
  return {
    server,
    url,
    owner,
    ownerEmail,
    ownerCookie,
    organisation,
    dataDir,
    signIn,
    async join(into, role, by = owner) {
      const email = `${role}${++people}@birch.example`
      const { link } = await by.call(organisations.invite, { params: { organisation: into }, body: { email, role } })
      await new Client(url).call(organisations.acceptInvitation, {
        body: { token: link.split('#')[1] ?? '', account: { name: `Somebody ${people}`, password: PASSWORD } },
      })
      const cookie = await cookieOf(email)
      return { client: new Client(url, { cookie }), email, cookie }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
