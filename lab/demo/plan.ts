import { type AnswerOf, moves, people } from '@caravan/contract'
import type { DemoCompany } from './company.ts'
import { demoList } from './list.ts'
import type { Outside } from './outside.ts'
import { addressOf, COMPANY, DOMAIN, PLANTED } from './roster.ts'
import type { DemoServers } from './servers.ts'

type Mailbox = AnswerOf<typeof people.readMailbox>

/** The move as it is planned. */
export interface DemoMove {
  /** The path of its routes. */
  readonly at: { readonly organisation: string; readonly move: string }
  /** By name. */
  readonly waves: ReadonlyMap<string, string>
  /** The old home with each mailbox's own password, the same as its administrator, and the new home. */
  readonly services: { readonly own: string; readonly administrator: string; readonly target: string }
  /** By old address; those whose mail is copied. */
  readonly copied: ReadonlyMap<string, Mailbox>
}

const DAY = 86_400_000

/** Plans the move as a lead does: services, the administrator's list, what signs in where. */
export async function planMove(
  { lead, organisation }: DemoCompany,
  servers: DemoServers,
  outside: Pick<Outside, 'url'>,
): Promise<DemoMove> {
  const { id } = await lead.call(moves.makeMove, {
    params: { organisation },
    body: {
      name: `${COMPANY} to a new mail service`,
      kind: 'same-domain',
      ownDomains: [DOMAIN],
      cutOverOn: new Date(Date.now() + 5 * DAY).toISOString().slice(0, 10),
      timeZone: 'Europe/Istanbul',
    },
  })
  const at = { organisation, move: id }
  const services = await nameServices({ lead, at }, servers)
  await importList({ lead, at })
  const put = (decision: 'move' | 'archive-only', sourceService: string) =>
    lead.call(people.changeMailboxes, {
      params: at,
      body: { which: { filter: { decision } }, set: { sourceService, targetService: services.target } },
    })
  await put('move', services.own)
  await put('archive-only', services.administrator)
  await largestFirst({ lead, at })
  await noteWhere({ lead, at }, outside)
  const [listed, { items }] = await Promise.all([
    lead.call(people.listMailboxes, { params: at, query: { limit: 500 } }),
    lead.call(moves.listWaves, { params: at }),
  ])
  return {
    at,
    services,
    waves: new Map(items.map((wave) => [wave.name, wave.id])),
    copied: new Map(
      listed.items
        .filter(({ decision }) => decision === 'move' || decision === 'archive-only')
        .map((mailbox) => [mailbox.sourceAddress, mailbox]),
    ),
  }
}

/** So that the last to end is not the one that takes longest. */
async function largestFirst({ lead, at }: Driving): Promise<void> {
  for (const [place, local] of ['karimi', 'sales', 'buh'].entries()) {
    const { items } = await lead.call(people.listMailboxes, { params: at, query: { text: `${local}@` } })
    const [{ id: mailbox } = { id: '' }] = items
    await lead.call(people.changeMailbox, { params: { ...at, mailbox }, body: { priority: place + 1 } })
  }
}

/** Notes with the two of whom something is elsewhere than in Caravan where it is. */
async function noteWhere({ lead, at }: Driving, { url }: Pick<Outside, 'url'>): Promise<void> {
  const notes = {
    [PLANTED.full]: `The room of his new mailbox is given in the new service’s administration: ${url}`,
    [PLANTED.wrongPassword]: `Changed her old password in autumn. What she knows: ${url}`,
  }
  for (const [local, text] of Object.entries(notes)) {
    const { items } = await lead.call(people.listMailboxes, { params: at, query: { text: addressOf({ local }) } })
    const mailbox = items[0]?.id ?? ''
    await lead.call(people.changeMailbox, { params: { ...at, mailbox }, body: { notes: text } })
  }
}

type Driving = Pick<DemoCompany, 'lead'> & Pick<DemoMove, 'at'>

async function nameServices({ lead, at }: Driving, { line, home }: DemoServers): Promise<DemoMove['services']> {
  const make = async (service: Parameters<typeof lead.call<typeof moves.makeService>>[1]['body']) =>
    (await lead.call(moves.makeService, { params: at, body: service })).id
  const lines = { host: '127.0.0.1', tls: 'none' } as const
  const old = { ...lines, side: 'source', port: line.port } as const
  const own = await make({ ...old, name: 'Old hosting', connections: 4 })
  const administrator = await make({
    ...{ ...old, name: 'Old hosting, as its administrator', connections: 2 },
    ...{ auth: 'master', masterUser: 'admin' },
  })
  const password = { password: 'master' }
  await lead.call(moves.putServicePassword, { params: { ...at, service: administrator }, body: password })
  const target = await make({ ...lines, side: 'target', port: home.port, name: 'New mail service', connections: 8 })
  return { own, administrator, target }
}

async function importList({ lead, at }: Driving): Promise<void> {
  const table = { input: { file: Buffer.from(demoList()).toString('base64') } }
  const preview = await lead.call(people.previewImport, { params: at, body: table })
  const wrong = preview.problems.filter(({ severity }) => severity === 'error')
  if (wrong.length > 0) throw new Error(`The list of the demo is wrong: ${JSON.stringify(wrong)}`)
  await lead.call(people.confirmImport, { params: at, body: { ...table, sha256: preview.sha256 } })
}
