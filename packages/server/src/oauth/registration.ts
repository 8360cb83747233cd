import type { AnswerOf, BodyOf, moves, oauth } from '@caravan/contract'
import { type OAuthApplication, type OAuthSettings, oauthApplication } from '@caravan/core/services'
import { type CredentialSlot, type LedgerDb, openCredential, type Services, type Vault } from '@caravan/core/store'
import { type RawBuilder, type Selectable, sql } from 'kysely'

type Registration = NonNullable<AnswerOf<typeof moves.changeService>['oauth']>
type Given = Omit<BodyOf<typeof oauth.putOAuthClient>, 'secret'>
/** What of a service decides by which tokens it is signed in to. */
export type OAuthService = Pick<Selectable<Services>, 'id' | 'organisation_id' | 'oauth'>

/** Where browsers come back to, of every move: it is registered at the provider once. */
export const redirectUriOf = (publicUrl: string): string => `${publicUrl}/api/oauth/back`

/** The registration in the terms of the engine; what is not there has no field, so that two can be compared. */
export function settingsOf(given: Given): OAuthSettings {
  const { provider, way, clientId, tenant, authorizeUrl, tokenUrl, revokeUrl = null, scopes } = given
  return {
    ...{ provider, way, clientId },
    ...(provider === 'microsoft' && tenant !== null && { tenant }),
    ...(provider === 'other' &&
      tokenUrl !== null && {
        places: { tokenUrl, ...(authorizeUrl !== null && { authorizeUrl }), ...(revokeUrl !== null && { revokeUrl }) },
        scopes,
      }),
  }
}

/** What `settingsOf` wrote into the row; undefined: the service is signed in to otherwise. */
export const keptOf = ({ oauth }: Pick<OAuthService, 'oauth'>): OAuthSettings | undefined =>
  oauth === null ? undefined : (oauth as unknown as OAuthSettings)

/** Whether the way of a service opens every mailbox (SQL). @param s alias of `services` */
export const opensAll = (s: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(s)}.auth = 'master' or coalesce(${sql.ref(s)}.oauth->>'way' <> 'consent', false))`

/** The same of a row. */
export const isDelegated = (service: Pick<Selectable<Services>, 'auth' | 'oauth'>): boolean =>
  service.auth === 'master' || (service.auth === 'oauth' && keptOf(service)?.way !== 'consent')

/**
 * Where the secret of the application lies. One that opens every mailbox is the service's own sign-in; that of one which
 * each owner lets in by themselves opens nothing alone.
 */
export const secretSlot = ({ id, organisation_id }: OAuthService, { way }: OAuthSettings): CredentialSlot => ({
  organisation: organisation_id,
  purpose: way === 'consent' ? 'oauth-client' : 'service-sign-in',
  subject: id,
})

/** The application of a service with its secret. Throws `credential-missing`, `oauth-settings`. */
export async function applicationOf(
  { db, vault }: { readonly db: LedgerDb; readonly vault: Vault },
  service: OAuthService,
  settings: OAuthSettings,
): Promise<OAuthApplication> {
  return oauthApplication(settings, await openCredential(db, vault.keys, secretSlot(service, settings)))
}

/** Whether the secret of the application is there. */
export const hasSecret = (
  service: Pick<Selectable<Services>, 'oauth'> & { readonly hasPassword: boolean; readonly hasOAuthSecret: boolean },
): boolean => (keptOf(service)?.way === 'consent' ? service.hasOAuthSecret : service.hasPassword)

/** As the contract shows it. */
export function registrationOf(settings: OAuthSettings, hasSecret: boolean, publicUrl: string): Registration {
  const { provider, way, clientId, tenant, places, scopes } = settings
  return {
    ...{ provider, way, clientId, hasSecret },
    tenant: tenant ?? null,
    authorizeUrl: places?.authorizeUrl ?? null,
    tokenUrl: places?.tokenUrl ?? null,
    revokeUrl: places?.revokeUrl ?? null,
    scopes: [...(scopes ?? [])],
    name: nameOf(settings),
    redirectUri: redirectUriOf(publicUrl),
  }
}

const NAMES = { google: 'Google', microsoft: 'Microsoft', yandex: 'Yandex' } as const

/** Who gives the tokens, as people know them. */
export const nameOf = ({ provider, places }: OAuthSettings): string =>
  provider === 'other' ? new URL(places?.tokenUrl ?? 'https://unknown.invalid').host : NAMES[provider]
