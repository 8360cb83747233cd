import { z } from 'zod'
import { inOrganisation } from './common.ts'
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
