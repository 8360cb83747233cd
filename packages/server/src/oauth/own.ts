import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { Turns } from '../discover/turns.ts'
import { placeOf } from '../employees/access.ts'
import { begin } from './begun.ts'

/** By the address that a request comes from: an office may share one. */
const beginnings = new Turns({ aMinute: 20, atOnce: 20 })

/**
 * Begins the consent of an employee to their old mailbox.
 * @param from the address that it comes from
 * @throws RequestError 409 `access-not-needed`, `consent-not-needed`; 429 `too-many-requests`
 */
export const beginOwn = (
  context: ServerContext,
  employee: Employee,
  from: string,
): Promise<{ url: string; cookie: string }> =>
  beginnings.take(from, async () => {
    const { service, user } = await placeOf(context.database.kysely, employee)
    const { organisation, move, id: mailbox, invitation } = employee
    const of = { organisation, move, mailbox, side: 'source', user, service } as const
    return begin(context, { ...of, by: { invitation }, back: '/employee/access' })
  })
