import { z } from 'zod'
import { id, inMove, moment } from '../common.ts'
import { route } from '../route.ts'

const oneMailbox = inMove.extend({ mailbox: id })
const mailbox = '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}'

/** Messages of a folder at the old home, and what is known of them at the new one. */
const folder = z.object({
  /** As people read it; levels are divided as the old service divides them. */
  name: z.string(),
  /** The levels of its name at the new home; null: nothing was sent there yet. */
  target: z.array(z.string()).nullable(),
  messages: z.int(),
  bytes: z.int(),
  /** Of `messages`, those that stand at the new home, as far as the ledger knows. */
  there: z.int(),
  /** Of `there`, by the rung on which their check stands; what is in none of these was not read again. */
  exact: z.int(),
  normalised: z.int(),
  equivalent: z.int(),
  mismatched: z.int(),
})

export const listMailboxFolders = route({
  id: 'listMailboxFolders',
  method: 'GET',
  path: `${mailbox}/folders`,
  access: 'read',
  summary:
    'The folders of a mailbox with how far each is and how it was verified, the first 1,000 by name; also while a pass runs.',
  params: oneMailbox,
  answer: z.object({
    items: z.array(folder),
    /** How many there are in all. */
    total: z.int(),
  }),
})

export const listMailboxEvents = route({
  id: 'listMailboxEvents',
  method: 'GET',
  path: `${mailbox}/events`,
  access: 'read',
  summary: 'What happened last with a mailbox, the latest first, 100 at most, without the progress of passes.',
  params: oneMailbox,
  answer: z.object({
    items: z.array(
      z.object({ position: z.int(), kind: z.string(), at: moment, data: z.record(z.string(), z.unknown()) }),
    ),
  }),
})
