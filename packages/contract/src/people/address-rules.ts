import { z } from 'zod'
import { id, inMove } from '../common.ts'
import { route } from '../route.ts'
import { decision, filter } from './fields.ts'

const rule = z.object({
  /** `{first}.{last}@new.example` */
  rule: z.string().max(300),
  spelling: z.enum(['common', 'icao']).default('common'),
  /** Those that have a new address get another one, too. */
  again: z.boolean().default(false),
  filter: filter.default({}),
})

export const proposeAddresses = route({
  id: 'proposeAddresses',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/addresses/propose',
  access: 'people:write',
  summary: 'The new addresses that a rule would give, and who would share one. Nothing is written.',
  params: inMove,
  body: rule.extend({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
  answer: z.object({
    /** To be sent when it is applied. */
    digest: z.string(),
    madeCount: z.int(),
    unmadeCount: z.int(),
    collisionCount: z.int(),
    made: z.array(z.object({ mailbox: id, sourceAddress: z.string(), address: z.string(), sure: z.boolean() })),
    unmade: z.array(z.object({ mailbox: id, sourceAddress: z.string(), why: z.string(), detail: z.string() })),
    collisions: z.array(
      z.object({
        address: z.string(),
        /** Somebody else has it already. */
        taken: z.boolean(),
        mailboxes: z.array(z.object({ mailbox: id, sourceAddress: z.string(), proposals: z.array(z.string()) })),
      }),
    ),
  }),
})

export const applyAddresses = route({
  id: 'applyAddresses',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/addresses/apply',
  access: 'people:write',
  summary: 'Gives the new addresses of a rule. Who would share one gets none.',
  params: inMove,
  body: rule.extend({ digest: z.string().regex(/^[\da-f]{64}$/) }),
  answer: z.object({ changed: z.int() }),
})

export const countAddresses = route({
  id: 'countAddresses',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/addresses/count',
  access: 'read',
  summary: 'How much is open of the addresses of a move: new addresses, owners of role addresses, decisions.',
  params: inMove,
  answer: z.object({
    mailboxes: z.int(),
    /** Of their old addresses; the first hundred. */
    sourceDomains: z.array(z.string()),
    /** That move or are archived, or are not decided, and have no new address yet. */
    withoutTarget: z.int(),
    roles: z.int(),
    /** Role addresses that are not left behind, and for which nobody is named. */
    rolesWithoutOwner: z.int(),
    decisions: z.record(decision, z.int()),
  }),
})
