import { mkdtemp, rm } from 'node:fs/promises'
import { Client, host, organisations } from '@caravan/contract'
import { fillDataFolder } from '@caravan/core/testing/store'
import { freePort } from '@caravan/lab'
import { pino } from 'pino'
import { type RunningServer, startServer } from '../serve/server.ts'
import { cookieOf, signIn } from './sign-in.ts'

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

export async function startTestServer(options: { dataDir?: string; ca?: string } = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp('/tmp/caravan-test-server-'))
  if (options.dataDir === undefined) await fillDataFolder(dataDir)
  const server = await startServer({
    host: '127.0.0.1',
    port: await freePort(),
    dataDir,
    log: pino({ level: 'silent' }),
    ca: options.ca,
  })
  const { url } = server
  const ownerEmail = `owner${++people}@birch.example`
  const token = server.beginLink?.split('#')[1] ?? ''
  const { organisation } = await new Client(url).call(host.begin, {
    body: { token, name: 'Anna Owner', email: ownerEmail, password: PASSWORD, organisation: 'Birch' },
  })
  const ownerCookie = await cookieOf(url, ownerEmail, PASSWORD)
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
    signIn: (email, password = PASSWORD) => signIn(url, email, password),
    async join(into, role, by = owner) {
      const email = `${role}${++people}@birch.example`
      const { link } = await by.call(organisations.invite, { params: { organisation: into }, body: { email, role } })
      await new Client(url).call(organisations.acceptInvitation, {
        body: { token: link.split('#')[1] ?? '', account: { name: `Somebody ${people}`, password: PASSWORD } },
      })
      const cookie = await cookieOf(url, email, PASSWORD)
      return { client: new Client(url, { cookie }), email, cookie }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
