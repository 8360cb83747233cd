import { Client, employees, host, moves, passes, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'
import { PASSWORD, type Server } from './mail-server.ts'
import type { RunningServe } from './serve.ts'

const OWN = 'lantern gravel otter seven'

/** A company whose move may copy, between two servers of the lab. */
export interface EmployeeMove {
  /** Adds somebody who moves from the one server to the other. */
  add(source: string, target: string, displayName: string): Promise<string>
  /** Invites by link; the whole link. */
  link(mailbox: string): Promise<string>
  /** Asks for the first pass over a mailbox. */
  copy(mailbox: string): Promise<void>
  /** What the board says of somebody. */
  board(mailbox: string): Promise<Awaited<ReturnType<typeof boardOf>>>
}

export async function makeEmployeeMove(
  caravan: RunningServe,
  { old, home, cutOverOn }: { readonly old: Server; readonly home: Server; readonly cutOverOn: string },
): Promise<EmployeeMove> {
  const { url } = caravan
  const email = 'olga@kestrel.example'
  const begin = { token: caravan.beginLink.split('#')[1] ?? '', name: 'Olga Karimova', email, password: OWN }
  const { organisation } = await new Client(url).call(host.begin, { body: { ...begin, organisation: 'Kestrel Bay' } })
  const owner = await signIn(url, email, OWN)
  const kind = 'new-addresses' as const
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'To the new home', kind, timeZone: 'Asia/Tehran', cutOverOn, ownDomains: ['kestrel.example'] },
  })
  const at = { organisation, move }
  const service = async (side: 'source' | 'target', name: string, { port }: Server) => {
    const body = { side, name, host: '127.0.0.1', port, tls: 'none' as const }
    return (await owner.call(moves.makeService, { params: at, body })).id
  }
  const [source, target] = [await service('source', 'Kestrel Mail', old), await service('target', 'Bay Mail', home)]
  await openCopy(owner, at)
  return {
    async add(sourceAddress, targetAddress, displayName) {
      const services = { sourceService: source, targetService: target }
      const body = { sourceAddress, targetAddress, displayName, decision: 'move' as const, ...services }
      const { id: mailbox } = await owner.call(people.addMailbox, { params: at, body })
      await owner.call(people.putMailboxCredential, {
        params: { ...at, mailbox, side: 'target' },
        body: { password: PASSWORD },
      })
      return mailbox
    },
    async link(mailbox) {
      const body = { which: { ids: [mailbox] }, by: 'link' as const }
      const { links } = await owner.call(employees.inviteEmployees, { params: at, body })
      return links[0]?.link ?? ''
    },
    async copy(mailbox) {
      await owner.call(passes.askPass, { params: { ...at, mailbox }, body: { kind: 'first' } })
    },
    board: (mailbox) => boardOf(owner, at, mailbox),
  }
}

async function boardOf(owner: Client, at: { organisation: string; move: string }, mailbox: string) {
  const { items } = await owner.call(employees.listEmployees, { params: at, query: {} })
  const found = items.find((one) => one.mailbox === mailbox)
  if (found === undefined) throw new Error('the mailbox is on the board')
  return found
}

/** From the plan to the copy; what is not what the journey is about is passed over. */
async function openCopy(owner: Client, at: { organisation: string; move: string }): Promise<void> {
  const version = async () => (await owner.call(moves.readStages, { params: at })).version
  const stage = async (step: 'open' | 'leave', name: 'assess' | 'approve' | 'prepare' | 'copy') => {
    const body = { do: step, stage: name, version: await version() }
    await owner.call(moves.advanceStage, { params: at, body })
  }
  await stage('open', 'assess')
  await stage('leave', 'assess')
  await stage('open', 'approve')
  await stage('open', 'prepare')
  const passedOver = { stage: 'approve', check: 'approved', reason: 'Not what this is about.' } as const
  await owner.call(moves.overrideCheck, { params: at, body: { ...passedOver, version: await version() } })
  await stage('leave', 'approve')
  await stage('open', 'copy')
}
