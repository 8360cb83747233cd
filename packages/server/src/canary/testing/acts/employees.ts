import { randomBytes } from 'node:crypto'
import { Client, employeePage, employees, people } from '@caravan/contract'
import { joined } from '../letters.ts'
import type { Notebook } from '../notebook.ts'
import { poll } from '../poll.ts'
import type { Scene } from '../scene.ts'
import type { Talk } from '../talk.ts'
import type { Cast } from './accounts.ts'
import type { Plan } from './plan.ts'

/** Employees give their passwords. Returns the token of the one who was invited by letter. */
export async function inviteEmployees(
  { plant }: Notebook,
  { url, smtp, addressOf, sourcePassword }: Scene,
  talk: Talk,
  { owner, organisation }: Cast,
  { move, params }: Plan,
): Promise<string> {
  // Employees, by letter and by link: both are told on purpose, once.
  const { items: mailboxes } = await owner.client.call(people.listMailboxes, { params, query: { limit: 500 } })
  const mailboxOf = (one: string) => mailboxes.find(({ sourceAddress }) => sourceAddress === addressOf(one))?.id ?? ''
  await owner.client.call(employees.inviteEmployees, {
    params,
    body: { which: { ids: [mailboxOf('anna')] }, by: 'letter', language: 'en', again: true },
  })
  const [, byLetter = ''] = await poll(
    async () => /#(invite_[\w-]{22})(?![\w-])/.exec(smtp.letters.map(joined).join('\n')) ?? [],
    (found) => found.length > 0,
  )
  const asked = await fetch(`${url}/api/organisations/${organisation}/moves/${move}/employees/invite`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
    body: JSON.stringify({ which: { ids: [mailboxOf('boris'), mailboxOf('ivan')] }, by: 'link', again: true }),
  })
  const { links } = (await asked.json()) as { links: { sourceAddress: string; link: string }[] }
  const linkOf = (one: string) =>
    links.find(({ sourceAddress }) => sourceAddress === addressOf(one))?.link.split('#')[1] ?? ''
  plant('invitation of an employee by letter', byLetter)
  for (const [one, invited] of [
    ['anna', byLetter],
    ['boris', plant('invitation of an employee by link', linkOf('boris'))],
    ['ivan', plant('invitation of an employee at a server that quotes', linkOf('ivan'))],
  ] as const) {
    const opened = await talk.recording(`${url}${employeePage.openEmployeePage.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: invited }),
    })
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    plant(`employee session of ${one}`, cookie.split('=')[1] ?? '')
    await talk.raw('PUT', employeePage.giveAccess.path, cookie, { password: plant(`typed wrongly by ${one}`) })
    await talk.raw('PUT', employeePage.giveAccess.path, cookie, {
      password: { is: plant(`typed as an object by ${one}`) },
    })
    const client = new Client(url, { token: invited, fetch: talk.recording })
    await client.call(employeePage.readEmployeePage, {})
    if (one !== 'ivan')
      await client.call(employeePage.giveAccess, { body: { password: sourcePassword.get(one) ?? '' } })
  }
  await owner.client.call(employees.listEmployees, { params, query: { limit: 500 } })
  await talk.recording(`${url}${employeePage.readEmployeePage.path}`, {
    headers: {
      authorization: `Bearer invite_${plant('an invitation that is none', `k${randomBytes(10).toString('hex')}`)}`,
    },
  })
  return byLetter
}
