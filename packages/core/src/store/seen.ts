import { sql } from 'kysely'
import type { LedgerDb } from './ledger/handle.ts'

/** Which mailbox of which move is read, and for which own domains. */
export interface SeenMailbox {
  readonly organisation: string
  readonly move: string
  /** Of `move_mailboxes`. */
  readonly mailbox: string
  /** In ASCII, sorted. */
  readonly domains: readonly string[]
}

/** How far a folder was read; as the engine's `FolderMark`. */
export interface SeenMark {
  readonly folder: string
  readonly uidValidity: number
  readonly lastUid: number
  readonly listed: number
}

/** Messages of a folder, counted by the own addresses that they were sent to. */
export interface SeenPart extends SeenMark {
  /** Whether what was kept of this folder no longer holds. */
  readonly anew: boolean
  readonly messages: number
  readonly seen: {
    readonly rows: readonly {
      readonly address: string
      readonly messages: number
      readonly delivered: number
      readonly junk: number
      /** Seconds since 1970. */
      readonly first: number | null
      readonly last: number | null
    }[]
    /** Sightings of addresses that found no room. */
    readonly beyond: number
  }
}

/** What was read was kept for other own domains: it has to be read again. */
export type Kept = 'kept' | 'outdated'

/** Different addresses of a move. Spam makes them up: 100,000 mailboxes with an alias each have room. */
const MOST_SEEN = 250_000

/** Those who count for one move take turns, so that no two wait for each other in a circle. */
export async function seenTurn(trx: LedgerDb, move: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`caravan seen ${move}`}::text, 0))`.execute(trx)
}

/** Begins to read a mailbox, or goes on; what was read for other own domains is forgotten. */
export async function beginSeen(trx: LedgerDb, of: SeenMailbox): Promise<SeenMark[]> {
  await seenTurn(trx, of.move)
  const { rows } = await sql<{ same: boolean }>`
    select domains = ${of.domains}::text[] as same from seen_mailboxes where mailbox_id = ${of.mailbox}`.execute(trx)
  if (rows[0]?.same === false) await forget(trx, of.move, of.mailbox)
  await sql`
    insert into seen_mailboxes (mailbox_id, organisation_id, move_id, domains)
    values (${of.mailbox}, ${of.organisation}, ${of.move}, ${of.domains}::text[])
    on conflict (mailbox_id) do update set begun_at = now(), beyond = 0`.execute(trx)
  const marks = await sql<SeenMark>`
    select folder, uid_validity as "uidValidity", last_uid as "lastUid", listed
    from seen_folders where mailbox_id = ${of.mailbox}`.execute(trx)
  return marks.rows
}

/** Keeps a part with its mark. `outdated`, and nothing kept, where the own domains are others by now. */
export async function keepSeen(trx: LedgerDb, of: SeenMailbox, part: SeenPart): Promise<Kept> {
  await seenTurn(trx, of.move)
  const { rows: current } = await sql`
    update seen_mailboxes set messages = messages + ${part.messages}
    where mailbox_id = ${of.mailbox} and domains = ${of.domains}::text[] returning mailbox_id`.execute(trx)
  if (current.length === 0) return 'outdated'
  const { folder, uidValidity, lastUid, listed } = part
  const { rows } = await sql<{ id: number }>`
    insert into seen_folders (mailbox_id, folder, uid_validity, last_uid, listed)
    values (${of.mailbox}, ${folder}, ${uidValidity}, ${lastUid}, ${listed})
    on conflict (mailbox_id, folder) do update
      set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, listed = excluded.listed
    returning id`.execute(trx)
  const id = rows[0]?.id ?? 0
  if (part.anew) await takeBack(trx, of.move, sql`f.id = ${id}`)
  const left = await add(trx, of, id, part.seen.rows)
  const beyond = part.seen.beyond + left
  if (beyond > 0)
    await sql`update seen_mailboxes set beyond = beyond + ${beyond} where mailbox_id = ${of.mailbox}`.execute(trx)
  return 'kept'
}

/** A mailbox was read to its end: folders that are gone count no longer. */
export async function endSeen(
  trx: LedgerDb,
  of: SeenMailbox,
  { folders, unread }: { readonly folders: readonly string[]; readonly unread: number },
): Promise<Kept> {
  await seenTurn(trx, of.move)
  const { rows } = await sql`
    update seen_mailboxes set read_at = now(), unread = ${unread}
    where mailbox_id = ${of.mailbox} and domains = ${of.domains}::text[] returning mailbox_id`.execute(trx)
  if (rows.length === 0) return 'outdated'
  const gone = sql`f.mailbox_id = ${of.mailbox} and f.folder <> all(${folders}::text[])`
  await takeBack(trx, of.move, gone)
  // Its mark goes: a folder of this name that comes again is another.
  await sql`update seen_folders f set last_uid = 0, listed = 0 where ${gone}`.execute(trx)
  return 'kept'
}

/** A mailbox leaves the move: what only it had seen and nobody has decided is forgotten. */
export async function forgetSeen(trx: LedgerDb, move: string, mailbox: string): Promise<void> {
  await seenTurn(trx, move)
  await forget(trx, move, mailbox)
}

/**
 * Everything that was seen in a move is to be read again, but for what was decided. Returns the mailboxes that had
 * been read.
 */
export async function forgetAllSeen(trx: LedgerDb, move: string): Promise<string[]> {
  await seenTurn(trx, move)
  const { rows } = await sql<{ id: string }>`
    delete from seen_mailboxes where move_id = ${move} returning mailbox_id as id`.execute(trx)
  await sql`delete from seen_addresses where move_id = ${move} and decision is null`.execute(trx)
  await sql`
    update seen_addresses set messages = 0, delivered = 0, junk = 0, first_seen = null, last_seen = null
    where move_id = ${move}`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Takes folders' messages off the counts. That these addresses were seen, and when, stays. */
async function takeBack(trx: LedgerDb, move: string, which: ReturnType<typeof sql>): Promise<void> {
  await sql`
    with gone as (
      select r.address, sum(r.messages) as messages, sum(r.delivered) as delivered, sum(r.junk) as junk
      from seen_recipients r join seen_folders f on f.id = r.folder_id where ${which} and r.messages > 0
      group by r.address),
    zeroed as (
      update seen_recipients r set messages = 0, delivered = 0, junk = 0
      from seen_folders f where f.id = r.folder_id and ${which} and r.messages > 0)
    update seen_addresses s set messages = s.messages - g.messages, delivered = s.delivered - g.delivered,
      junk = s.junk - g.junk
    from gone g where s.move_id = ${move} and s.address = g.address`.execute(trx)
}

/** Adds what was seen in a folder; returns how many sightings found no room. */
async function add(
  trx: LedgerDb,
  { organisation, move }: SeenMailbox,
  folder: number,
  seen: SeenPart['seen']['rows'],
): Promise<number> {
  if (seen.length === 0) return 0
  const column = <K extends keyof (typeof seen)[number]>(name: K) => seen.map((row) => row[name])
  const { rows } = await sql<{ left: number }>`
    with told as (
      select lower(address) as address, sum(messages) as messages, sum(delivered) as delivered, sum(junk) as junk,
        to_timestamp(min(first)) as first_seen, to_timestamp(max(last)) as last_seen
      from unnest(${column('address')}::text[], ${column('messages')}::bigint[], ${column('delivered')}::bigint[],
        ${column('junk')}::bigint[], ${column('first')}::float8[], ${column('last')}::float8[])
        as t (address, messages, delivered, junk, first, last)
      group by lower(address)),
    room as (select ${MOST_SEEN}::int - count(*) as free from seen_addresses where move_id = ${move}),
    ranked as (
      select t.*, k.address is not null as known,
        row_number() over (partition by k.address is null order by t.messages desc, t.address) as rank
      from told t left join seen_addresses k on k.move_id = ${move} and k.address = t.address),
    taken as (select n.* from ranked n, room where n.known or n.rank <= room.free),
    in_folder as (
      insert into seen_recipients as r (folder_id, address, messages, delivered, junk, first_seen, last_seen)
      select ${folder}, address, messages, delivered, junk, first_seen, last_seen from taken
      on conflict (folder_id, address) do update set messages = r.messages + excluded.messages,
        delivered = r.delivered + excluded.delivered, junk = r.junk + excluded.junk,
        first_seen = least(r.first_seen, excluded.first_seen), last_seen = greatest(r.last_seen, excluded.last_seen)),
    in_move as (
      insert into seen_addresses as s (organisation_id, move_id, address, messages, delivered, junk, first_seen,
        last_seen, in_move)
      select ${organisation}, ${move}, address, messages, delivered, junk, first_seen, last_seen,
        not known and move_has(${move}, address) from taken
      on conflict (move_id, address) do update set messages = s.messages + excluded.messages,
        delivered = s.delivered + excluded.delivered, junk = s.junk + excluded.junk,
        first_seen = least(s.first_seen, excluded.first_seen), last_seen = greatest(s.last_seen, excluded.last_seen))
    select (coalesce((select sum(messages) from told), 0) - coalesce((select sum(messages) from taken), 0))::bigint
      as left`.execute(trx)
  return rows[0]?.left ?? 0
}

async function forget(trx: LedgerDb, move: string, mailbox: string): Promise<void> {
  await takeBack(trx, move, sql`f.mailbox_id = ${mailbox}`)
  const { rows } = await sql<{ address: string }>`
    select distinct r.address from seen_recipients r join seen_folders f on f.id = r.folder_id
    where f.mailbox_id = ${mailbox}`.execute(trx)
  await sql`delete from seen_mailboxes where mailbox_id = ${mailbox}`.execute(trx)
  // When an address was first and last seen is what the other mailboxes say.
  await sql`
    update seen_addresses s set first_seen = o.first_seen, last_seen = o.last_seen
    from unnest(${rows.map(({ address }) => address)}::text[]) as n (address), lateral (
      select min(r.first_seen) as first_seen, max(r.last_seen) as last_seen
      from seen_recipients r join seen_folders f on f.id = r.folder_id join seen_mailboxes b on b.mailbox_id = f.mailbox_id
      where r.address = n.address and b.move_id = ${move}) as o
    where s.move_id = ${move} and s.address = n.address`.execute(trx)
  await sql`
    delete from seen_addresses s using unnest(${rows.map(({ address }) => address)}::text[]) as n (address)
    where s.move_id = ${move} and s.address = n.address and s.decision is null and not exists (
      select from seen_recipients r join seen_folders f on f.id = r.folder_id
        join seen_mailboxes b on b.mailbox_id = f.mailbox_id where r.address = n.address and b.move_id = ${move})`.execute(
    trx,
  )
}
