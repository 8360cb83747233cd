import { z } from 'zod'
import { id, inMove } from './common.ts'
import { route } from './route.ts'

const ofMailboxes = z.object({
  /** That are to be copied and were not yet: decided, and counted by a pass that has read them. */
  mailboxes: z.int(),
  /** Those that nobody has counted: they come on top. */
  uncounted: z.int(),
  messages: z.int(),
  bytes: z.int(),
  /** Where all of them are asked for now. Null: none is counted. */
  estimate: z
    .object({
      /** Copying, and reading again. */
      seconds: z.int(),
      copySeconds: z.int(),
      /**
       * What takes most of it. `source-out`: what the old service lets out of a mailbox a day; `target-in`, `target-out`:
       * what the new one lets in, and out to be read again; `hours`: the hours of the day of the move; `bandwidth`: what
       * somebody set for a service; `connections`: how many mailboxes a service takes at once; `speed`: line and servers.
       */
      decidedBy: z.enum(['source-out', 'target-in', 'target-out', 'hours', 'bandwidth', 'connections', 'speed']),
      /** The service that this is said of; null of hours and of the line. */
      service: z.string().nullable(),
      /** Of what a service lets an account have a day: octets that are kept to, and those that it names; null: somebody set it. */
      limit: z.object({ kept: z.int(), allowed: z.int().nullable() }).nullable(),
      /** Mailboxes that the service takes at once, of `connections`. */
      atOnce: z.int().nullable(),
      /** The mailbox that takes longest, where one decides. */
      longest: z.object({ mailbox: id, address: z.string(), messages: z.int(), bytes: z.int() }).nullable(),
    })
    .nullable(),
})

export const readEstimate = route({
  id: 'readEstimate',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/estimate',
  access: 'read',
  summary:
    'How long the first copies of a move take under what its services let an account have, and what holds them back.',
  params: inMove,
  answer: z.object({
    move: ofMailboxes,
    /** Those in no wave under `null`; of more than 100 waves the first. */
    waves: z.array(ofMailboxes.extend({ wave: id.nullable() })),
    /** Of each mailbox, where nothing else holds it back. */
    assumed: z.object({ bytesPerSecond: z.int(), messagesPerSecond: z.int() }),
  }),
})
