import type { ServerContext } from '../api/context.ts'
import { repeat } from '../jobs/repeat.ts'
import { letterSender } from './letters.ts'
import { remindByRule } from './reminders.ts'

/** Who pressed a button looks for the letter soon after. */
const SEND_MS = 5_000
/** Rules count in days. */
const RULES_MS = 60_000

/** Writes to employees, until it is stopped; any number of processes may. */
export function startEmployeeLetters(context: ServerContext): { stop(): Promise<void> } {
  const loops = [
    repeat('letters to employees', SEND_MS, context.log, letterSender(context)),
    repeat('reminders', RULES_MS, context.log, () => remindByRule(context.database.kysely)),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
