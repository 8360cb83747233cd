import { z } from 'zod'
import { id, inMove, moment } from './common.ts'
import { route } from './route.ts'

/**
 * Where a mailbox that is to be copied stands, each in one state: something holds it up; a pass runs; one waits; it is
 * paused; its last pass over the whole mailbox was green, or left listed exceptions, or did not come to a good end; there
 * was none.
 */
export const mailboxState = z.enum([
  'stuck',
  'copying',
  'queued',
  'paused',
  'home',
  'exceptions',
  'failed',
  'not-begun',
])
export type MailboxState = z.output<typeof mailboxState>

/** Mailboxes by where they stand. */
export const progress = z.object({
  mailboxes: z.int(),
  /** Not decided whether they move. */
  undecided: z.int(),
  /** Moved or archived: these have a state. */
  copied: z.int(),
  states: z.array(z.object({ state: mailboxState, count: z.int() })),
  /** Whose last pass over the whole mailbox left nothing open, also while another waits or runs; not those held up. */
  home: z.int(),
  /** Of these, how many a further pass reads at the moment. */
  renewing: z.int(),
})

export const readProgress = route({
  id: 'readProgress',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/progress',
  access: 'read',
  summary: 'How many mailboxes of a move stand where.',
  params: inMove,
  answer: progress,
})

/** What events are about; `trouble`: what went wrong, whatever it is about. */
export const eventTopic = z.enum(['passes', 'mailboxes', 'people', 'plan', 'trouble'])
export type EventTopic = z.output<typeof eventTopic>

export const listMoveEvents = route({
  id: 'listMoveEvents',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/events',
  access: 'read',
  summary:
    'What happened in a move in the last week, the latest first, without the progress of passes. The stream of events goes on `after` the position.',
  params: inMove,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(20),
    /** Only what came before this position: the `next` of the page before. */
    before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    topic: eventTopic.optional(),
    mailbox: id.optional(),
  }),
  answer: z.object({
    /** Of the last event of the organisation. */
    position: z.int(),
    items: z.array(
      z.object({
        position: z.int(),
        kind: z.string(),
        at: moment,
        data: z.record(z.string(), z.unknown()),
        /** Old address of the mailbox that it names; null: none, or it is not there any more. */
        sourceAddress: z.string().nullable(),
      }),
    ),
    /** Undefined where nothing is left. A page may have fewer events than were asked for and a next one all the same. */
    next: z.int().optional(),
  }),
})
