import { z } from 'zod'
import { email, name } from './common.ts'
import { route } from './route.ts'

export const health = route({
  id: 'health',
  method: 'GET',
  path: '/api/health',
  access: 'public',
  summary: 'Whether the program runs.',
  answer: z.object({ status: z.literal('ok') }),
})

export const ready = route({
  id: 'ready',
  method: 'GET',
  path: '/api/ready',
  access: 'public',
  summary: 'Whether the program can work: it reaches its database. 503 where it cannot.',
  answer: z.object({ status: z.literal('ready') }),
})

export const openapi = route({
  id: 'openapi',
  method: 'GET',
  path: '/api/openapi.json',
  access: 'public',
  summary: 'This document.',
  answer: z.record(z.string(), z.unknown()),
})

/** NIST SP 800-63B §3.1.1.2: length counts, and what stands in lists of known passwords is refused. */
export const password = z.string().min(12).max(256)

export const begin = route({
  id: 'begin',
  method: 'POST',
  path: '/api/begin',
  access: 'public',
  summary:
    'Makes the first owner, with the one-time link that the program printed at its first start; the answer’s cookie signs them in.',
  body: z.object({ token: z.string().max(200), name, email, password, organisation: name }),
  status: 201,
  answer: z.object({ organisation: z.uuid() }),
})

export const hostSettings = z.object({
  /** How the program is reached from outside, without a path. */
  publicUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** What invitations and alerts are sent through; without one every link can be copied. */
  sender: z
    .object({
      host: z.string().min(1).max(253),
      port: z.int().min(1).max(65_535),
      tls: z.enum(['implicit', 'starttls', 'none']),
      user: z.string().max(320).nullable(),
      from: email,
    })
    .nullable(),
})

export const readHostSettings = route({
  id: 'readHostSettings',
  method: 'GET',
  path: '/api/host/settings',
  access: 'host',
  summary: 'The settings of the program.',
  answer: hostSettings,
})

export const writeHostSettings = route({
  id: 'writeHostSettings',
  method: 'PUT',
  path: '/api/host/settings',
  access: 'host',
  summary: 'Changes the settings of the program.',
  body: hostSettings.extend({ senderPassword: z.string().max(1_000).optional() }),
  answer: hostSettings,
})

export const testSender = route({
  id: 'testSender',
  method: 'POST',
  path: '/api/host/sender/test',
  access: 'host',
  summary: 'Sends a letter to who asks through the system sender, and says why where its server does not take it.',
  answer: z.object({ /** Whom it went to. */ to: email }),
})

export const oidcProvider = z.object({
  /** As its discovery document writes it (OpenID Connect Discovery 1.0 §4). */
  issuer: z.url({ protocol: /^https$/ }).max(500),
  clientId: z.string().min(1).max(500),
  /** What people know it by. */
  name,
  /** Whose addresses it may vouch for; none: any address that has an account. */
  domains: z.array(z.string().trim().min(1).max(253)).max(500),
})

const oidc = z.object({
  provider: oidcProvider.nullable(),
  hasSecret: z.boolean(),
  /** To be given to the provider; null where there is none. */
  redirectUri: z.string().nullable(),
})

export const readOidc = route({
  id: 'readOidc',
  method: 'GET',
  path: '/api/host/oidc',
  access: 'host',
  summary: 'The OIDC provider that people may sign in through.',
  answer: oidc,
})

export const writeOidc = route({
  id: 'writeOidc',
  method: 'PUT',
  path: '/api/host/oidc',
  access: 'host',
  summary:
    'Lets people sign in through an OIDC provider, or ends that. Its discovery document is read now. It signs in who has an account with an address that it has verified; it makes none.',
  body: z.object({ provider: oidcProvider.nullable(), clientSecret: z.string().min(1).max(2_000).optional() }),
  answer: oidc,
})

export const signInWays = route({
  id: 'signInWays',
  method: 'GET',
  path: '/api/sign-in-ways',
  access: 'public',
  summary: 'How one may sign in, beside password and passkey. The id is what `/api/auth/sign-in/social` takes.',
  answer: z.object({
    oidc: z.object({ id: z.string(), name }).nullable(),
    /** Somebody has an account. False: the first one is made by the link that the program printed at its start. */
    begun: z.boolean(),
  }),
})
