import { z } from 'zod'
import { id } from '../common.ts'

export const line = z
  .string()
  .trim()
  .max(500)
  .regex(/^\P{Cc}*$/u, 'Leave out control characters.')
export const address = z.string().trim().min(3).max(320)
export const decision = z.enum(['undecided', 'move', 'archive-only', 'stay', 'leave-behind'])
export const kind = z.enum(['person', 'role'])

export const filter = z.object({
  /** An id, or `none`. */
  wave: z.union([id, z.literal('none')]).optional(),
  decision: decision.optional(),
  kind: kind.optional(),
  /** How the old address begins. */
  text: z.string().trim().max(320).optional(),
})
