import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'

/**
 * Fills a move: every hundredth mailbox is undecided, every twentieth a role's, every tenth in the wave; each has what
 * stands for a credential.
 */
export async function fillMove(
  { database, vault }: ServerContext,
  { organisation, move, wave, mailboxes }: { organisation: string; move: string; wave: string; mailboxes: number },
): Promise<void> {
  await sql`
    insert into move_mailboxes (organisation_id, move_id, wave_id, source_address, target_address, display_name, kind,
      decision)
    select ${organisation}, ${move}, case when n % 10 = 0 then ${wave}::uuid end,
      md5(n::text) || '@old.example', 'person' || n || '@new.example', 'Person ' || n,
      case when n % 20 = 0 then 'role' else 'person' end, case when n % 100 = 0 then 'undecided' else 'move' end
    from generate_series(1, ${mailboxes}::int) n`.execute(database.kysely)
  await sql`
    insert into credentials (organisation_id, move_id, purpose, subject, sealed, key_id)
    select organisation_id, move_id, 'source-sign-in', id, '\\x00', ${vault.keys.ids[0]}
    from move_mailboxes where move_id = ${move}`.execute(database.kysely)
  await sql`analyze`.execute(database.kysely)
}
