import { type PassKindAsked, passes, type RequestKind } from '@caravan/contract'
import { againstPass } from '@caravan/core/move'
import type { LedgerDb, Moves } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { Actor, Employee } from '../api/caller.ts'
import { recordEvent } from '../events/write.ts'
import { askForPasses } from '../jobs/ask.ts'
import { planned, stateOf } from '../moves/standing.ts'

/** Whose pass goes on, and who has given what it waited for. */
export interface GoingOn {
  readonly organisation: string
  readonly mailbox: string
  readonly actor: Actor | Employee
}

/**
 * Lets a copy, or a reading before it, go on that had come to its end for want of the access that was given just now: the
 * same kind of pass again, in the caller's transaction, which holds the move. What failed for another reason, a trial, and
 * what the stages do not let run stay as they are.
 *
 * @param service where the access was tried
 * @returns whether a pass was asked for
 */
export async function goOn(
  trx: LedgerDb,
  move: Selectable<Moves>,
  { organisation, mailbox, actor }: GoingOn,
  service: { readonly host: string; readonly port: number },
): Promise<boolean> {
  const { rows } = await sql<{ kind: PassKindAsked | null }>`
    select m.last_kind as kind from move_mailboxes m
    where m.id = ${mailbox} and (m.last_kind is null or m.last_kind in ('first', 'delta', 'final'))
      and m.last_status = 'interrupted'
      and (m.last_error->>'code' = 'credential-missing'
        or (m.last_error->>'code' in ('sign-in-refused', 'sign-in-expired', 'sign-in-unsupported', 'token-refused', 'consent-ended')
          and starts_with(m.last_error->>'message', ${`${service.host}:${service.port} `})))`.execute(trx)
  const [found] = rows
  if (found === undefined) return false
  if (found.kind === null) await forgetReading(trx, mailbox)
  else if (againstPass(found.kind, await planned(trx, move), stateOf(move)) !== undefined) return false
  const kind: RequestKind = found.kind ?? 'addresses'
  const asking = { organisation, kind, options: passes.passOptions.parse({}), by: actor.name }
  const { requested } = await askForPasses(trx, sql`b.move_id = ${move.id} and b.id = ${mailbox}`, asking)
  if (requested === 0) return false
  const { rows: made } = await sql<{ id: string }>`
    select id from pass_requests where mailbox_id = ${mailbox} and state = 'queued'`.execute(trx)
  const pass = made[0]?.id
  await audit(trx, actor, {
    organisation,
    action: 'pass.requested',
    subject: { kind: 'mailbox', id: mailbox },
    after: { pass, kind },
  })
  await recordEvent(trx, organisation, 'pass.requested', { pass, move: move.id, mailbox, kind })
  return true
}

/** Nothing was copied yet, and what the reading met is no more so: nobody is to be told that it is held up. */
async function forgetReading(trx: LedgerDb, mailbox: string): Promise<void> {
  await sql`
    update move_mailboxes set last_status = null, last_pass_at = null, last_error = null, failures = 0
    where id = ${mailbox} and last_kind is null`.execute(trx)
}
