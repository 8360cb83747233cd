import type { Role } from '../model/roles.ts'
import type { Stage } from '../model/stages.ts'
import type { MoveFacts, RefusedSignIn, Tally } from './facts.ts'
import type { Part } from './parts.ts'

/** What a check found: green where nothing is amiss. */
export interface Evidence {
  readonly amiss: number
  /** Out of how many; null where there is nothing to count. */
  readonly of: number | null
  readonly examples: readonly string[]
  /** Of sign-ins that are refused: which side refuses some of them, with its words. */
  readonly refusals?: readonly RefusedSignIn[]
}

export interface CheckRule {
  readonly name: string
  readonly stage: Stage
  /** Where the move does not have this part, the check does not apply. */
  readonly part: Part
  /** In English; the console has its own words by the check's name. */
  readonly asks: string
  readonly remedy: string
  /** Who may pass the gate in spite of it, with a reason. Nobody, where that would break a promise. */
  readonly overridableBy: readonly Role[]
  /** Undefined: the facts do not say. A check without it is not built yet. */
  readonly find?: (facts: MoveFacts) => Evidence | undefined
}

const LEADS: readonly Role[] = ['owner', 'lead']
/** A decision of the organisation about itself. */
const OWNER: readonly Role[] = ['owner']
/** "No message lost", "credentials erased": what is promised is not passed over, whoever asks. */
const NOBODY: readonly Role[] = []

const among = (tally: Tally | undefined, of: number | undefined): Evidence | undefined =>
  tally && { amiss: tally.count, of: of ?? null, examples: tally.examples }

const holds = (fact: boolean | undefined): Evidence | undefined =>
  fact === undefined ? undefined : { amiss: fact ? 0 : 1, of: null, examples: [] }

export const CHECK_RULES: readonly CheckRule[] = [
  {
    name: 'mailboxes-inventoried',
    stage: 'assess',
    part: 'inventory',
    asks: 'Is it known what each mailbox holds?',
    remedy: 'Take the inventory of the mailboxes that are named.',
    overridableBy: LEADS,
    find: ({ inventory }) => among(inventory?.missing, inventory?.mailboxes),
  },
  notBuilt('domain-reported', 'assess', 'domain-report', 'Is it known how the domain is set up today?'),
  notBuilt('service-decided', 'assess', 'decision-sheet', 'Is the new service chosen, with its reasons?'),
  notBuilt('senders-known', 'assess', 'senders', 'Is everything known that sends as this domain?'),
  notBuilt('time-estimated', 'assess', 'estimate', 'Is it known how long the copy takes?'),
  {
    name: 'approved',
    stage: 'approve',
    part: 'change-request',
    asks: 'Is the change request approved, or has the organisation turned this gate off?',
    remedy: 'Ask an approver to decide.',
    overridableBy: OWNER,
    find: ({ approval }) => holds(approval && (!approval.required || approval.given !== null)),
  },
  {
    name: 'mailboxes-decided',
    stage: 'prepare',
    part: 'people',
    asks: 'Is it decided of each mailbox whether it moves, is archived, stays or is left behind?',
    remedy: 'Decide for the mailboxes that are named.',
    overridableBy: LEADS,
    find: ({ people }) => among(people?.undecided, people?.mailboxes),
  },
  {
    name: 'role-owners-named',
    stage: 'prepare',
    part: 'people',
    asks: 'Has each role address an owner?',
    remedy: 'Name an owner for the role addresses that are named.',
    overridableBy: LEADS,
    find: ({ people }) => among(people?.withoutOwner, people?.roleAddresses),
  },
  {
    name: 'recipients-read',
    stage: 'prepare',
    part: 'addresses',
    asks: 'Has each mailbox been read for the addresses that mail was sent to?',
    remedy: 'Read the recipients of the mailboxes that are named, and look at their reports.',
    overridableBy: OWNER,
    find: ({ addresses }) => among(addresses?.unread, addresses?.mailboxes),
  },
  {
    name: 'addresses-decided',
    stage: 'prepare',
    part: 'addresses',
    asks: 'Is every address that ever received mail in the table, or is it decided that it ends?',
    remedy: 'Decide for the addresses that are named, one by one or all of a kind.',
    overridableBy: OWNER,
    find: ({ addresses }) => among(addresses?.undecided, addresses?.seen),
  },
  {
    name: 'credentials-given',
    stage: 'prepare',
    part: 'credentials',
    asks: 'Is there a way to sign in to each mailbox?',
    remedy: 'Remind the owners of the mailboxes that are named, or use delegated access.',
    overridableBy: LEADS,
    find: ({ credentials }) => among(credentials?.missing, credentials?.needed),
  },
  {
    name: 'credentials-checked',
    stage: 'prepare',
    part: 'credentials',
    asks: 'Has each credential been tried with success?',
    remedy: 'Check the credentials of the mailboxes that are named.',
    overridableBy: LEADS,
    find: ({ credentials }) => among(credentials?.unchecked, credentials?.needed),
  },
  {
    name: 'trial-green',
    stage: 'prepare',
    part: 'trial',
    asks: 'Has a trial pass been green?',
    remedy: 'Run a trial over some folders of one mailbox and read its report.',
    overridableBy: LEADS,
    find: ({ trial }) =>
      // One green trial is enough, of however many.
      trial && { amiss: trial.green > 0 ? 0 : 1, of: null, examples: trial.other.examples },
  },
  notBuilt('accounts-made', 'prepare', 'provisioning', 'Does each mailbox exist at the new service?'),
  notBuilt('dns-planned', 'prepare', 'dns', 'Is the DNS planned, with a snapshot kept and the TTLs lowered?'),
  notBuilt('split-delivery-planned', 'prepare', 'split-delivery', 'Does mail reach both services, each its own?'),
  notBuilt('backed-up', 'prepare', 'backup', 'Is everything saved in open formats?'),
  {
    name: 'final-pass-run',
    stage: 'copy',
    part: 'copy',
    asks: 'Has each mailbox been read to its end since the switch?',
    remedy: 'Run a final pass over the mailboxes that are named; what came to the old home meanwhile is only there.',
    overridableBy: NOBODY,
    find: ({ copy }) => among(copy?.withoutFinal, copy?.mailboxes),
  },
  {
    name: 'messages-accounted-for',
    stage: 'copy',
    part: 'copy',
    asks: 'Is every message of each mailbox accounted for?',
    remedy: 'Run the mailboxes that are named again; mend or accept each difference of their reports.',
    overridableBy: NOBODY,
    find: ({ copy }) => among(copy?.unaccounted, copy?.mailboxes),
  },
  {
    name: 'exceptions-accepted',
    stage: 'copy',
    part: 'copy',
    asks: 'Has somebody accepted each exception?',
    remedy: 'Read the exceptions of the mailboxes that are named; mend or accept them.',
    overridableBy: LEADS,
    find: ({ copy }) => among(copy?.exceptionsOpen, copy?.mailboxes),
  },
  {
    name: 'no-pass-waiting',
    stage: 'copy',
    part: 'copy',
    asks: 'Have all passes ended?',
    remedy: 'Wait for the passes that are under way, or stop them.',
    overridableBy: LEADS,
    find: ({ copy }) => among(copy?.pending, copy?.mailboxes),
  },
  notBuilt('groupware-copied', 'copy', 'groupware', 'Are contacts, calendars, tasks and rules copied?'),
  notBuilt('correspondents-told', 'announce', 'notices', 'Has each correspondent been told, or cannot be?'),
  notBuilt('answers-set', 'announce', 'automatic-answers', 'Do the old mailboxes answer?'),
  notBuilt('mentions-changed', 'announce', 'mentions', 'Are the places changed where the old address stands?'),
  {
    name: 'mailboxes-copied',
    stage: 'cutover',
    part: 'copy',
    asks: 'Has each mailbox been copied once?',
    remedy: 'Run the first pass of the mailboxes that are named.',
    overridableBy: LEADS,
    find: ({ copy }) => among(copy?.withoutFirst, copy?.mailboxes),
  },
  {
    name: 'copies-fresh',
    stage: 'cutover',
    part: 'copy',
    asks: 'Has each mailbox had a pass within the last 24 hours?',
    remedy: 'Run a delta over the mailboxes that are named.',
    overridableBy: LEADS,
    find: ({ copy }) => among(copy?.stale, copy?.mailboxes),
  },
  {
    name: 'passes-ended-well',
    stage: 'cutover',
    part: 'copy',
    asks: 'Did the latest pass of each mailbox come to its end, with everything accounted for?',
    remedy: 'Read the reports of the mailboxes that are named and run them again.',
    overridableBy: LEADS,
    find: ({ copy }) => among(copy?.failed, copy?.mailboxes),
  },
  {
    name: 'credentials-work',
    stage: 'cutover',
    part: 'credentials',
    asks: 'Do the credentials still work, so that the final pass can run?',
    remedy: 'Ask for those of the mailboxes that are named again.',
    overridableBy: LEADS,
    find: ({ credentials }) => {
      const found = among(credentials?.refused, credentials?.needed)
      return found && { ...found, refusals: credentials?.refused.refusals ?? [] }
    },
  },
  {
    name: 'way-back-rehearsed',
    stage: 'cutover',
    part: 'way-back',
    asks: 'Has the way back been tried?',
    remedy: 'Run a reverse pass over one mailbox.',
    overridableBy: LEADS,
    find: ({ reverse }) => holds(reverse?.rehearsed),
  },
  notBuilt('addresses-answer', 'cutover', 'switch', 'Does the new service take mail for every address?'),
  notBuilt('dns-ready', 'cutover', 'dns', 'Are the new records ready, and the TTLs low for long enough?'),
  notBuilt('announced', 'cutover', 'notices', 'Were the first notices sent at least two weeks ago?'),
  notBuilt('stragglers-ended', 'watch', 'stragglers', 'Has the old home been quiet?'),
  notBuilt('integrations-tested', 'watch', 'integrations', 'Did a test mail of each integration arrive?'),
  notBuilt('mail-accepted', 'watch', 'deliverability', 'Do others take our mail?'),
  {
    name: 'new-mailboxes-opened',
    stage: 'close',
    part: 'welcome-letters',
    asks: 'Has somebody opened each new mailbox, as its welcome letter tells?',
    remedy: 'Ask the employees of the mailboxes that are named whether they can sign in at the new home.',
    overridableBy: LEADS,
    find: ({ welcome }) => among(welcome?.unopened, welcome?.mailboxes),
  },
  {
    name: 'credentials-erased',
    stage: 'close',
    part: 'credentials',
    asks: 'Are the credentials of this move erased?',
    remedy: 'Erase them: nothing needs them any more.',
    overridableBy: NOBODY,
    find: ({ credentials }) => credentials && { amiss: credentials.kept, of: null, examples: [] },
  },
  notBuilt('old-home-archived', 'close', 'archive', 'Are the old mailboxes kept in an archive?'),
  notBuilt('certificate-signed', 'close', 'certificate', 'Is the certificate made and signed?'),
]

function notBuilt(name: string, stage: Stage, part: Part, asks: string): CheckRule {
  return { name, stage, part, asks, remedy: 'Look after it by other means: Caravan cannot yet.', overridableBy: NOBODY }
}

export function checkRule(stage: Stage, name: string): CheckRule | undefined {
  return CHECK_RULES.find((rule) => rule.stage === stage && rule.name === name)
}
