import { CaravanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import {
  type ClientProof,
  type DeviceForm,
  type OAuthPlaces,
  type OAuthProviderId,
  type OAuthWay,
  oauthProvider,
  type RevokeForm,
} from './provider.ts'

/** An application as it was registered at a provider, or at another token server with addresses of its own. */
export interface OAuthSettings {
  readonly provider: OAuthProviderId | 'other'
  readonly way: OAuthWay
  /** Of a service account: its email address. */
  readonly clientId: string
  /** Microsoft: the directory (tenant) id or a domain of it. */
  readonly tenant?: string | undefined
  /** With `other`: its addresses, https, and its scopes. */
  readonly places?: OAuthPlaces | undefined
  readonly scopes?: readonly string[] | undefined
}

/** What talks to a token server. */
export interface OAuthApplication extends OAuthPlaces {
  /** The provider, for people: `Google`, or the host of the token server. */
  readonly name: string
  readonly way: OAuthWay
  readonly clientId: string
  /** The client secret; of a service account its private key, PEM. Undefined for a public client (RFC 6749 §2.1). */
  readonly secret: Secret | undefined
  readonly scopes: readonly string[]
  readonly authorizeParameters: Readonly<Record<string, string>>
  readonly deviceForm: DeviceForm
  readonly clientProof: ClientProof
  readonly revokeForm: RevokeForm
}

/** Whoever has an account of an organisation; personal accounts are asked for by `consumers` or `common`. */
const ANY_TENANT = 'organizations'
const TENANT = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/

/**
 * The application with its secret.
 * @throws CaravanError `oauth-settings` where the provider does not know this way, or something it needs is missing
 */
export function oauthApplication(settings: OAuthSettings, secret: Secret | undefined): OAuthApplication {
  const { provider, way, clientId } = settings
  if (provider === 'other') {
    if (settings.places === undefined) throw unusable('the address of the token server is missing')
    return {
      ...settings.places,
      ...{ way, clientId, secret, scopes: settings.scopes ?? [], authorizeParameters: {} },
      name: hostOf(settings.places.tokenUrl),
      deviceForm: 'rfc8628',
      // Every token server takes this one (RFC 6749 §2.3.1).
      clientProof: 'basic',
      revokeForm: 'rfc7009',
    }
  }
  const known = oauthProvider(provider)
  if (!known.ways.includes(way)) throw unusable(`${known.name} does not know this way of access`)
  const tenant = settings.tenant ?? ANY_TENANT
  if (!TENANT.test(tenant)) throw unusable('the tenant is neither an id nor a domain')
  if (way === 'app-only' && settings.tenant === undefined) throw unusable('app-only access needs the tenant')
  if (way !== 'consent' && secret === undefined) throw unusable('this way needs the secret of the application')
  const at = <T extends string | undefined>(url: T) => url?.replace('{tenant}', tenant) as T
  return {
    ...{ name: known.name, way, clientId, secret },
    authorizeUrl: at(known.authorizeUrl),
    tokenUrl: at(known.tokenUrl),
    deviceUrl: at(known.deviceUrl),
    revokeUrl: known.revokeUrl,
    scopes: way === 'app-only' ? known.appOnlyScopes : known.scopes,
    authorizeParameters: known.authorizeParameters,
    deviceForm: known.deviceForm,
    clientProof: known.clientProof,
    revokeForm: known.revokeForm,
  }
}

const hostOf = (url: string): string => {
  if (!URL.canParse(url)) throw unusable('the address of the token server is none')
  return new URL(url).host
}

const unusable = (why: string): CaravanError =>
  new CaravanError(
    'oauth-settings',
    `Nobody can sign in with this registration of an application: ${why}.`,
    'Compare it with what the provider shows of the application, and with docs/sign-in.md.',
  )
