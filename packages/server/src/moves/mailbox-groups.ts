import type { PassStatus } from '@caravan/core/model'
import type { RefusedSignIn } from '@caravan/core/move'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { opensAll } from '../oauth/registration.ts'
import type { MovePath } from './one-move.ts'

/** What facts are gathered for. */
export interface FactsOf extends MovePath {
  readonly at: Date
  /** When the switch was made; null before it. */
  readonly switchedAt: Date | null
  readonly approvalRequired: boolean
}

/**
 * A credential of a side: not there, there and not tried, refused by the service or lost with its master key, or found
 * good by a pass, or by the page on which its employee gave it.
 */
type CredentialState = 'missing' | 'unchecked' | 'refused' | 'good'

/** Mailboxes of which everything is the same that a gate asks: a hundred thousand fall into some dozens of groups. */
export interface MailboxGroup {
  readonly count: number
  /** Old addresses of some. */
  readonly examples: string[]
  readonly decision: 'undecided' | 'move' | 'archive-only' | 'stay' | 'leave-behind'
  readonly role: boolean
  readonly ownerless: boolean
  readonly inventoried: boolean
  /** Whether it was read to its end for the addresses that mail was sent to, for the own domains as they are. */
  readonly read: boolean
  readonly sourceNeeded: boolean
  readonly sourceCredential: CredentialState
  readonly targetNeeded: boolean
  readonly targetCredential: CredentialState
  /** A pass waits or runs. */
  readonly pending: boolean
  readonly copiedOnce: boolean
  /** Of its last pass over the whole mailbox. */
  readonly status: PassStatus | null
  readonly fresh: boolean
  readonly sinceSwitch: boolean
  readonly balanced: boolean
  readonly exceptionsOpen: boolean
}

/** Names of each group, and of each check. */
export const EXAMPLES = 10

/**
 * Whether the source's credential is the one that its employee gave, tried where the mailbox is planned, or a reading has
 * come to its end with it.
 */
const TRIED = sql`(e.given_at >= os.changed_at
  and e.given_where = coalesce(m.source_user, m.source_address) || '@' || so.host || ':' || so.port)
  or (select s.read_at from seen_mailboxes s where s.mailbox_id = m.id) > coalesce(os.changed_at, ss.changed_at)`

/** Refusals of a sign-in begin with where it was tried: whether the last pass's was met at this service. */
const metAt = (service: string) => {
  const place = sql.ref(service)
  return sql`coalesce(starts_with(m.last_error->>'message', ${place}.host || ':' || ${place}.port || ' '), false)`
}

/** A side of a mailbox: its own credential, that of its service, its service, and that of the other side. */
interface Side {
  readonly own: string
  readonly ofService: string
  readonly service: string
  readonly other: string
}
const SOURCE: Side = { own: 'os', ofService: 'ss', service: 'so', other: 'ta' }
const TARGET: Side = { own: 'ot', ofService: 'st', service: 'ta', other: 'so' }

/** The state of a side's credential. What is not clearly the other side's refusal is this one's. */
const state = ({ own, ofService, service, other }: Side, tried = sql`false`) => {
  const [o, s] = [sql.ref(own), sql.ref(ofService)]
  return sql<CredentialState>`case when ${o}.subject is null and ${s}.subject is null then 'missing'
    when coalesce(${o}.lost, ${s}.lost) then 'refused'
    when not coalesce(m.last_pass_at > coalesce(${o}.changed_at, ${s}.changed_at), false)
      then case when ${tried} or ${o}.opened_at is not null then 'good' else 'unchecked' end
    when m.last_error->>'code' in ('sign-in-refused', 'sign-in-unsupported', 'administrator-refused', 'token-refused',
      'consent-ended', 'oauth-client-refused')
      and (${metAt(service)} or not ${metAt(other)}) then 'refused' else 'good' end`
}

const SOURCE_NEEDED = sql<boolean>`m.decision in ('move', 'archive-only') and not m.source_files
  and (m.source_service is not null or v.kind <> 'first-company-mail')`
const TARGET_NEEDED = sql<boolean>`m.decision = 'move'`

/** The credentials that there are, for `JOINED`. @param keys the master keys that there are: what was sealed under another is lost */
const credentialsOf = (keys: readonly string[], { organisation, move }: MovePath) => sql`
  given as not materialized (
    select c.purpose, c.subject, c.changed_at, c.opened_at, c.key_id <> all(${keys}) as lost
    from credentials c
    where c.organisation_id = ${organisation}),
  of_service as (
    select g.subject, g.changed_at, g.lost from given g join services s on s.id = g.subject
    where g.purpose = 'service-sign-in' and s.move_id = ${move} and ${opensAll('s')})`

/** The mailboxes of a move with what they sign in with. */
const JOINED = sql`move_mailboxes m join moves v on v.id = m.move_id
  left join given os on os.purpose = 'source-sign-in' and os.subject = m.id
  left join given ot on ot.purpose = 'target-sign-in' and ot.subject = m.id
  left join employee_answers e on e.mailbox_id = m.id
  left join services so on so.id = m.source_service
  left join services ta on ta.id = m.target_service
  left join of_service ss on ss.subject = m.source_service
  left join of_service st on st.subject = m.target_service`

/**
 * One walk through the mailboxes of a move says all that the gates ask of them: a walk for each check took four times as
 * long.
 * @param keys the master keys that there are: what was sealed under another is lost
 */
export async function mailboxGroups(
  db: LedgerDb,
  keys: readonly string[],
  { organisation, move, at, switchedAt }: FactsOf,
): Promise<MailboxGroup[]> {
  const { rows } = await sql<MailboxGroup>`
    with ${credentialsOf(keys, { organisation, move })},
    open as (
      select mailbox_id from pass_requests where move_id = ${move} and state in ('queued', 'running')
        and kind not in ('addresses', 'verify'))
    select m.decision, m.kind = 'role' as role,
      m.kind = 'role' and m.decision <> 'leave-behind' and m.owner_name is null and m.owner_email is null as ownerless,
      m.inventoried, r.mailbox_id is not null or (v.kind = 'first-company-mail' and m.source_service is null) as read,
      ${SOURCE_NEEDED} as "sourceNeeded", ${state(SOURCE, TRIED)} as "sourceCredential",
      ${TARGET_NEEDED} as "targetNeeded", ${state(TARGET)} as "targetCredential",
      o.mailbox_id is not null as pending, m.copied_once as "copiedOnce",
      m.whole_status as status, coalesce(m.whole_started_at >= ${at}::timestamptz - interval '24 hours', false) as fresh,
      coalesce(m.whole_started_at >= ${switchedAt}::timestamptz, false) as "sinceSwitch",
      coalesce(m.whole_balanced, false) as balanced, coalesce(m.exceptions_open > 0, false) as "exceptionsOpen",
      count(*) as count, (array_agg(m.source_address))[1:${sql.lit(EXAMPLES)}] as examples
    from ${JOINED}
      left join open o on o.mailbox_id = m.id
      left join seen_mailboxes r on r.mailbox_id = m.id and r.read_at is not null and r.domains = v.own_domains
        and r.unread = 0 and r.beyond = 0
    where m.organisation_id = ${organisation} and m.move_id = ${move}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16`.execute(db)
  return rows
}

/** Some of the sign-ins that `mailboxGroups` finds refused, with which side refuses and its words. */
export async function refusedSignIns(
  db: LedgerDb,
  keys: readonly string[],
  { organisation, move }: MovePath,
): Promise<RefusedSignIn[]> {
  const { rows } = await sql<RefusedSignIn>`
    with ${credentialsOf(keys, { organisation, move })},
    sides as (
      select m.source_address as address, 'source' as side, so.name as service, m.last_error from ${JOINED}
      where m.organisation_id = ${organisation} and m.move_id = ${move}
        and ${SOURCE_NEEDED} and ${state(SOURCE, TRIED)} = 'refused'
      union all
      select m.source_address, 'target', ta.name, m.last_error from ${JOINED}
      where m.organisation_id = ${organisation} and m.move_id = ${move}
        and ${TARGET_NEEDED} and ${state(TARGET)} = 'refused')
    select address, side, service, last_error->>'serverReply' as "serverReply" from sides
    order by address, side limit ${EXAMPLES}`.execute(db)
  return rows
}
