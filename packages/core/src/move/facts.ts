import type { PassStatus } from '../model/glossary.ts'

/** How many there are, and the names of some, for whoever has to look. */
export interface Tally {
  readonly count: number
  readonly examples: readonly string[]
}

/** A sign-in that a service refuses. */
export interface RefusedSignIn {
  /** The old address of the mailbox. */
  readonly address: string
  readonly side: 'source' | 'target'
  /** The service's name; null: none is named. */
  readonly service: string | null
  /** The server's own words; null where it was not asked, as its password cannot be opened. */
  readonly serverReply: string | null
}

/**
 * What is known of a move at one moment, gathered by the caller; the gates judge this and nothing else. What is left
 * out is unknown, which a gate takes for no better than red.
 */
export interface MoveFacts {
  readonly inventory?: { readonly mailboxes: number; readonly missing: Tally }
  readonly approval?: {
    /** False where the organisation has turned this gate off. */
    readonly required: boolean
    /** Of the version that is in force. */
    readonly given: { readonly by: string; readonly at: string } | null
  }
  readonly people?: {
    readonly mailboxes: number
    /** Mailboxes of which nobody has decided whether they move, are archived, stay or are left behind. */
    readonly undecided: Tally
    readonly roleAddresses: number
    readonly withoutOwner: Tally
  }
  /** Addresses of the own domains that were seen as recipients. */
  readonly addresses?: {
    readonly seen: number
    /** Neither in the move nor decided; undefined while no mailbox was read for them. */
    readonly undecided: Tally | undefined
    /** Mailboxes that move or are archived. */
    readonly mailboxes: number
    /** Those of them that nobody has read to their end, for the own domains as they are now. */
    readonly unread: Tally
  }
  readonly credentials?: {
    /** Mailboxes that have to be signed in to, at the old or the new service. */
    readonly needed: number
    readonly missing: Tally
    /** Given, and never tried with success. */
    readonly unchecked: Tally
    /** The latest try was refused, or its master key is lost. */
    readonly refused: Tally & { readonly refusals?: readonly RefusedSignIn[] }
    /** Credentials that the vault still holds for this move. */
    readonly kept: number
  }
  /** Trial passes. */
  readonly trial?: { readonly green: number; readonly other: Tally }
  readonly copy?: CopyFacts
  /** The reverse pass, tried before it is needed. */
  readonly reverse?: { readonly rehearsed: boolean }
  /** New mailboxes that are handed to somebody, and those whose welcome letter lies there unread or was not laid yet. */
  readonly welcome?: { readonly mailboxes: number; readonly unopened: Tally }
}

/** Of the mailboxes that are moved or archived. */
export interface CopyFacts {
  readonly mailboxes: number
  /** No pass over the whole mailbox has come to its end yet. */
  readonly withoutFirst: Tally
  /** The latest pass began longer ago than a day. */
  readonly stale: Tally
  /** The latest pass was interrupted, asks for a decision, or left something that is not accounted for. */
  readonly failed: Tally
  /** A pass waits or runs. */
  readonly pending: Tally
  /** Listed exceptions that nobody has accepted. */
  readonly exceptionsOpen: Tally
  /** No pass has ended, its sums do not balance, or a difference that it found is neither mended nor accepted. */
  readonly unaccounted: Tally
  /** Not read to its end since the switch. */
  readonly withoutFinal: Tally
}

/** Mailboxes of which all that the gates ask is the same: a hundred thousand fall into a few dozen groups. */
export interface CopyGroup {
  readonly count: number
  /** Addresses of some. */
  readonly examples: readonly string[]
  readonly pending: boolean
  /** Whether a pass over the whole mailbox has ever come to its end. */
  readonly copiedOnce: boolean
  /** The latest pass over the whole mailbox (first, delta or final) that has ended. */
  readonly last: {
    readonly status: PassStatus
    /** Whether it began within the last 24 hours. */
    readonly fresh: boolean
    /** Whether the switch was made and it began after it. */
    readonly sinceSwitch: boolean
    /** Whether every folder's sum equals the messages of the source. */
    readonly balanced: boolean
    /** Whether there are listed exceptions, differences among them, that nobody has accepted. */
    readonly exceptionsOpen: boolean
  } | null
}

/** Names enough to begin with; the whole list is a query of its own. */
const EXAMPLES = 10

class Counter implements Tally {
  count = 0
  readonly examples: string[] = []

  add(group: CopyGroup): void {
    this.count += group.count
    this.examples.push(...group.examples.slice(0, EXAMPLES - this.examples.length))
  }
}

/** Judges mailboxes by what they have in common. */
export function copyFactsOf(groups: Iterable<CopyGroup>): CopyFacts {
  const [withoutFirst, stale, failed, pending] = [new Counter(), new Counter(), new Counter(), new Counter()]
  const [exceptionsOpen, unaccounted, withoutFinal] = [new Counter(), new Counter(), new Counter()]
  let mailboxes = 0
  for (const group of groups) {
    const { last } = group
    mailboxes += group.count
    const ended = last !== null && last.status !== 'interrupted' && last.status !== 'undecided'
    const accounted = ended && last.balanced && (last.status !== 'mismatch' || !last.exceptionsOpen)
    if (!group.copiedOnce) withoutFirst.add(group)
    if (group.pending) pending.add(group)
    if (last?.fresh !== true) stale.add(group)
    if (last !== null && !accounted) failed.add(group)
    if (last?.exceptionsOpen === true) exceptionsOpen.add(group)
    if (!accounted) unaccounted.add(group)
    if (!ended || !last.sinceSwitch) withoutFinal.add(group)
  }
  return { mailboxes, withoutFirst, stale, failed, pending, exceptionsOpen, unaccounted, withoutFinal }
}
