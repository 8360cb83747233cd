import { z } from 'zod'
import { id, inMove, moment, page, pageOf } from '../common.ts'
import { askedFor } from '../passes.ts'
import { route } from '../route.ts'

const seenDecision = z.enum(['exists', 'alias', 'ends'])

/** `plus`: anna+shop@… of a mailbox anna@… in the move; `junk`: seen in junk folders alone, as made-up ones are. */
const seenSort = z.enum(['plus', 'junk'])

export const seenAddress = z.object({
  address: z.string(),
  /** Messages to it that lie in the mailboxes that were read. */
  messages: z.int(),
  /** Those of them in which a server wrote it on delivery: mail truly reached it. */
  delivered: z.int(),
  /** Those of them that lie in a junk folder. */
  junk: z.int(),
  firstSeen: moment.nullable(),
  lastSeen: moment.nullable(),
  /** A mailbox of the move has it, as its address or an alias. */
  inMove: z.boolean(),
  sorts: z.array(seenSort),
  decision: seenDecision.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
})

const seenAddresses = '/api/organisations/{organisation}/moves/{move}/seen-addresses'

export const listSeenAddresses = route({
  id: 'listSeenAddresses',
  method: 'GET',
  path: seenAddresses,
  access: 'read',
  summary: 'Addresses of the own domains that mail was sent to.',
  params: inMove,
  query: page.extend({
    /** `undecided`: neither in the move nor decided. */
    show: z.enum(['undecided', 'decided', 'all']).default('undecided'),
    sort: seenSort.optional(),
  }),
  answer: pageOf(seenAddress),
})

export const decideSeenAddresses = route({
  id: 'decideSeenAddresses',
  method: 'POST',
  path: `${seenAddresses}/decide`,
  access: 'people:write',
  summary:
    'Decides for addresses: there is a mailbox at the new service, it becomes an alias, or it ends. For those that are named, or for all undecided ones of a sort.',
  params: inMove,
  body: z.intersection(
    z.union([z.object({ addresses: z.array(z.string().max(320)).min(1).max(10_000) }), z.object({ sort: seenSort })]),
    /** Null takes a decision back. */
    z.object({ decision: seenDecision.nullable() }),
  ),
  answer: z.object({ changed: z.int() }),
})

export const readSeenAddresses = route({
  id: 'readSeenAddresses',
  method: 'POST',
  path: `${seenAddresses}/read`,
  access: 'move:run',
  summary:
    'Asks for a pass over each mailbox of a move, of a wave, or over one, that reads from its headers who mail was sent to. Nothing is copied; a second one reads what is new.',
  params: inMove,
  body: z
    .object({ wave: id.optional(), mailbox: id.optional() })
    .refine(({ wave, mailbox }) => wave === undefined || mailbox === undefined, 'Name a wave or a mailbox, not both.'),
  status: 202,
  answer: askedFor,
})

export const seenAddressesProgress = route({
  id: 'seenAddressesProgress',
  method: 'GET',
  path: `${seenAddresses}/progress`,
  access: 'read',
  summary: 'How far the mailboxes of a move are read for the addresses that mail was sent to.',
  params: inMove,
  answer: z.object({
    /** That move or are archived: these are to be read. */
    mailboxes: z.int(),
    /** Those of them that were read to their end, for the own domains as they are now. */
    read: z.int(),
    /** Read, but for folders that the server kept back, or with more addresses than have room. */
    incomplete: z.int(),
    waiting: z.int(),
    running: z.int(),
    /** Messages that were read. */
    messages: z.int(),
    addresses: z.int(),
    undecided: z.int(),
    lastReadAt: moment.nullable(),
  }),
})
