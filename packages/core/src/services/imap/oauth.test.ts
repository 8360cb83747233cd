import { type Dovecot, startDovecot, startTokenServer, type TokenServer } from '@caravan/lab'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EXEMPT, type Fetch, guardedFetch, hostGuard } from '../../guard/index.ts'
import { Secret } from '../../model/secret.ts'
import { oauthApplication } from '../oauth/application.ts'
import type { Grant } from '../oauth/grant.ts'
import type { OAuthWay } from '../oauth/provider.ts'
import { type GrantKeeper, type TokenSource, tokensOfAdministrator, tokensOfGrant } from '../oauth/tokens.ts'
import { ServiceError } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

let tokenServer: TokenServer
let dovecot: Dovecot
let fetch: Fetch
beforeAll(async () => {
  tokenServer = await startTokenServer()
  dovecot = await startDovecot({ name: 'oauth', introspectionUrl: tokenServer.introspectionUrl })
  fetch = guardedFetch(hostGuard(EXEMPT), { ca: tokenServer.ca })
})
afterAll(async () => {
  await dovecot.stop()
  await tokenServer.stop()
})
beforeEach(() => {
  tokenServer.lifetime = 3_600
  tokenServer.failing = undefined
})

const application = (way: OAuthWay, secret = tokenServer.clientSecret, clientId = tokenServer.clientId) =>
  oauthApplication({ provider: 'other', way, clientId, places: tokenServer, scopes: ['mail'] }, new Secret(secret))

/** What keeps a grant in memory. */
function kept(refreshToken: string): GrantKeeper {
  let grant: Grant = { refreshToken: new Secret(refreshToken), access: undefined }
  return { renew: async (renewed) => (grant = await renewed(grant)) }
}
const consentOf = (user: string): TokenSource =>
  tokensOfGrant(fetch, application('consent'), kept(tokenServer.consentOf(user)))
const serviceAccount = () =>
  application('service-account', tokenServer.serviceAccount.key, tokenServer.serviceAccount.email)

const mailbox = (user: string, tokens: TokenSource, at = dovecot) =>
  new ImapEndpoint({
    host: '127.0.0.1',
    port: at.port,
    tls: 'none',
    user,
    credentials: { kind: 'tokens', user, tokens },
  })

async function opens(endpoint: ImapEndpoint): Promise<void> {
  const session = await endpoint.connect()
  expect((await session.folders()).map(({ name }) => name)).toContain('INBOX')
  await session.close()
}
const refusalOf = async (endpoint: ImapEndpoint): Promise<ServiceError> => {
  const error: unknown = await endpoint.connect().catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(ServiceError)
  return error as ServiceError
}

describe('a mailbox at a Dovecot that asks the token server whose a token is', () => {
  it('opens by the consent of its owner, and one token serves for all sessions', async () => {
    const anna = mailbox('anna', consentOf('anna'))
    const before = tokenServer.asked.length
    await Promise.all([opens(anna), opens(anna), opens(anna)])
    expect(tokenServer.asked.slice(before)).toEqual(['refresh_token 200'])
  })

  it.each(['xoauth2', 'oauthbearer'])('opens where %s is the only way to show a token', async (mechanism) => {
    const { introspectionUrl } = tokenServer
    await using only = await startDovecot({ introspectionUrl, extraConf: `auth_mechanisms = plain ${mechanism}` })
    await opens(mailbox('anna', consentOf('anna'), only))
    expect(only.logText()).toMatch(new RegExp(`Login: user=<anna>, method=${mechanism}`, 'i'))
  })

  it('opens by a service account that has been given the domain', async () => {
    await opens(mailbox('berta', tokensOfAdministrator(fetch, serviceAccount(), 'berta')))
  })

  it('opens by the application itself', async () => {
    tokenServer.appMailbox = 'carla'
    await opens(mailbox('carla', tokensOfAdministrator(fetch, application('app-only'), 'carla')))
  })

  it('opens again with a new token where the server no longer takes the old one', async () => {
    const anna = mailbox('anna', consentOf('anna'))
    await opens(anna)
    tokenServer.endAccess()
    const before = tokenServer.asked.length
    await opens(anna)
    expect(tokenServer.asked.slice(before)).toEqual(['refresh_token 200'])
  })

  it('opens with a new token before the old one ends', async () => {
    tokenServer.lifetime = 30
    const anna = mailbox('anna', consentOf('anna'))
    await opens(anna)
    const before = tokenServer.asked.length
    await opens(anna)
    expect(tokenServer.asked.slice(before)).toEqual(['refresh_token 200'])
  })

  it('does not open after the consent was withdrawn, and the token server is asked once', async () => {
    const anna = mailbox('anna', consentOf('anna'))
    await opens(anna)
    tokenServer.withdraw('anna')
    tokenServer.endAccess()
    expect(await refusalOf(anna)).toMatchObject({ code: 'consent-ended', scope: 'service' })
    const before = tokenServer.asked.length
    expect(await refusalOf(anna)).toMatchObject({ code: 'consent-ended' })
    expect(tokenServer.asked.length).toBe(before)
  })

  it('does not open by the consent of somebody else, and says so', async () => {
    const error = await refusalOf(mailbox('anna', consentOf('berta')))
    expect(error).toMatchObject({ code: 'token-refused', scope: 'service' })
    expect(error.remedy).toContain('this very mailbox')
  })

  it('does not open by an application that the token server does not know', async () => {
    const app = application('consent', 'wrong secret')
    const error = await refusalOf(mailbox('anna', tokensOfGrant(fetch, app, kept(tokenServer.consentOf('anna')))))
    expect(error).toMatchObject({ code: 'oauth-client-refused', scope: 'service' })
  })

  it('does not open by a service account for a user that the domain has not', async () => {
    const error = await refusalOf(mailbox('nobody', tokensOfAdministrator(fetch, serviceAccount(), 'nobody')))
    expect(error).toMatchObject({ code: 'token-refused', serverReply: 'invalid_grant: Invalid email or User ID' })
  })

  it.each([
    [503, 'busy'],
    [200, 'not JSON'],
    [429, '{"error":"invalid_grant"}'],
  ])('is tried again where the token server answers %i %s', async (status, body) => {
    tokenServer.failing = { status, body, times: 1 }
    const anna = mailbox('anna', consentOf('anna'))
    expect(await refusalOf(anna)).toMatchObject({ code: 'token-server-failed', scope: 'session' })
    await opens(anna)
  })
})

it('no error shows a token, a secret or a key', async () => {
  const stale = 'rt-Gull-Lantern-77'
  const failures = [
    await refusalOf(mailbox('anna', tokensOfGrant(fetch, application('consent'), kept(stale)))),
    await refusalOf(
      mailbox(
        'anna',
        tokensOfGrant(fetch, application('consent', 'Gull Lantern+77'), kept(tokenServer.consentOf('anna'))),
      ),
    ),
  ]
  for (const failure of failures) {
    const shown = JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + String(failure.stack)
    expect(shown).not.toMatch(/Gull.Lantern/)
  }
  expect(failures[0]?.serverReply).toContain('***')
})
