import { auditLog, host, moves, organisations, passes, people, webhooks } from '@caravan/contract'
import { joined } from '../letters.ts'
import type { Notebook } from '../notebook.ts'
import { poll } from '../poll.ts'
import type { Scene } from '../scene.ts'
import type { Talk } from '../talk.ts'
import type { Cast } from './accounts.ts'
import type { Plan } from './plan.ts'

/** Reads everything that can be read, and writes down what others heard meanwhile. */
export async function readEverything(
  { listen }: Notebook,
  { url, metricsToken, heard, smtp }: Scene,
  { recording }: Talk,
  { owner, organisation, inside, hooks, invitation, stream, stopStream }: Cast,
  { move, params }: Plan,
  run: readonly { readonly id: string }[],
  byLetter: string,
): Promise<void> {
  for (const { id } of run) await owner.client.call(passes.readPass, { params: { ...params, pass: id } })
  await owner.client.call(people.listMailboxes, { params, query: { limit: 500 } })
  await owner.client.call(moves.listServices, { params })
  await owner.client.call(moves.readStages, { params })
  await owner.client.call(auditLog.listAudit, { params: inside, query: { limit: 500 } })
  await owner.client.call(organisations.listTokens, { params: inside })
  await owner.client.call(organisations.listMembers, { params: inside })
  await owner.client.call(organisations.listInvitations, { params: inside })
  await owner.client.call(host.readHostSettings, {})
  await recording(`${url}/api/auth/list-sessions`, { headers: { cookie: owner.cookie } })
  await recording(`${url}/api/auth/get-session`, { headers: { cookie: owner.cookie } })
  await recording(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  await recording(`${url}/api/organisations/${organisation}/moves/${move}/mailboxes/export`, {
    headers: { cookie: owner.cookie },
  })
  for (const { id } of hooks)
    await owner.client.call(webhooks.listDeliveries, { params: { ...inside, webhook: id }, query: { limit: 500 } })
  await poll(
    async () => heard.length,
    (count) => count > 20,
  )
  stopStream.abort()
  listen('stream of events', await stream)
  for (const [n, text] of heard.entries()) listen(`webhook ${n}`, text)
  for (const [n, text] of smtp.letters.entries())
    listen(`letter ${n}`, joined(text).replaceAll(invitation.token, '').replaceAll(byLetter, ''))
}
