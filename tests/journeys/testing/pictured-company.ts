import { host, moves, organisations, people } from '@caravan/contract'
import { signIn } from '@caravan/server/testing'

export interface Owner {
  readonly email: string
  readonly password: string
}

/** One of the mailboxes whose figures are made up: no server knows it. */
export const LOOKED_AT = '00000000-0000-4000-8000-000000000003'

export type Paths = Awaited<ReturnType<typeof furnish>>

/** A move with some people, in the middle of being prepared; one that is only planned; an organisation that has none. */
export async function furnish(url: string, { email, password }: Owner) {
  const client = await signIn(url, email, password)
  const { organisations: mine } = await client.call(organisations.me, {})
  const organisation = mine[0]?.id ?? ''
  const { items } = await client.call(moves.listMoves, { params: { organisation } })
  const at = { organisation, move: items[0]?.id ?? '' }
  await client.call(moves.changeMove, {
    params: at,
    body: {
      cutOverOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
      ownDomains: ['kestrel.example'],
    },
  })
  // Where nothing can be sent, the pages offer no letters.
  const sender = { host: '127.0.0.1', port: 25, tls: 'none', user: null, from: 'move@kestrel.example' } as const
  await client.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
  let mailbox = ''
  for (const name of ['anna', 'ben', 'sales', 'info', 'maria.petrova'])
    mailbox = (
      await client.call(people.addMailbox, {
        params: at,
        body: { sourceAddress: `${name}@kestrel.example`, decision: name === 'ben' ? 'undecided' : 'move' },
      })
    ).id
  for (const side of ['source', 'target'] as const)
    await client.call(moves.makeService, {
      params: at,
      body: { side, name: side === 'source' ? 'Old mail' : 'New mail', host: '127.0.0.1', passwordsFrom: 'table' },
    })
  const { id: fresh } = await client.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Harbour office', kind: 'new-addresses', timeZone: 'Europe/Berlin' },
  })
  const other = await client.call(organisations.makeOrganisation, { body: { name: 'Alvero Doors', agency: null } })
  const of = (path: string) => `/organisations/${organisation}${path}`
  const inMove = (path: string) => of(`/moves/${at.move}/${path}`)
  const inFresh = (path: string) => of(`/moves/${fresh}/${path}`)
  return {
    empty: `/organisations/${other.id}/moves`,
    moves: of('/moves'),
    newMove: of('/moves/new'),
    overview: inMove('overview'),
    mailboxes: inMove('mailboxes'),
    mailbox: inMove(`mailboxes?open=${mailbox}`),
    lookedAt: inMove(`mailboxes?open=${LOOKED_AT}`),
    exceptions: inMove('exceptions'),
    setup: inMove('setup'),
    setupBasics: inMove('setup/basics'),
    setupOldService: inMove('setup/old-service'),
    setupNewService: inMove('setup/new-service'),
    setupSignIn: inMove('setup/sign-in'),
    setupEmergency: inMove('setup/emergency'),
    setupPeople: inMove('setup/people'),
    setupPaste: inMove('setup/people?from=paste'),
    setupAddresses: inMove('setup/addresses'),
    setupRoles: inMove('setup/addresses?part=roles'),
    setupDecisions: inMove('setup/addresses?part=decisions'),
    setupSeen: inMove('setup/addresses?part=seen'),
    waves: inMove('waves'),
    activity: inMove('activity'),
    people: inMove('people'),
    freshOverview: inFresh('overview'),
    freshSetup: inFresh('setup'),
    freshOldService: inFresh('setup/old-service'),
    freshAddresses: inFresh('setup/addresses'),
    freshMailboxes: inFresh('mailboxes'),
    freshPeople: inFresh('people'),
    audit: of('/audit'),
    settings: of('/settings'),
    settingsMembers: of('/settings?part=members'),
    settingsPrograms: of('/settings?part=programs'),
    settingsAccount: of('/settings?part=account'),
    settingsServer: of('/settings?part=server'),
    nothing: '/nothing/here',
    gone: of('/moves/00000000-0000-4000-8000-000000000000/overview'),
  }
}
