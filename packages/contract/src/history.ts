import { z } from 'zod'
import { inMove, moment } from './common.ts'
import { mailboxState } from './overview.ts'
import { route } from './route.ts'

export const readHistory = route({
  id: 'readHistory',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/history',
  access: 'read',
  summary:
    'How many messages a minute a move copied in the last hours, how its mailboxes came to stand where they do, and when what is under way ends.',
  params: inMove,
  query: z.object({ hours: z.coerce.number().int().min(1).max(168).default(3) }),
  answer: z.object({
    /** The hours that were asked for. */
    from: moment,
    to: moment,
    /** Of one entry of `pace`. */
    everyMinutes: z.int(),
    /** Spans in which anything was copied or read again, by their beginnings; a span that is missing had nothing. */
    pace: z.array(z.object({ at: moment, copied: z.int(), bytes: z.int(), verified: z.int() })),
    /** From the beginning on, 200 at most, each as it was from then on until the next. */
    states: z.array(z.object({ at: moment, states: z.array(z.object({ state: mailboxState, count: z.int() })) })),
    /** Null where the pace or the amount is not known, or nothing is under way. */
    end: z
      .object({
        /** Of what is under way, at the pace of the last minutes. */
        at: moment,
        /** Messages still to be copied or read again. */
        left: z.int(),
        /** Messages copied or read again in a minute. */
        perMinute: z.int(),
      })
      .nullable(),
  }),
})
