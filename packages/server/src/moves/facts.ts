import { type CopyGroup, copyFactsOf, type MoveFacts, type Tally } from '@caravan/core/move'
import { countCredentials, type LedgerDb, type Vault } from '@caravan/core/store'
import { sql } from 'kysely'
import { HANDED_OVER } from '../welcome/due.ts'
import { EXAMPLES, type FactsOf, type MailboxGroup, mailboxGroups, refusedSignIns } from './mailbox-groups.ts'
import { HOME } from './mailbox-state.ts'
import type { MovePath } from './one-move.ts'

/**
 * What the tables say of a move at one moment, for its gates. Read in the transaction that goes from stage to stage.
 * What nobody has looked at yet is left out: a gate takes it for unknown.
 */
export async function gatherFacts(db: LedgerDb, vault: Vault, of: FactsOf): Promise<MoveFacts> {
  const groups = await mailboxGroups(db, vault.keys.ids, of)
  const credentials = credentialFacts(groups)
  const refusals = credentials.refused.count === 0 ? [] : await refusedSignIns(db, vault.keys.ids, of)
  return {
    inventory: { mailboxes: tally(groups).count, missing: tally(groups, ({ inventoried }) => !inventoried) },
    // A change request cannot be written yet, so that none is approved.
    approval: { required: of.approvalRequired, given: null },
    people: {
      mailboxes: tally(groups).count,
      undecided: tally(groups, ({ decision }) => decision === 'undecided'),
      roleAddresses: tally(groups, ({ role }) => role).count,
      withoutOwner: tally(groups, ({ ownerless }) => ownerless),
    },
    addresses: await addressFacts(db, of, groups.filter(copies)),
    credentials: {
      ...credentials,
      refused: { ...credentials.refused, refusals },
      kept: await countCredentials(db, of.organisation, of.move),
    },
    trial: await trialFacts(db, of),
    copy: copyFactsOf(groups.filter(copies).map(copyGroupOf)),
    reverse: { rehearsed: await rehearsed(db, of) },
    welcome: await welcomeFacts(db, of),
  }
}

/** A letter that is gone from its inbox has been in somebody's hands: only what lies there unread, or was never laid, is open. */
async function welcomeFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<{ mailboxes: number; count: number; examples: string[] | null }>`
    select count(*) as mailboxes, count(*) filter (where ${UNOPENED}) as count,
      (array_agg(b.source_address order by b.source_address) filter (where ${UNOPENED}))[1:${sql.lit(EXAMPLES)}] as examples
    from move_mailboxes b left join welcome_letters l on l.mailbox_id = b.id
    where b.organisation_id = ${organisation} and b.move_id = ${move} and ${HANDED_OVER}`.execute(db)
  const { mailboxes = 0, count = 0, examples = null } = rows[0] ?? {}
  return { mailboxes, unopened: { count, examples: examples ?? [] } }
}

const UNOPENED = sql`(l.opened_at is null and l.gone_at is null)`

/** The mailboxes that are moved or archived. */
const copies = ({ decision }: MailboxGroup): boolean => decision === 'move' || decision === 'archive-only'

/** Those that a condition takes, with some names. */
function tally(groups: readonly MailboxGroup[], which: (group: MailboxGroup) => boolean = () => true): Tally {
  const taken = groups.filter(which)
  const examples = taken.flatMap((group) => group.examples).sort()
  return { count: taken.reduce((sum, { count }) => sum + count, 0), examples: examples.slice(0, EXAMPLES) }
}

/** A pass without a report has accounted for nothing. */
const copyGroupOf = (group: MailboxGroup): CopyGroup => ({
  count: group.count,
  examples: group.examples,
  pending: group.pending,
  copiedOnce: group.copiedOnce,
  last:
    group.status === null
      ? null
      : {
          status: group.status,
          fresh: group.fresh,
          sinceSwitch: group.sinceSwitch,
          balanced: group.balanced,
          exceptionsOpen: group.exceptionsOpen,
        },
})

/** That nothing was seen says something only once a mailbox was read: before that it is unknown. */
async function addressFacts(db: LedgerDb, { organisation, move }: MovePath, mailboxes: readonly MailboxGroup[]) {
  const { rows } = await sql<{ seen: number; count: number; examples: string[] | null }>`
    select (select count(*) from seen_addresses where move_id = ${move}) as seen, count(*) as count,
      (array_agg(address order by messages desc, address))[1:${sql.lit(EXAMPLES)}] as examples
    from seen_addresses s where s.organisation_id = ${organisation} and s.move_id = ${move}
      and s.decision is null and not s.in_move`.execute(db)
  const { seen = 0, count = 0, examples = null } = rows[0] ?? {}
  const unread = tally(mailboxes, (group) => !group.read)
  const known = seen > 0 || mailboxes.some(({ read }) => read)
  return {
    ...{ seen, unread, mailboxes: tally(mailboxes).count },
    undecided: known ? { count, examples: examples ?? [] } : undefined,
  }
}

/**
 * One sign-in for each mailbox and side that a pass needs: its own credential, or the service's. Whether it works is
 * known from the passes, one that ended after the credential was given has signed in or was refused; before that from the
 * page on which an employee gave it, where it was tried.
 */
function credentialFacts(groups: readonly MailboxGroup[]) {
  const sides = groups.flatMap((group) => [
    ...(group.sourceNeeded ? [{ ...group, credential: group.sourceCredential }] : []),
    ...(group.targetNeeded ? [{ ...group, credential: group.targetCredential }] : []),
  ])
  const of = (state: string): Tally => {
    const { count, examples } = tally(sides.filter(({ credential }) => credential === state))
    // A mailbox without either credential counts twice and is named once.
    return { count, examples: [...new Set(examples)] }
  }
  return { needed: tally(sides).count, missing: of('missing'), unchecked: of('unchecked'), refused: of('refused') }
}

/** A mailbox that was copied whole, with every message accounted for, has shown more than any trial. */
async function trialFacts(db: LedgerDb, { organisation, move }: MovePath) {
  const { rows } = await sql<{ green: number; count: number; examples: string[] | null }>`
    select count(*) filter (where p.status = 'green')
        + (select count(*) from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move}
          and ${HOME}) as green,
      count(*) filter (where p.status is distinct from 'green') as count,
      (array_agg(m.source_address order by p.requested_at desc) filter (where p.status is distinct from 'green'))
        [1:${sql.lit(EXAMPLES)}] as examples
    from pass_requests p join move_mailboxes m on m.id = p.mailbox_id
    where p.organisation_id = ${organisation} and p.move_id = ${move} and p.kind = 'trial' and p.state = 'ended'`.execute(
    db,
  )
  const [row] = rows
  return { green: row?.green ?? 0, other: { count: row?.count ?? 0, examples: row?.examples ?? [] } }
}

async function rehearsed(db: LedgerDb, { organisation, move }: MovePath): Promise<boolean> {
  const { rows } = await sql`
    select from pass_requests where organisation_id = ${organisation} and move_id = ${move} and kind = 'reverse'
      and state = 'ended' and status in ('green', 'exceptions') limit 1`.execute(db)
  return rows.length > 0
}
