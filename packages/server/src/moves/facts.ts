import type { PassStatus } from '@caravan/core/model'
import { copyFactsOf, type MailboxFacts, type MoveFacts, type Tally } from '@caravan/core/move'
import { countCredentials, type LedgerDb, type Vault } from '@caravan/core/store'
import { sql } from 'kysely'
import type { MovePath } from './one-move.ts'

/** What facts are gathered for. */
export interface FactsOf extends MovePath {
  readonly at: Date
  /** When the switch was made; null before it. */
  readonly switchedAt: Date | null
  readonly approvalRequired: boolean
}

const EXAMPLES = 10

/**
 * What the tables say of a move at one moment, for its gates. Read in the transaction that goes from stage to stage.
 * What nobody has looked at yet is left out: a gate takes it for unknown.
 */
export async function gatherFacts(db: LedgerDb, vault: Vault, of: FactsOf): Promise<MoveFacts> {
  const addresses = await addressFacts(db, of)
  return {
    inventory: await inventoryFacts(db, of),
    // A change request cannot be written yet, so that none is approved.
    approval: { required: of.approvalRequired, given: null },
    people: await peopleFacts(db, of),
    ...(addresses && { addresses }),
    credentials: await credentialFacts(db, vault, of),
    trial: await trialFacts(db, of),
    copy: copyFactsOf(await mailboxFacts(db, of), of.at, of.switchedAt),
    reverse: { rehearsed: await rehearsed(db, of) },
  }
}

/** Counts of rows with the first names, by a condition each. */
interface Counted {
  readonly count: number
  readonly examples: (string | null)[] | null
}

const tallyOf = ({ count, examples }: Counted): Tally => ({
  count,
  examples: (examples ?? []).flatMap((one) => (one === null ? [] : [one])),
})

async function inventoryFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<Counted & { mailboxes: number }>`
    select count(*) as mailboxes, count(*) filter (where missing) as count,
      (array_agg(address order by address) filter (where missing))[1:${sql.lit(EXAMPLES)}] as examples
    from (select source_address as address, not exists (select from source_folders f where f.mailbox_id = m.ledger_id)
      as missing from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move}) as x`.execute(
    db,
  )
  const [row] = rows
  return { mailboxes: row?.mailboxes ?? 0, missing: tallyOf(row ?? { count: 0, examples: [] }) }
}

async function peopleFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<{
    mailboxes: number
    roles: number
    undecided: number
    undecidedNames: string[] | null
    ownerless: number
    ownerlessNames: string[] | null
  }>`
    select count(*) as mailboxes, count(*) filter (where role) as roles, count(*) filter (where undecided) as undecided,
      (array_agg(address order by address) filter (where undecided))[1:${sql.lit(EXAMPLES)}] as "undecidedNames",
      count(*) filter (where ownerless) as ownerless,
      (array_agg(address order by address) filter (where ownerless))[1:${sql.lit(EXAMPLES)}] as "ownerlessNames"
    from (select source_address as address, decision = 'undecided' as undecided, kind = 'role' as role,
        kind = 'role' and decision <> 'leave-behind' and owner_name is null and owner_email is null as ownerless
      from move_mailboxes where organisation_id = ${organisation} and move_id = ${move}) as x`.execute(db)
  const [row] = rows
  return {
    mailboxes: row?.mailboxes ?? 0,
    undecided: tallyOf({ count: row?.undecided ?? 0, examples: row?.undecidedNames ?? [] }),
    roleAddresses: row?.roles ?? 0,
    withoutOwner: tallyOf({ count: row?.ownerless ?? 0, examples: row?.ownerlessNames ?? [] }),
  }
}

/** Unknown until a mailbox was read: that nothing was seen says something only then. */
async function addressFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<Counted & { seen: number }>`
    select (select count(*) from seen_addresses where move_id = ${move}) as seen, count(*) as count,
      (array_agg(address order by messages desc, address))[1:${sql.lit(EXAMPLES)}] as examples
    from seen_addresses s where s.organisation_id = ${organisation} and s.move_id = ${move}
      and s.decision is null and not s.in_move`.execute(db)
  const { rows: mailboxes } = await sql<Counted & { mailboxes: number; read: number }>`
    select count(*) as mailboxes, count(*) filter (where not missing) as read, count(*) filter (where missing) as count,
      (array_agg(address order by address) filter (where missing))[1:${sql.lit(EXAMPLES)}] as examples
    from (select m.source_address as address, b.mailbox_id is null as missing
      from move_mailboxes m join moves v on v.id = m.move_id left join seen_mailboxes b on b.mailbox_id = m.id
        and b.read_at is not null and b.domains = v.own_domains and b.unread = 0 and b.beyond = 0
      where m.organisation_id = ${organisation} and m.move_id = ${move}
        and m.decision in ('move', 'archive-only')
        and (m.source_service is not null or v.kind <> 'first-company-mail')) as x`.execute(db)
  const [seen, read] = [rows[0], mailboxes[0]]
  if (seen === undefined || read === undefined) return undefined
  return {
    seen: seen.seen,
    undecided: read.read === 0 && seen.seen === 0 ? undefined : tallyOf(seen),
    mailboxes: read.mailboxes,
    unread: tallyOf(read),
  }
}

/**
 * One sign-in for each mailbox and side that a pass needs: its own credential, or the service's. Whether it works is
 * known from the passes: one that ended after the credential was given has signed in, or was refused.
 */
async function credentialFacts(db: LedgerDb, vault: Vault, { organisation, move }: MovePath) {
  const { rows } = await sql<{
    needed: number
    missing: number
    missingNames: string[] | null
    unchecked: number
    uncheckedNames: string[] | null
    refused: number
    refusedNames: string[] | null
  }>`
    with sides as (
      select m.source_address as address, m.source_service as service, 'source-sign-in' as purpose, m.*
      from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move}
        and m.decision in ('move', 'archive-only') and (m.source_service is not null
          or exists (select from moves v where v.id = m.move_id and v.kind <> 'first-company-mail'))
      union all
      select m.source_address, m.target_service, 'target-sign-in', m.*
      from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move}
        and m.decision = 'move'),
    judged as (
      select x.address, c.id is null as missing,
        c.id is not null and (c.lost or coalesce(x.last_pass_at > c.changed_at and
          x.last_error->>'code' in ('sign-in-refused', 'sign-in-unsupported'), false)) as refused,
        c.id is not null and not c.lost and not coalesce(x.last_pass_at > c.changed_at, false) as unchecked
      from sides x left join services s on s.id = x.service
      left join lateral (
        select c.id, c.changed_at, c.key_id <> all(${vault.keys.ids}) as lost from credentials c
        where c.organisation_id = ${organisation} and (
          (c.purpose = x.purpose and c.subject = x.id)
          or (s.auth = 'master' and c.purpose = 'service-sign-in' and c.subject = s.id))
        order by c.purpose = x.purpose desc limit 1) c on true)
    select count(*) as needed, count(*) filter (where missing) as missing,
      (array_agg(distinct address) filter (where missing))[1:${sql.lit(EXAMPLES)}] as "missingNames",
      count(*) filter (where unchecked) as unchecked,
      (array_agg(distinct address) filter (where unchecked))[1:${sql.lit(EXAMPLES)}] as "uncheckedNames",
      count(*) filter (where refused) as refused,
      (array_agg(distinct address) filter (where refused))[1:${sql.lit(EXAMPLES)}] as "refusedNames"
    from judged`.execute(db)
  const [row] = rows
  return {
    needed: row?.needed ?? 0,
    missing: tallyOf({ count: row?.missing ?? 0, examples: row?.missingNames ?? [] }),
    unchecked: tallyOf({ count: row?.unchecked ?? 0, examples: row?.uncheckedNames ?? [] }),
    refused: tallyOf({ count: row?.refused ?? 0, examples: row?.refusedNames ?? [] }),
    kept: await countCredentials(db, organisation, move),
  }
}

async function trialFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<Counted & { green: number }>`
    select count(*) filter (where p.status = 'green') as green,
      count(*) filter (where p.status is distinct from 'green') as count,
      (array_agg(m.source_address order by p.requested_at desc) filter (where p.status is distinct from 'green'))
        [1:${sql.lit(EXAMPLES)}] as examples
    from pass_requests p join move_mailboxes m on m.id = p.mailbox_id
    where p.organisation_id = ${organisation} and p.move_id = ${move} and p.kind = 'trial' and p.state = 'ended'`.execute(
    db,
  )
  const [row] = rows
  return { green: row?.green ?? 0, other: tallyOf(row ?? { count: 0, examples: [] }) }
}

async function rehearsed(db: LedgerDb, { organisation, move }: MovePath): Promise<boolean> {
  const { rows } = await sql`
    select from pass_requests where organisation_id = ${organisation} and move_id = ${move} and kind = 'reverse'
      and state = 'ended' and status in ('green', 'exceptions') limit 1`.execute(db)
  return rows.length > 0
}

interface MailboxRow {
  readonly address: string
  readonly pending: boolean
  readonly copiedOnce: boolean
  readonly status: PassStatus | null
  readonly startedAt: string | null
  readonly balanced: boolean | null
  readonly exceptionsOpen: number | null
}

/** Of the mailboxes that are moved or archived. A pass without a report has accounted for nothing. */
async function mailboxFacts(db: LedgerDb, { organisation, move }: MovePath): Promise<MailboxFacts[]> {
  const { rows } = await sql<MailboxRow>`
    select m.source_address as address,
      exists (select from pass_requests p where p.mailbox_id = m.id and p.state in ('queued', 'running')
        and p.kind <> 'addresses') as pending,
      exists (select from pass_requests p where p.mailbox_id = m.id and p.state = 'ended'
        and p.kind in ('first', 'delta', 'final') and p.status in ('green', 'exceptions', 'mismatch')) as "copiedOnce",
      l.status, l.report->>'startedAt' as "startedAt",
      coalesce((l.report->>'pending')::bigint = 0, false) and not exists (
        select from jsonb_array_elements(l.report->'perFolder') f where (f->'messages'->>'source')::bigint <> (
          select sum(n.value::bigint) from jsonb_each_text(f->'messages') n where n.key <> 'source')) as balanced,
      jsonb_array_length(l.report->'exceptions') as "exceptionsOpen"
    from move_mailboxes m left join lateral (
      select p.status, p.report from pass_requests p where p.mailbox_id = m.id and p.state = 'ended'
        and p.kind in ('first', 'delta', 'final') order by p.requested_at desc limit 1) l on true
    where m.organisation_id = ${organisation} and m.move_id = ${move} and m.decision in ('move', 'archive-only')
    order by lower(m.source_address)`.execute(db)
  return rows.map(({ address, pending, copiedOnce, status, startedAt, balanced, exceptionsOpen }) => ({
    address,
    pending,
    copiedOnce,
    last:
      status === null
        ? null
        : {
            status,
            startedAt: startedAt ?? '',
            balanced: balanced ?? false,
            exceptionsOpen: exceptionsOpen ?? 0,
          },
  }))
}
