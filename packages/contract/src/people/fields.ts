import { z } from 'zod'
import { id } from '../common.ts'
import { mailboxState } from '../overview.ts'

export const line = z
  .string()
  .trim()
  .max(500)
  .regex(/^\P{Cc}*$/u, 'Leave out control characters.')
export const address = z.string().trim().min(3).max(320)
export const decision = z.enum(['undecided', 'move', 'archive-only', 'stay', 'leave-behind'])
export const kind = z.enum(['person', 'role'])

/** Where a mailbox stands: `mailboxState` of one that is copied; of the others that nobody has decided, or that it is left. */
export const standing = z.enum([...mailboxState.options, 'undecided', 'left'])

export const filter = z.object({
  /** An id, or `none`. */
  wave: z.union([id, z.literal('none')]).optional(),
  decision: decision.optional(),
  kind: kind.optional(),
  state: standing.optional(),
  /** A service of the move, at either side. */
  service: id.optional(),
  /** How the old address begins. */
  text: z.string().trim().max(320).optional(),
  /** Words, each of which is in its name or one of its addresses. */
  search: z.string().trim().max(200).optional(),
})
