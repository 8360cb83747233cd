import { type AnswerOf, Client, employeePage, employees, moves, people } from '@caravan/contract'
import { type Dovecot, generateMailbox, startDovecot } from '@caravan/lab'
import { vi } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/server.ts'

/** A server, and beside it an old service of these users, in which Anna has 40 messages. */
export async function startEmployeeServer(
  users: Readonly<Record<string, string>>,
): Promise<{ readonly old: Dovecot; readonly running: TestServer; readonly stop: () => Promise<void> }> {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  const old = await startDovecot({ name: 'old', users })
  generateMailbox(old.mailDir('anna@old.example'), { count: 40, seed: 1 })
  const running = await startTestServer()
  const stop = async () => {
    await running.stop()
    await old.stop()
    vi.unstubAllEnvs()
  }
  return { old, running, stop }
}

/** A move with an old service on this machine, and what is done with it again and again. */
export interface EmployeeMove {
  readonly params: { readonly organisation: string; readonly move: string }
  readonly service: string
  /** Adds a mailbox; its id. */
  add(sourceAddress: string, more?: Readonly<Record<string, unknown>>): Promise<string>
  /** Invites by link; the token. */
  link(mailbox: string): Promise<string>
  state(mailbox: string): Promise<AnswerOf<typeof employees.listEmployees>['items'][number]>
}

export async function makeEmployeeMove(running: TestServer, port: number): Promise<EmployeeMove> {
  const { owner, organisation } = running
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: {
      name: `Home ${Date.now()}`,
      kind: 'new-addresses',
      timeZone: 'Asia/Tehran',
      cutOverOn: '2027-02-01',
      ownDomains: ['old.example'],
    },
  })
  const params = { organisation, move }
  const { id: service } = await owner.call(moves.makeService, {
    params,
    body: { side: 'source', name: 'Old mail', host: '127.0.0.1', port, tls: 'none' },
  })
  return {
    params,
    service,
    async add(sourceAddress, more = {}) {
      const body = { sourceAddress, sourceService: service, decision: 'move' as const, ...more }
      return (await owner.call(people.addMailbox, { params, body })).id
    },
    async link(mailbox) {
      const body = { which: { ids: [mailbox] }, by: 'link' as const, again: true }
      const { links } = await owner.call(employees.inviteEmployees, { params, body })
      return links[0]?.link.split('#')[1] ?? ''
    },
    async state(mailbox) {
      const { items } = await owner.call(employees.listEmployees, { params, query: { limit: 500 } })
      const found = items.find((one) => one.mailbox === mailbox)
      if (found === undefined) throw new Error('the mailbox is on the board')
      return found
    },
  }
}

let employeesSoFar = 0

/** An employee by the token, each at a place of their own unless another is said. */
export function byToken(running: TestServer, token: string, from = `198.51.100.${++employeesSoFar % 250}`): Client {
  const there: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-forwarded-for', from)
    return fetch(input, { ...init, headers })
  }
  return new Client(running.url, { token, fetch: there })
}

/** Exchanges a token as a browser does; the cookie, as it was set. */
export async function exchange(
  running: TestServer,
  token: string,
): Promise<{ status: number; cookie: string; set: string; body: string }> {
  const response = await fetch(`${running.url}${employeePage.openEmployeePage.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.url },
    body: JSON.stringify({ token }),
  })
  const [set = ''] = response.headers.getSetCookie()
  return { status: response.status, set, cookie: set.split(';')[0] ?? '', body: await response.text() }
}
