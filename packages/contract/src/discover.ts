import { z } from 'zod'
import { id, inOrganisation, moment } from './common.ts'
import { route } from './route.ts'

const evidence = z.object({ source: z.string(), detail: z.string() })

const service = z.object({
  kind: z.enum(['imap', 'submission', 'jmap', 'caldav', 'carddav']),
  host: z.string(),
  port: z.int(),
  tls: z.enum(['implicit', 'starttls', 'none']),
  url: z.string().optional(),
  userName: z.string().optional(),
  evidence: z.array(evidence),
  state: z.enum(['answers', 'failed', 'untried']),
  capabilities: z.array(z.string()),
  server: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).optional(),
})

export const discovery = z.object({
  status: z.enum(['found', 'unconfirmed', 'nothing']),
  address: z.string().optional(),
  domain: z.string(),
  provider: z.object({ id: z.string(), name: z.string(), evidence: z.array(evidence) }).optional(),
  /** The most trusted first. */
  services: z.array(service),
  signIn: z.array(
    z.object({
      way: z.enum(['password', 'app-password', 'oauth', 'admin-delegation', 'bridge']),
      words: z.string(),
      page: z.string().optional(),
      from: z.string(),
    }),
  ),
  mx: z.array(z.string()),
  notes: z.array(z.object({ code: z.string(), text: z.string() })),
  asked: z.array(
    z.object({
      source: z.string(),
      what: z.string(),
      outcome: z.enum(['found', 'nothing', 'failed']),
      words: z.string().optional(),
    }),
  ),
})

export const discover = route({
  id: 'discover',
  method: 'POST',
  path: '/api/organisations/{organisation}/discover',
  access: 'move:write',
  summary: 'Finds the mail service of an address or a domain. Signs in nowhere. Ten a minute for an organisation.',
  params: inOrganisation,
  body: z.object({ address: z.string().trim().min(1).max(320) }),
  answer: discovery,
})

/** How people sign in at the service of a host; `steps` are keys that a page translates, with English words. */
export const serviceSignIn = z.object({
  /** Stable: `gmail`, `yandex`, `mailru`, …, `generic`. */
  provider: z.string(),
  way: z.enum(['password', 'app-password', 'authorisation-code', 'consent', 'other']),
  steps: z.array(z.object({ key: z.string(), text: z.string() })),
  /** The provider's own page for it. */
  page: z.string().nullable(),
})

/** Where an IMAP service is, as somebody typed it. */
export const servicePlace = z.object({
  /** Looked up and judged by the guard before it is connected to. */
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  tls: z.enum(['implicit', 'starttls', 'none']),
  /** Its certificate is not verified. */
  unverified: z.boolean(),
})

const certificate = z.object({
  names: z.array(z.string()),
  issuer: z.string(),
  validFrom: moment,
  validTo: moment,
  /** Null: it is trusted. */
  fault: z.enum(['no-authority', 'expired', 'not-yet', 'other-name', 'other']).nullable(),
})

export const serviceLook = z.object({
  state: z.enum(['answers', 'failed']),
  /** The server's own words. */
  greeting: z.string().nullable(),
  server: z.string().nullable(),
  /** Which profile passes would work with: `dovecot`, `cyrus`, …, `generic`; null: nothing answers. */
  profile: z.string().nullable(),
  /** What it offers before sign-in, in capitals. */
  capabilities: z.array(z.string()),
  /** Null without TLS, and where no handshake came about. */
  certificate: certificate.nullable(),
  error: z
    .object({ code: z.string(), title: z.string(), remedy: z.string(), serverReply: z.string().nullable() })
    .nullable(),
  signIn: serviceSignIn,
})

export const lookAtService = route({
  id: 'lookAtService',
  method: 'POST',
  path: '/api/organisations/{organisation}/services/look',
  access: 'move:write',
  summary:
    'Connects to where a mail service is said to be and reads its certificate, greeting and capabilities. Signs in nowhere. Sixty a minute for an organisation.',
  params: inOrganisation,
  body: servicePlace.extend({
    port: servicePlace.shape.port.default(993),
    tls: servicePlace.shape.tls.default('implicit'),
    unverified: servicePlace.shape.unverified.default(false),
    /** A service of a move whose proxy is gone through, with its password out of the vault; directly where it has none. */
    through: z.object({ move: id, service: id }).optional(),
  }),
  answer: serviceLook,
})

export const listProviders = route({
  id: 'listProviders',
  method: 'GET',
  path: '/api/providers',
  access: 'signed-in',
  summary: 'The mail services that Caravan knows by name, with their IMAP hosts.',
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        host: z.string(),
        port: z.int(),
        tls: servicePlace.shape.tls,
        /** As `serviceSignIn` has it. */
        provider: z.string(),
      }),
    ),
  }),
})
