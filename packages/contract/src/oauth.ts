import { z } from 'zod'
import { id, inMove } from './common.ts'
import { route } from './route.ts'

/** Sign-in by tokens of OAuth 2: an application that somebody registered at a provider, and the owners who agree. */

const https = z.url({ protocol: /^https$/ }).max(2_000)
const oneLine = z.string().trim().min(1).max(500)

const registration = z.object({
  provider: z.enum(['google', 'microsoft', 'yandex', 'other']),
  /**
   * `consent`: each owner agrees on a page of the provider. `service-account`, `app-only`: an administrator there has given
   * the application all mailboxes.
   */
  way: z.enum(['consent', 'service-account', 'app-only']),
  /** Of a service account: its email address. */
  clientId: oneLine,
  /** Microsoft: the directory (tenant) id or a domain of it. */
  tenant: oneLine.nullable(),
  /** With `other`: its addresses and the scopes to ask for. */
  authorizeUrl: https.nullable(),
  tokenUrl: https.nullable(),
  /** Where consents are taken back at the close of the move (RFC 7009); without it they stay until their owners do. */
  revokeUrl: https.nullish(),
  scopes: z.array(oneLine).max(50),
})

/** A registration as it is kept; its secret is told to nobody. */
export const oauthRegistration = registration.extend({
  /** As people know who gives the tokens: `Google`, or the host of the token server. */
  name: z.string(),
  hasSecret: z.boolean(),
  /** What has to be registered at the provider as the address that browsers come back to. */
  redirectUri: z.string(),
})

const oneService = inMove.extend({ service: id })

export const putOAuthClient = route({
  id: 'putOAuthClient',
  method: 'PUT',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}/oauth',
  access: 'credentials:write',
  summary:
    'Has a service signed in to by tokens, through an application that was registered at the provider. Its secret goes into the vault; without one the kept one stays, unless the application is another. Consents that were given to another application are erased.',
  params: oneService,
  body: registration.extend({
    tenant: registration.shape.tenant.default(null),
    authorizeUrl: registration.shape.authorizeUrl.default(null),
    tokenUrl: registration.shape.tokenUrl.default(null),
    scopes: registration.shape.scopes.default([]),
    /** The client secret; of a service account its private key (PEM). */
    secret: z.string().min(1).max(10_000).optional(),
  }),
  answer: oauthRegistration,
})

const consentBegun = z.object({
  /** Where the browser goes; it comes back by `redirectUri`. */
  url: z.string(),
})

export const beginMailboxConsent = route({
  id: 'beginMailboxConsent',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/credentials/{side}/consent',
  access: 'credentials:write',
  summary:
    'Begins the consent of a mailbox’s owner, in this browser: a cookie of a quarter of an hour (httpOnly, SameSite=Lax) ties it to who asked. Sixty a minute for an organisation.',
  params: inMove.extend({ mailbox: id, /** `source` or `target`; there is no other. */ side: z.string().max(50) }),
  body: z.object({
    /** The page of ours to come back to. */
    back: z
      .string()
      .max(2_000)
      .regex(/^\/(?![/\\])[^\s\\]*$/, 'Name a path of this server.'),
  }),
  answer: consentBegun,
})

export const beginOwnConsent = route({
  id: 'beginOwnConsent',
  method: 'POST',
  path: '/api/employee/consent',
  access: 'employee',
  summary:
    'Begins the consent of the old mailbox’s owner, in this browser, where its service is signed in to by tokens (409 `consent-not-needed` elsewhere). Twenty a minute for an address.',
  answer: consentBegun,
})

export const endConsent = route({
  id: 'endConsent',
  method: 'GET',
  path: '/api/oauth/back',
  access: 'public',
  summary:
    'Where a provider sends the browser back to, with a code or an error. The consent is tried at the mail service at once and sealed in the vault; the answer is a page that leads on. Without the cookie of who began it is worth nothing.',
  query: z.object({
    state: z.string().max(200).optional(),
    code: z.string().max(4_000).optional(),
    error: z.string().max(200).optional(),
  }),
  produces: 'text/html',
})
