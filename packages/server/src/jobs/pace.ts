import type { ReportedError } from '@caravan/core/engine'

/**
 * A pass waits this long for a service; where the wait would be longer it gives its place to another mailbox, and is
 * released again when the service is to be tried.
 */
export const LONGEST_WAIT_MS = 60_000

/** However long a service wants to be left alone: what it is asked for may have been lifted by then. */
const LATEST_SECONDS = 6 * 60 * 60

/** Codes of waits that belong to the pace, and are no trouble that somebody should hear of. */
const OF_PACE: ReadonlySet<string> = new Set(['day-used-up', 'outside-hours', 'connections-used'])

/** How a pass goes on that a service, or the pace kept to it, has interrupted; undefined where something else has. */
export function laterByPace(
  error: ReportedError | null | undefined,
): { readonly afterSeconds: number; readonly wanted: boolean } | undefined {
  if (error?.retryAfterSeconds === undefined) return undefined
  return {
    afterSeconds: Math.min(LATEST_SECONDS, Math.max(1, error.retryAfterSeconds)),
    wanted: OF_PACE.has(error.code),
  }
}
