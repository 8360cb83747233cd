import { host, organisations } from '@caravan/contract'
import { type Notebook, secret } from '../notebook.ts'
import type { Scene } from '../scene.ts'
import { follow } from '../stream.ts'
import type { Talk } from '../talk.ts'

export type Cast = Awaited<ReturnType<typeof comeIn>>

/** The first owner, and the organisation that will be purged, with a lead of its own, tokens, webhooks and a listener. */
export async function comeIn({ plant }: Notebook, scene: Scene, talk: Talk) {
  const { url, begin, smtp, smtpPassword, provider, receiver } = scene
  const ownerPassword = plant('password of the owner', `lantern ${secret()}`)
  await talk.raw('POST', '/api/begin', '', {
    token: begin,
    name: 'Host Owner',
    email: 'host@keeper.example',
    password: ownerPassword,
    organisation: 'Keeper',
  })
  const owner = await talk.signIn('host@keeper.example', ownerPassword)
  plant('session of the owner', owner.token)
  const { id: organisation } = await owner.client.call(organisations.makeOrganisation, {
    body: { name: 'Zirconia Mills', agency: null },
  })
  const inside = { organisation }

  const sender = {
    host: '127.0.0.1',
    port: smtp.port,
    tls: 'none',
    user: 'caravan',
    from: 'caravan@keeper.example',
  } as const
  const settings = (senderPassword: string) =>
    owner.client.call(host.writeHostSettings, { body: { publicUrl: null, sender, senderPassword } })
  await settings(plant('wrong password of the system sender'))
  const invite = async (email: string, role: 'lead' | 'viewer') => {
    // Sent as an answer and as a letter: told on purpose, to who is invited and who invites.
    const response = await fetch(`${url}/api/organisations/${organisation}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
      body: JSON.stringify({ email, role }),
    })
    const { link, sent } = (await response.json()) as { link: string; sent: boolean }
    return { token: link.split('#')[1] ?? '', sent }
  }
  const unsent = await invite('nobody.qz@zirconia.example', 'viewer')
  plant('invitation that was not sent', unsent.token)
  await settings(smtpPassword)
  const invitation = await invite('lead.qz@zirconia.example', 'lead')
  plant('invitation', invitation.token)
  if (unsent.sent || !invitation.sent) throw new Error('one letter was to be refused and one taken')
  const leadPassword = plant('password of the lead', `gravel ${secret()}`)
  await talk.raw('POST', '/api/invitations/accept', '', {
    token: invitation.token,
    account: { name: 'Lioba Quartz', password: plant('weak password', 'aaaaaaaaaaaaaaaab') },
  })
  await talk.raw('POST', '/api/invitations/accept', '', {
    token: invitation.token,
    account: { name: 'Lioba Quartz', password: leadPassword },
  })
  const lead = await talk.signIn('lead.qz@zirconia.example', leadPassword)
  plant('session of the lead', lead.token)
  const changed = plant('changed password of the lead', `otter ${secret()}`)
  await talk.raw('POST', '/api/auth/change-password', lead.cookie, {
    currentPassword: leadPassword,
    newPassword: changed,
  })
  await talk.raw('POST', '/api/auth/sign-in/email', '', {
    email: 'lead.qz@zirconia.example',
    password: plant('password that was wrong'),
  })
  const enabled = await fetch(`${url}/api/auth/two-factor/enable`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: lead.cookie, origin: url },
    body: JSON.stringify({ password: changed }),
  })
  const factor = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  plant('TOTP', new URL(factor.totpURI).searchParams.get('secret') ?? '')
  for (const [n, code] of factor.backupCodes.slice(0, 2).entries()) plant(`backup code ${n}`, code)

  const oidc = { issuer: provider.issuer, clientId: provider.clientId, name: 'Keeper', domains: [] }
  for (const clientSecret of [plant('wrong secret of the OIDC client'), plant('OIDC client', provider.secret)])
    await owner.client.call(host.writeOidc, { body: { provider: oidc, clientSecret } })
  await owner.client.call(host.readOidc, {})

  const tokenOf = async (who: string) => {
    const response = await fetch(`${url}/api/organisations/${organisation}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who, origin: url },
      body: JSON.stringify({ name: 'zirconium robot', scopes: ['read', 'move:run'] }),
    })
    return ((await response.json()) as { token: string }).token
  }
  const token = plant('API token', await tokenOf(owner.cookie))
  plant('API token of the lead', await tokenOf(lead.cookie))
  const hook = async (path: string) => {
    const response = await fetch(`${url}/api/organisations/${organisation}/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
      body: JSON.stringify({ url: `https://127.0.0.1:${receiver.port}/${path}` }),
    })
    return (await response.json()) as { id: string; secret: string }
  }
  const hooks = [await hook('zirconia-hook'), await hook('zirconia-other')]
  for (const [n, one] of hooks.entries()) plant(`webhook secret ${n}`, one.secret)
  const stopStream = new AbortController()
  const stream = follow(url, organisation, token, stopStream.signal)
  // Where the story breaks off, nobody waits for it.
  stream.catch(() => undefined)
  return { owner, organisation, inside, invitation, hooks, stream, stopStream }
}
