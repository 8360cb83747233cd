import { z } from 'zod'
import { inOrganisation, moment, page, pageOf } from './common.ts'
import { route } from './route.ts'

export const auditEntry = z.object({
  id: z.int(),
  at: moment,
  actor: z.object({
    kind: z.enum(['user', 'token', 'employee', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }).nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})

export const auditFilter = z.object({
  /** Part of the name of who did it. */
  actor: z.string().trim().min(1).max(200).optional(),
  /** How the action begins: `member` for all that is about members, `member.removed` for one. */
  action: z
    .string()
    .regex(/^[a-z][a-z.-]*$/)
    .max(100)
    .optional(),
  /** From this moment on, and before that. */
  from: moment.optional(),
  before: moment.optional(),
})

const log = '/api/organisations/{organisation}/audit'

export const listAudit = route({
  id: 'listAudit',
  method: 'GET',
  path: log,
  access: 'audit:read',
  summary: 'Who did what, the latest first.',
  params: inOrganisation,
  query: page.extend(auditFilter.shape),
  answer: pageOf(auditEntry),
})

export const exportAuditTable = route({
  id: 'exportAuditTable',
  method: 'GET',
  path: `${log}/table`,
  access: 'audit:read',
  summary: 'What a filter shows of the audit log as CSV without formulas, the latest first: 200,000 lines at most.',
  params: inOrganisation,
  query: auditFilter,
  produces: 'text/csv',
})

export const exportAuditLines = route({
  id: 'exportAuditLines',
  method: 'GET',
  path: `${log}/lines`,
  access: 'audit:read',
  summary: 'The same as JSON lines, each as the list has it.',
  params: inOrganisation,
  query: auditFilter,
  produces: 'application/x-ndjson',
})
