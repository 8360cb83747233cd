import { generateKeyPairSync } from 'node:crypto'
import { moves, oauth, people } from '@caravan/contract'
import type { Notebook } from '../notebook.ts'
import type { Scene } from '../scene.ts'
import type { Cast } from './accounts.ts'
import type { Plan } from './plan.ts'

/** Mailboxes that are signed in to by tokens, or through a proxy, at servers that quote what they are told. */
export async function planTokens(
  { plant }: Notebook,
  { addressOf, tokens, echoProxy }: Scene,
  { owner }: Cast,
  { params, service, target }: Plan,
): Promise<void> {
  const { client } = owner
  const mailboxAt = async (user: string, source: string) => {
    const [address, body] = [addressOf(user), { targetService: target.id, decision: 'move' as const }]
    const { id: mailbox } = await client.call(people.addMailbox, {
      params,
      body: { sourceAddress: address, targetAddress: address, sourceService: source, ...body },
    })
    const put = (side: 'source' | 'target', password: string) =>
      client.call(people.putMailboxCredential, { params: { ...params, mailbox, side }, body: { password } })
    await put('target', plant(`target password of ${user}`))
    return (password: string) => put('source', password)
  }
  const registered = async (way: 'consent' | 'service-account', clientId: string, secret: string) => {
    const { id } = await service('source', 1)
    const { authorizeUrl, tokenUrl } = tokens
    const body = { provider: 'other' as const, way, clientId, secret, authorizeUrl, tokenUrl, scopes: ['mail'] }
    await client.call(oauth.putOAuthClient, { params: { ...params, service: id }, body })
    return id
  }
  const grant = (refreshToken: string) => JSON.stringify({ refreshToken })
  const consented = await mailboxAt('mona', await registered('consent', tokens.clientId, tokens.clientSecret))
  await consented(grant(plant('refresh token')))
  const strange = await registered('consent', tokens.clientId, plant('client secret'))
  await (await mailboxAt('nils', strange))(grant(plant('refresh token with a wrong client secret')))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  // A line of it: where it is written otherwise, it is folded otherwise.
  plant('key of a service account', pem.split('\n')[5])
  await mailboxAt('olga', await registered('service-account', 'robot@zirconia.example', pem))
  const broken = `-----BEGIN PRIVATE KEY-----\n${plant('broken key of a service account')}\n-----END PRIVATE KEY-----`
  await mailboxAt('petra', await registered('service-account', 'robot@zirconia.example', broken))
  const { id: behind } = await service('source', 1, {
    proxy: { kind: 'http', host: '127.0.0.1', port: echoProxy.port, user: 'zirconproxy' },
  })
  const password = plant('proxy password')
  await client.call(moves.putProxyPassword, { params: { ...params, service: behind }, body: { password } })
  await (await mailboxAt('quin', behind))(plant('source password of quin'))
}
