import type { ServerContext } from '../api/context.ts'
import { repeat } from '../jobs/repeat.ts'
import { sendDueLetters } from './letters.ts'
import { remindByRule } from './reminders.ts'

/** Who pressed a button looks for the letter soon after. */
const LOOK_MS = 5_000

/** Writes to employees, until it is stopped; any number of processes may. */
export function startEmployeeLetters(context: ServerContext): { stop(): Promise<void> } {
  return repeat('letters to employees', LOOK_MS, context.log, async () => {
    await remindByRule(context.database.kysely)
    await sendDueLetters(context)
  })
}
