import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { AT_WORK, HANDED_OVER, SWITCHED } from './due.ts'

/** A letter that this process has taken: nobody else does until its lease ends. */
export interface Taken {
  readonly mailbox: string
  readonly organisation: string
  readonly move: string
  readonly turn: number
  readonly messageId: string
  readonly place: string | null
  readonly uidValidity: number | null
  readonly uidFloor: number | null
  readonly uid: number | null
  readonly modSeq: bigint | null
  readonly laidAt: Date | null
  readonly tries: number
  readonly targetService: string
  readonly targetUser: string
  readonly address: string
  readonly name: string
  readonly company: string
  readonly switched: boolean
  readonly copied: boolean | null
  readonly contact: string | null
  readonly words: Record<string, string>
}

/** Longer than a session to a slow server takes; who stood still for half of it lays nothing more. */
export const LEASE_MINUTES = 10

/** Takes the letter that has been due for longest; undefined where none is. */
export async function take(db: LedgerDb): Promise<Taken | undefined> {
  const { rows } = await sql<Omit<Taken, 'modSeq'> & { readonly modSeq: string | null }>`
    update welcome_letters l set turn = l.turn + 1,
      next_at = clock_timestamp() + ${LEASE_MINUTES}::int * interval '1 minute'
    from move_mailboxes b, moves v, organisations o, welcome_settings w
    where b.id = l.mailbox_id and v.id = l.move_id and o.id = l.organisation_id and w.move_id = l.move_id
      and l.mailbox_id = (
        select n.mailbox_id from welcome_letters n join move_mailboxes b on b.id = n.mailbox_id
          join moves v on v.id = n.move_id join welcome_settings s on s.move_id = n.move_id
        where n.next_at <= clock_timestamp() and s.active and ${AT_WORK} and ${HANDED_OVER}
        order by n.next_at limit 1 for update of n skip locked)
    returning l.mailbox_id as mailbox, l.organisation_id as organisation, l.move_id as move, l.turn,
      l.message_id as "messageId", l.place, l.uid_validity as "uidValidity", l.uid_floor as "uidFloor", l.uid,
      l.mod_seq::text as "modSeq", l.laid_at as "laidAt", l.tries, b.target_service as "targetService",
      coalesce(b.target_user, b.target_address) as "targetUser",
      coalesce(b.target_address, b.source_address) as address, b.display_name as name, o.name as company,
      ${SWITCHED} as switched, case when b.source_service is not null then b.copied_once end as copied, w.contact,
      w.words`.execute(db)
  const [row] = rows
  return row && { ...row, modSeq: row.modSeq === null ? null : BigInt(row.modSeq) }
}

/** What is still this process's to change. */
export const ours = ({ mailbox, turn }: Taken) => sql`mailbox_id = ${mailbox} and turn = ${turn}`
