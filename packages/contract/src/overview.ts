import { z } from 'zod'
import { inMove, moment } from './common.ts'
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

export const listMoveEvents = route({
  id: 'listMoveEvents',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/events',
  access: 'read',
  summary:
    'What happened last in a move, the latest first, without the progress of passes. The stream of events goes on `after` the position.',
  params: inMove,
  answer: z.object({
    position: z.int(),
    items: z.array(
      z.object({ position: z.int(), kind: z.string(), at: moment, data: z.record(z.string(), z.unknown()) }),
    ),
  }),
})
