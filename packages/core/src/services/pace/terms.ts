import type { Figure, Limits } from '../profiles/limits.ts'
import type { Hours } from './hours.ts'

/** What a user wants of the pace, in place of what is known of the service. */
export interface PaceWishes {
  /** Octets a day; null: as many as the service takes. */
  readonly outPerDay?: number | null | undefined
  readonly inPerDay?: number | null | undefined
  /** Octets a second, both ways together. */
  readonly bandwidth?: number | undefined
  readonly hours?: Hours | undefined
}

/** Octets in any 24 hours, and who says so. */
export interface DayLimit {
  readonly octets: number
  /** What the service allows; undefined where a user named the limit. */
  readonly figure: Figure | undefined
}

/** What is kept to at one service. */
export interface PaceTerms {
  /** As shown to people; undefined where nothing is known of the service. */
  readonly service: string | undefined
  readonly out: DayLimit | undefined
  readonly in: DayLimit | undefined
  /** Connections of an account at once. */
  readonly connections: number | undefined
  readonly bandwidth: number | undefined
  readonly hours: Hours | undefined
}

/**
 * What is taken of a limit that the service names: its owner reads mail as well, and Gmail shuts out for a day who goes
 * over it (github.com/MicrosoftDocs/OfficeDocs-Exchange/issues/483, read 2026-11).
 */
const SHARE = 0.9

const dayLimit = (wish: number | null | undefined, known: Figure | undefined): DayLimit | undefined => {
  if (wish === null) return undefined
  if (wish !== undefined) return { octets: wish, figure: undefined }
  return known && { octets: Math.floor(known.value * SHARE), figure: known }
}

/** What holds for an account at a service: what is known of it, and what a user wants instead. */
export const termsOf = (known: Limits | undefined, wishes: PaceWishes): PaceTerms => ({
  service: known?.name,
  out: dayLimit(wishes.outPerDay, known?.outPerDay),
  in: dayLimit(wishes.inPerDay, known?.inPerDay),
  connections: known?.connections && Math.max(1, Math.floor(known.connections.value * SHARE)),
  bandwidth: wishes.bandwidth,
  hours: wishes.hours,
})

/** Whether there is anything to keep to. */
export const asksNothing = ({ out, in: into, connections, bandwidth, hours }: PaceTerms): boolean =>
  [out, into, connections, bandwidth, hours].every((term) => term === undefined)
