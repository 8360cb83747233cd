/**
 * Who gives tokens for which mailboxes, as data. The pages were read in stored copies on 2026-11-22; nothing here was run
 * against the providers themselves (recorded, not live).
 */

export const OAUTH_PROVIDERS = ['google', 'microsoft', 'yandex'] as const
export type OAuthProviderId = (typeof OAUTH_PROVIDERS)[number]

/**
 * How a token comes to be. `consent`: the owner of a mailbox agrees in a browser (RFC 6749 §4.1, RFC 8628).
 * `service-account`: an administrator has given one key all mailboxes of a domain (RFC 7523). `app-only`: an
 * administrator has given the application itself the mailboxes (RFC 6749 §4.4).
 */
export const OAUTH_WAYS = ['consent', 'service-account', 'app-only'] as const
export type OAuthWay = (typeof OAUTH_WAYS)[number]

/** The addresses of a token server. */
export interface OAuthPlaces {
  /** Undefined where nobody agrees in a browser. */
  readonly authorizeUrl?: string | undefined
  readonly tokenUrl: string
  /** Undefined where there is no consent by device code, or none for mail. */
  readonly deviceUrl?: string | undefined
  /** Where a consent is taken back (RFC 7009); undefined where there is none, or none for a single consent. */
  readonly revokeUrl?: string | undefined
}

/** What is known of a provider. `{tenant}` in an address stands for the organisation at the provider. */
export interface OAuthProvider extends OAuthPlaces {
  readonly id: OAuthProviderId
  readonly name: string
  readonly ways: readonly OAuthWay[]
  /** For consent, and for a service account: reading and writing a mailbox by IMAP, and being given refresh tokens. */
  readonly scopes: readonly string[]
  readonly appOnlyScopes: readonly string[]
  /** What its page of consent wants beside RFC 6749 §4.1.1. */
  readonly authorizeParameters: Readonly<Record<string, string>>
  readonly deviceForm: DeviceForm
  readonly clientProof: ClientProof
  readonly revokeForm: RevokeForm
  readonly source: string
}

/** How a device code is exchanged for tokens: as RFC 8628 §3.4 has it, or as Yandex does. */
export type DeviceForm = 'rfc8628' | 'yandex'
/** Where the application proves itself (RFC 6749 §2.3.1): in the form, or by HTTP Basic. */
export type ClientProof = 'form' | 'basic'
/**
 * How a consent is taken back: by the refresh token, as RFC 7009 §2.1 has it, or by an access token that was asked for a
 * device, as Yandex does.
 */
export type RevokeForm = 'rfc7009' | 'yandex'

const PROVIDERS: Readonly<Record<OAuthProviderId, OAuthProvider>> = {
  google: {
    id: 'google',
    name: 'Google',
    ways: ['consent', 'service-account'],
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    // It has device codes, but not for the scope of mail (…/oauth2/limited-input-device, “Allowed scopes”).
    deviceUrl: undefined,
    // Takes either token, and with it all of this owner and application (…/oauth2/web-server, “Revoking a token”).
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    scopes: ['https://mail.google.com/'],
    appOnlyScopes: [],
    // Without both it gives a refresh token only at the first consent, or none.
    authorizeParameters: { access_type: 'offline', prompt: 'consent' },
    deviceForm: 'rfc8628',
    clientProof: 'form',
    revokeForm: 'rfc7009',
    source:
      'developers.google.com/identity/protocols/oauth2/web-server, …/oauth2/service-account, …/gmail/imap/xoauth2-protocol, read 2026-11-22',
  },
  microsoft: {
    id: 'microsoft',
    name: 'Microsoft',
    ways: ['consent', 'app-only'],
    authorizeUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    deviceUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode',
    // It can only sign a person out of everything (learn.microsoft.com/graph/api/user-revokesigninsessions, read 2026-11-23).
    revokeUrl: undefined,
    scopes: ['https://outlook.office.com/IMAP.AccessAsUser.All', 'offline_access'],
    appOnlyScopes: ['https://outlook.office365.com/.default'],
    authorizeParameters: { prompt: 'select_account' },
    deviceForm: 'rfc8628',
    clientProof: 'form',
    revokeForm: 'rfc7009',
    source:
      'learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth, read 2026-11-22',
  },
  yandex: {
    id: 'yandex',
    name: 'Yandex',
    ways: ['consent'],
    authorizeUrl: 'https://oauth.yandex.ru/authorize',
    tokenUrl: 'https://oauth.yandex.ru/token',
    deviceUrl: 'https://oauth.yandex.ru/device/code',
    // Only tokens of a device: the page of consent is told one (yandex.com/dev/id/doc/en/tokens/token-invalidate, read 2026-11-23).
    revokeUrl: 'https://oauth.yandex.ru/revoke_token',
    scopes: ['mail:imap_full'],
    appOnlyScopes: [],
    authorizeParameters: { force_confirm: 'yes' },
    deviceForm: 'yandex',
    clientProof: 'form',
    revokeForm: 'yandex',
    source:
      'yandex.com/dev/id/doc/en/codes/code-url, …/codes/screen-code-oauth, yandex.ru/support/yandex-360/business/mail/ru/web/security/oauth, read 2026-11-22',
  },
}

export const oauthProvider = (id: OAuthProviderId): OAuthProvider => PROVIDERS[id]
