/**
 * The glossary: the same words in code, tables, API, UI and docs.
 *
 * - organisation: a company; the tenant. An agency has many.
 * - move: one migration of an organisation's mail from a source service to a target service.
 * - service: a mail service with its endpoints, its ways to sign in and its profile (limits and quirks as data).
 * - mailbox: one account that moves: source address, target address.
 * - pass: one run over one mailbox (trial, first, delta, final, reverse, verify).
 * - ledger: the record of every message of every mailbox: where it was, where it is, what became of it.
 * - exception: a message that was not copied as it was, with the server's words and a remedy.
 * - intent: what is committed to the ledger before a batch leaves, so that a crash can be settled.
 * - stage, gate, check: the eight stages of a move; the conditions to leave one; one condition with its evidence.
 * - override: passing a gate in spite of a check, with a reason, by a role that may.
 * - member, role: somebody who signs in, and what they may do (`roles.ts`).
 * - credential: a password, token or key that is stored, sealed in the vault. secret: its value, in memory (`secret.ts`).
 * - master key: what the vault's sealing keys are derived from; it is not in the database.
 * - rung: how closely a message at the target equals the one at the source.
 */

/** What became of a message of the source in one pass. `source` is the sum of the others in every report. */
export const FATES = ['copied', 'present', 'repaired', 'merged', 'removed', 'vanished', 'excluded', 'refused'] as const
export type Fate = (typeof FATES)[number]

/** How a pass ended. */
export type PassStatus = 'green' | 'exceptions' | 'mismatch' | 'interrupted' | 'undecided'

export type PassKind = 'trial' | 'first' | 'delta' | 'final' | 'reverse' | 'verify'

/** How much of the target verification reads again. */
export const VERIFY_LEVELS = ['none', 'headers', 'sample', 'content'] as const
export type VerifyLevel = (typeof VERIFY_LEVELS)[number]

/** The ladder of equality, best first. */
export const RUNGS = ['exact', 'normalised', 'equivalent', 'mismatched'] as const
export type Rung = (typeof RUNGS)[number]

/** The named transformations under which two messages still count as `normalised`, a bit each in the ledger. */
export const CHANGES = ['line-ends', 'final-line-end', 'nul', 'eight-bit-header', 'tool-header'] as const
export type Change = (typeof CHANGES)[number]

/** The uses of a folder that a service can mark (RFC 6154 §2), plus the inbox. */
export const SPECIAL_USES = [
  'inbox',
  'sent',
  'drafts',
  'trash',
  'junk',
  'archive',
  'all',
  'flagged',
  'important',
] as const
export type SpecialUse = (typeof SPECIAL_USES)[number]
