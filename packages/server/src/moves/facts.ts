import type { PassStatus } from '@caravan/core/model'
import { type CopyGroup, copyFactsOf, type MoveFacts, type Tally } from '@caravan/core/move'
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
    ...(await tableFacts(db, of)),
    // A change request cannot be written yet, so that none is approved.
    approval: { required: of.approvalRequired, given: null },
    ...(addresses && { addresses }),
    credentials: await credentialFacts(db, vault, of),
    trial: await trialFacts(db, of),
    copy: copyFactsOf(await copyGroups(db, of)),
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

/** Some names of a group, whichever come first; sorted by who shows them. */
const SOME = sql`(array_agg(m.source_address))[1:${sql.lit(EXAMPLES)}]`

/** All that one walk through the mailboxes can say: of a hundred thousand it takes some tens of milliseconds. */
async function tableFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<{
    readonly missing: boolean
    readonly undecided: boolean
    readonly role: boolean
    readonly ownerless: boolean
    readonly count: number
    readonly examples: string[]
  }>`
    select not m.inventoried as missing, m.decision = 'undecided' as undecided, m.kind = 'role' as role,
      m.kind = 'role' and m.decision <> 'leave-behind' and m.owner_name is null and m.owner_email is null as ownerless,
      count(*) as count, ${SOME} as examples
    from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move} group by 1, 2, 3, 4`.execute(
    db,
  )
  const tally = (which: (row: (typeof rows)[number]) => boolean) => sumOf(rows.filter(which))
  const mailboxes = tally(() => true).count
  return {
    inventory: { mailboxes, missing: tally(({ missing }) => missing) },
    people: {
      mailboxes,
      undecided: tally(({ undecided }) => undecided),
      roleAddresses: tally(({ role }) => role).count,
      withoutOwner: tally(({ ownerless }) => ownerless),
    },
  }
}

const sumOf = (groups: readonly { readonly count: number; readonly examples: readonly string[] }[]): Tally => ({
  count: groups.reduce((sum, { count }) => sum + count, 0),
  examples: groups
    .flatMap(({ examples }) => examples)
    .sort()
    .slice(0, EXAMPLES),
})

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
    readonly missing: boolean
    readonly refused: boolean
    readonly unchecked: boolean
    readonly count: number
    readonly examples: string[]
  }>`
    with given as (
      select c.purpose, c.subject, c.changed_at, c.key_id <> all(${vault.keys.ids}) as lost from credentials c
      where c.organisation_id = ${organisation}
        and c.purpose in ('source-sign-in', 'target-sign-in', 'service-sign-in')),
    sides as (
      select m.id, m.source_address, m.last_pass_at, m.last_error->>'code' as error, side.*
      from move_mailboxes m join moves v on v.id = m.move_id, lateral (values
        ('source-sign-in', m.source_service, m.source_service is not null or v.kind <> 'first-company-mail'),
        ('target-sign-in', m.target_service, m.decision = 'move')) as side (purpose, service, needed)
      where m.organisation_id = ${organisation} and m.move_id = ${move} and m.decision in ('move', 'archive-only')
        and side.needed),
    judged as (
      select x.source_address, coalesce(o.subject, s.subject) is null as missing,
        case when o.subject is null then s.lost else o.lost end as lost,
        x.last_pass_at > case when o.subject is null then s.changed_at else o.changed_at end as tried,
        x.error in ('sign-in-refused', 'sign-in-unsupported') as refused
      from sides x left join given o on o.purpose = x.purpose and o.subject = x.id
        left join services v on v.id = x.service and v.auth = 'master'
        left join given s on s.purpose = 'service-sign-in' and s.subject = v.id)
    select missing, not missing and (lost or coalesce(tried and refused, false)) as refused,
      not missing and not lost and not coalesce(tried, false) as unchecked,
      count(*) as count, ${SOME} as examples
    from judged m group by 1, 2, 3`.execute(db)
  const tally = (which: (row: (typeof rows)[number]) => boolean): Tally => {
    const { count, examples } = sumOf(rows.filter(which))
    // A mailbox without either credential is counted twice and named once.
    return { count, examples: [...new Set(examples)] }
  }
  return {
    needed: tally(() => true).count,
    missing: tally(({ missing }) => missing),
    unchecked: tally(({ unchecked }) => unchecked),
    refused: tally(({ refused }) => refused),
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

/** Of the mailboxes that are moved or archived. A pass without a report has accounted for nothing. */
async function copyGroups(db: LedgerDb, { organisation, move, at, switchedAt }: FactsOf): Promise<CopyGroup[]> {
  const { rows } = await sql<{
    readonly count: number
    readonly examples: string[]
    readonly pending: boolean
    readonly copiedOnce: boolean
    readonly status: PassStatus | null
    readonly fresh: boolean
    readonly sinceSwitch: boolean
    readonly balanced: boolean
    readonly exceptionsOpen: boolean
  }>`
    with open as (
      select mailbox_id from pass_requests where move_id = ${move} and state in ('queued', 'running')
        and kind <> 'addresses')
    select o.mailbox_id is not null as pending, m.copied_once as "copiedOnce", m.whole_status as status,
      coalesce(m.whole_started_at >= ${at}::timestamptz - interval '24 hours', false) as fresh,
      coalesce(m.whole_started_at >= ${switchedAt}::timestamptz, false) as "sinceSwitch",
      coalesce(m.whole_balanced, false) as balanced, coalesce(m.whole_exceptions > 0, false) as "exceptionsOpen",
      count(*) as count, ${SOME} as examples
    from move_mailboxes m left join open o on o.mailbox_id = m.id
    where m.organisation_id = ${organisation} and m.move_id = ${move} and m.decision in ('move', 'archive-only')
    group by 1, 2, 3, 4, 5, 6, 7`.execute(db)
  return rows.map(({ count, examples, pending, copiedOnce, status, ...last }) => ({
    ...{ count, examples, pending, copiedOnce },
    last: status === null ? null : { status, ...last },
  }))
}
