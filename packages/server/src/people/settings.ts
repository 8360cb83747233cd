import type { BodyOf, people } from '@caravan/contract'
import { CaravanError, type MailAddress, readAddress } from '@caravan/core/model'
import { recogniseRole } from '@caravan/core/move'
import type { LedgerDb, MoveMailboxes } from '@caravan/core/store'
import { sql, type Updateable } from 'kysely'
import { conflict, notFound } from '../api/problems.ts'
import type { MovePath } from '../moves/one-move.ts'

export type Settings = BodyOf<typeof people.changeMailbox>

/** Reads an address that somebody typed. Throws `address-invalid`. */
export function addressOf(written: string): MailAddress {
  const { address } = readAddress(written)
  if (address === undefined)
    throw new CaravanError('address-invalid', `“${written}” is no address.`, 'Write it like anna@company.example.')
  return address
}

/** Columns of what is named; who decides is written down with a decision. */
export function columnsOf(body: Settings, decider: string): Updateable<MoveMailboxes> {
  const plain: Updateable<MoveMailboxes> = {
    wave_id: body.wave,
    project_id: body.project,
    source_service: body.sourceService,
    target_service: body.targetService,
    source_files: body.sourceFiles,
    source_user: body.sourceUser,
    target_user: body.targetUser,
    display_name: body.displayName,
    first_name: body.firstName,
    middle_name: body.middleName,
    last_name: body.lastName,
    nickname: body.nickname,
    department: body.department,
    kind: body.kind,
    owner_name: body.ownerName,
    owner_email: body.ownerEmail,
    notes: body.notes,
    priority: body.priority,
    target_address: body.targetAddress && addressOf(body.targetAddress).text,
    contact: body.contact && addressOf(body.contact).text,
    aliases: body.aliases?.map((alias) => addressOf(alias).text),
    paused_at: body.paused === undefined ? undefined : body.paused ? new Date() : null,
    ...(body.decision !== undefined && decisionOf(body.decision, decider)),
  }
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
}

/** A decision, with who made it as they are called now. Nobody has made the one that is open. */
export const decisionOf = (decision: Decision, decider: string) => {
  const open = decision === 'undecided'
  return { decision, decided_by: open ? null : decider, decided_at: open ? null : new Date() }
}
type Decision = NonNullable<Settings['decision']>

/** What an address is for, where it says so. */
export const roleKeyOf = ({ local }: MailAddress): string | null => recogniseRole(local)?.key ?? null

/** Each thing that is named belongs to this move, or this organisation. Throws 404. */
export async function assertKnown(
  db: LedgerDb,
  { organisation, move }: MovePath,
  named: Pick<Settings, 'wave' | 'project' | 'sourceService' | 'targetService'>,
): Promise<void> {
  const { wave, project, sourceService, targetService } = named
  const { rows } = await sql<{ wave: boolean; project: boolean; source: boolean; target: boolean }>`
    select
      ${wave ?? null}::uuid is null or exists (select from waves where id = ${wave ?? null} and move_id = ${move}
        and organisation_id = ${organisation}) as wave,
      ${project ?? null}::uuid is null or exists (select from projects where id = ${project ?? null}
        and organisation_id = ${organisation}) as project,
      ${sourceService ?? null}::uuid is null or exists (select from services where id = ${sourceService ?? null}
        and move_id = ${move} and organisation_id = ${organisation} and side = 'source') as source,
      ${targetService ?? null}::uuid is null or exists (select from services where id = ${targetService ?? null}
        and move_id = ${move} and organisation_id = ${organisation} and side = 'target') as target`.execute(db)
  const [found] = rows
  if (!found?.wave) throw notFound('wave')
  if (!found.project) throw notFound('project')
  if (!found.source) throw notFound('source service')
  if (!found.target) throw notFound('target service')
}

/** Nobody else of the move has one of these addresses. The move is held, so that nobody takes one meanwhile. */
export async function assertFree(
  trx: LedgerDb,
  { move }: MovePath,
  { source, target, but }: { source?: string | undefined; target?: string | null | undefined; but?: string },
): Promise<void> {
  const { rows } = await sql<{ side: 'old' | 'new' }>`
    select 'old' as side from move_mailboxes where move_id = ${move} and lower(source_address) = lower(${source ?? null})
      and id is distinct from ${but ?? null}::uuid
    union all
    select 'new' from move_mailboxes where move_id = ${move} and lower(target_address) = lower(${target ?? null})
      and id is distinct from ${but ?? null}::uuid limit 1`.execute(trx)
  const [taken] = rows
  if (taken === undefined) return
  throw conflict(
    taken.side === 'old' ? 'source-in-move' : 'target-in-move',
    `A mailbox of this move has this ${taken.side} address.`,
    'Correct the address, or change that mailbox.',
  )
}
