import type { MoveKind } from '../model/stages.ts'
import type { CalendarDay } from './calendar.ts'

/** A move, as far as its plan depends on it. */
export interface Move {
  readonly kind: MoveKind
  /** Whether there is an old mailbox to copy from; a first company mail may have none. */
  readonly hasSource: boolean
  /** Some mailboxes stay at the old service, or both are kept side by side. */
  readonly partial: boolean
  /** Where addresses do not change nobody needs to be told, unless the lead wants it. */
  readonly tellsCorrespondents: boolean
  /** Whether a letter is laid into each new mailbox, whose read flag tells who has opened it; not unless it is said. */
  readonly welcomes?: boolean
  /** The day of the switch, in the move's time zone; null where it is not set yet. */
  readonly cutoverDay: CalendarDay | null
  /** Days from the first notices to the switch, 14 to 28; 21 where nothing is said. */
  readonly announceDays?: number
  /** Days that old mailboxes are watched after the switch, 7 to 730; 30 for a same domain, else 90. */
  readonly watchDays?: number
}

/** The parts of the work, and when a move has them. Each belongs to the stage that it is listed for in `stages.ts`. */
const APPLIES = {
  inventory: (move) => move.hasSource,
  'domain-report': always,
  'decision-sheet': always,
  senders: always,
  estimate: (move) => move.hasSource,
  'change-request': always,
  people: always,
  addresses: (move) => move.hasSource,
  credentials: always,
  provisioning: always,
  dns: always,
  'split-delivery': (move) => move.partial,
  trial: (move) => move.hasSource,
  backup: (move) => move.hasSource,
  copy: (move) => move.hasSource,
  groupware: (move) => move.hasSource,
  notices: told,
  'automatic-answers': (move) => changesAddresses(move) && move.hasSource,
  mentions: (move) => changesAddresses(move) && move.hasSource,
  switch: always,
  'new-sign-ins': always,
  'way-back': (move) => move.hasSource,
  stragglers: (move) => move.hasSource,
  integrations: always,
  deliverability: always,
  'welcome-letters': (move) => move.welcomes === true,
  archive: (move) => move.hasSource,
  certificate: always,
} satisfies Record<string, (move: Move) => boolean>

export type Part = keyof typeof APPLIES

export function partApplies(part: Part, move: Move): boolean {
  return APPLIES[part](move)
}

function always(): boolean {
  return true
}

function changesAddresses(move: Move): boolean {
  return move.kind !== 'same-domain'
}

/** A first company mail has nobody to write to before it is announced: that is what tells them. */
function told(move: Move): boolean {
  return changesAddresses(move) || move.tellsCorrespondents
}
