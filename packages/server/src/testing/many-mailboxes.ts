import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'

/**
 * Fills a move as it stands after its first passes: every hundredth mailbox is undecided, every twentieth a role's, every
 * tenth in the wave; each has what stands for a credential at the source and, but for every fiftieth, at the target; a
 * first and a delta with a report of four folders; an address that was seen, every hundredth of them nobody's.
 */
export async function fillMove(
  { database, vault }: ServerContext,
  { organisation, move, wave, mailboxes }: { organisation: string; move: string; wave: string; mailboxes: number },
): Promise<void> {
  const db = database.kysely
  const [source, target] = await Promise.all(
    ['source', 'target'].map(async (side) => {
      const place = { name: side, host: `${side}.example`, port: 993, tls: 'implicit' as const }
      const row = { ...place, side: side as 'source', organisation_id: organisation, move_id: move }
      return (await db.insertInto('services').values(row).returning('id').executeTakeFirstOrThrow()).id
    }),
  )
  await sql`
    insert into move_mailboxes (organisation_id, move_id, wave_id, source_service, target_service, source_address,
      target_address, display_name, kind, decision)
    select ${organisation}, ${move}, case when n % 10 = 0 then ${wave}::uuid end, ${source}, ${target},
      md5(n::text) || '@old.example', 'person' || n || '@new.example', 'Person ' || n,
      case when n % 20 = 0 then 'role' else 'person' end, case when n % 100 = 0 then 'undecided' else 'move' end
    from generate_series(1, ${mailboxes}::int) n`.execute(db)
  for (const side of ['source', 'target'])
    await sql`
      insert into credentials (organisation_id, move_id, purpose, subject, sealed, key_id, changed_at)
      select organisation_id, move_id, ${side} || '-sign-in', id, '\\x00', ${vault.keys.ids[0]},
        now() - interval '3 days'
      from move_mailboxes where move_id = ${move} and (${side} = 'source' or length(target_address) % 50 > 0)`.execute(
      db,
    )
  for (const [kind, days] of [
    ['first', 2],
    ['delta', 1],
  ] as const)
    await sql`
      insert into pass_requests (organisation_id, move_id, mailbox_id, kind, state, requested_by, requested_at, started_at,
        ended_at, status, report)
      select organisation_id, move_id, id, ${kind}, 'ended', 'Anna', t, t, t + interval '1 minute', 'green',
        jsonb_build_object('status', 'green', 'startedAt', to_char(t, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'pending', 0,
          'exceptions', '[]'::jsonb, 'perFolder', (select jsonb_agg(jsonb_build_object('source', 'Folder ' || f,
            'target', 'Folder ' || f, 'messages', '{"source": 7, "copied": 4, "present": 3, "repaired": 0, "merged": 0,
              "removed": 0, "vanished": 0, "excluded": 0, "refused": 0}'::jsonb)) from generate_series(1, 4) f))
      from (select *, now() - ${days}::int * interval '20 hours' - random() * interval '1 hour' as t
        from move_mailboxes where move_id = ${move} and decision = 'move') as m`.execute(db)
  await sql`
    update move_mailboxes m set last_kind = 'delta', last_status = 'green', last_pass_at = p.ended_at, inventoried = true,
      copied_once = true, whole_status = 'green', whole_started_at = p.started_at, whole_balanced = true,
      whole_exceptions = 0, exceptions_open = 0, messages = 28, done = 28, bytes = 75000 * (1 + length(display_name))
    from pass_requests p where p.mailbox_id = m.id and p.kind = 'delta' and m.move_id = ${move}`.execute(db)
  await sql`
    insert into seen_mailboxes (mailbox_id, organisation_id, move_id, domains, read_at, messages)
    select m.id, m.organisation_id, m.move_id, v.own_domains, now(), 100
    from move_mailboxes m join moves v on v.id = m.move_id where m.move_id = ${move}`.execute(db)
  await sql`
    insert into seen_addresses (organisation_id, move_id, address, messages, first_seen, last_seen, in_move)
    select ${organisation}, ${move}, case when n % 100 = 0 then 'old' || n else md5(n::text) end || '@old.example', n,
      now() - interval '1 year', now(), n % 100 > 0
    from generate_series(1, ${mailboxes}::int) n`.execute(db)
  await sql`vacuum analyze`.execute(db)
}
