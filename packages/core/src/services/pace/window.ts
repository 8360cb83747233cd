import type { SpanUse } from '../../store/index.ts'

/** What went through is noted by spans: the smallest that a day is reckoned in. */
export const SPAN_MS = 10 * 60_000
export const DAY_MS = 24 * 60 * 60_000

export const spanOf = (now: number): number => Math.floor(now / SPAN_MS)

/** When a span no longer counts: a day after its end, so that no 24 hours ever hold more than the limit. */
const countsUntil = (span: number): number => (span + 1) * SPAN_MS + DAY_MS

/** Octets that went through in the last 24 hours, rounded up to whole spans. */
export const usedAt = (uses: readonly SpanUse[], now: number): number =>
  uses.reduce((sum, { span, octets }) => (countsUntil(span) > now ? sum + octets : sum), 0)

/**
 * When so many octets more may go through: now, or the moment at which enough of the last 24 hours no longer counts.
 * More than a whole day's go when the day is empty. Both the pace and its estimate go by this.
 *
 * @param limit octets in any 24 hours
 * @param now milliseconds since 1970
 */
export function fitsAt(uses: readonly SpanUse[], limit: number, octets: number, now: number): number {
  const needed = Math.min(octets, limit)
  let used = usedAt(uses, now)
  let at = now
  for (const use of uses.toSorted((one, other) => one.span - other.span)) {
    if (used + needed <= limit) break
    if (countsUntil(use.span) <= now) continue
    used -= use.octets
    at = countsUntil(use.span)
  }
  return at
}

/** Who waits for room waits until there is this part of the limit: each time it stops, what was on its way is read again. */
const ROOM = 1 / 2
/** A part of what is left is granted at once, so that others and a size that was guessed wrongly have room. */
const GRANTED = 1 / 4

/** What somebody wants to let through. */
export interface Wish {
  /** As much as makes sense at once. */
  readonly wanted: number
  /** Less than this makes no sense. */
  readonly least: number
  /** Room that there has to be before anything begins, though not all of it is asked for now. */
  readonly room?: number
}

/** Octets that may go now; or none, and when to ask again. */
export interface Grant {
  readonly octets: number
  readonly at: number
}

export function grant(uses: readonly SpanUse[], limit: number, { wanted, least, room = 0 }: Wish, now: number): Grant {
  if (fitsAt(uses, limit, Math.max(least, room), now) > now)
    return { octets: 0, at: fitsAt(uses, limit, Math.max(least, room, limit * ROOM), now) }
  const left = Math.max(0, limit - usedAt(uses, now))
  return { octets: Math.min(wanted, Math.max(least, Math.floor(left * GRANTED))), at: now }
}
