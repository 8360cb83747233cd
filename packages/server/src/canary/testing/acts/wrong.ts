import { randomBytes } from 'node:crypto'
import type { Notebook } from '../notebook.ts'
import type { Scene } from '../scene.ts'
import type { Talk } from '../talk.ts'
import type { Cast } from './accounts.ts'
import type { Plan } from './plan.ts'

/** Sends secrets in requests that are not as they should be. */
export async function sendNonsense(
  { plant }: Notebook,
  { url }: Scene,
  talk: Talk,
  { owner, organisation }: Cast,
  { move, source }: Plan,
): Promise<void> {
  const base = `/api/organisations/${organisation}`
  const inMove = `${base}/moves/${move}`
  const wrong = (where: string) => plant(`in ${where}`)
  await talk.raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, {
    password: { is: wrong('an object') },
  })
  await talk.raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, { password: [wrong('a list')] })
  await talk.raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, {
    passwort: wrong('a key that is not known'),
  })
  await talk.raw(
    'PUT',
    `${inMove}/services/${source.id}/password`,
    owner.cookie,
    `{"password": "${wrong('broken JSON')}`,
  )
  await talk.raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, wrong('no JSON'))
  await talk.raw('POST', `${inMove}/services`, owner.cookie, {
    side: wrong('an enumeration'),
    name: 'x',
    host: `https://anna:${encodeURIComponent(wrong('the host of a service'))}@mail.example/`,
  })
  await talk.raw('POST', `${inMove}/services`, owner.cookie, {
    side: 'source',
    name: 'x',
    host: `anna:${plant('in a host', `h${randomBytes(9).toString('hex')}`)}@mail.example`,
  })
  await talk.raw('POST', `${base}/webhooks`, owner.cookie, {
    url: `https://anna:${plant('in a webhook’s address', `w${randomBytes(9).toString('hex')}`)}@127.0.0.1/`,
  })
  await talk.raw('POST', `${base}/discover`, owner.cookie, { address: `anna:${wrong('an address')}@` })
  await talk
    .raw('GET', `${inMove}/passes?state=${encodeURIComponent(wrong('a query'))}`, owner.cookie, '')
    .catch(() => undefined)
  await talk.recording(`${url}/api/me`, {
    headers: { authorization: `Bearer ${wrong('a token that is none').replace(/[^\w]/g, '')}` },
  })
}
