import { addUse, type LedgerDb, reserveUse, type UseDirection } from '../../store/index.ts'
import { ServiceError } from '../port.ts'
import type { Bandwidth } from './bandwidth.ts'
import type { Clock } from './clock.ts'
import { opensAt } from './hours.ts'
import type { PaceTerms } from './terms.ts'
import { DAY_MS, grant, spanOf, type Wish } from './window.ts'

/** What the sessions of an account share. */
export interface PaceOfAccount {
  readonly account: string
  readonly terms: PaceTerms
  readonly db: LedgerDb
  readonly clock: Clock
  readonly bandwidth: Bandwidth | undefined
  readonly signal: AbortSignal | undefined
  /** Octets of a message, as far as they were seen, and how many were. */
  average: number
  seen: number
}

/** What has been reserved of a day. */
export interface Reserved {
  readonly octets: number
  /** Tells how much of it went through. */
  settle(octets: number): Promise<void>
}

const BOUNDLESS: Reserved = { octets: Number.POSITIVE_INFINITY, settle: async () => undefined }

/** A wait of ours ends by itself. Much longer than any: weeks in which nothing moves are something else. */
const PATIENCE_MS = 14 * DAY_MS

/**
 * Reserves octets of the day's. Throws `ServiceError` of scope `session`, before anything is asked of the service:
 * `outside-hours`, or `day-used-up`, with when to come back.
 */
export async function reserve(pace: PaceOfAccount, direction: UseDirection, wish: Wish): Promise<Reserved> {
  const now = pace.clock.now()
  assertHours(pace, now)
  const limit = pace.terms[direction]
  if (limit === undefined) return BOUNDLESS
  const side = { account: pace.account, direction }
  const span = spanOf(now)
  let at = now
  const octets = await reserveUse(pace.db, side, span, (uses) => {
    const granted = grant(uses, limit.octets, wish, now)
    at = granted.at
    return granted.octets
  })
  if (octets === 0) throw usedUp(pace, direction, limit.octets, at, now)
  return {
    octets,
    settle: async (used) => {
      if (used !== octets) await addUse(pace.db, side, span, used - octets)
    },
  }
}

/** Notes what went through that nobody could foresee; it counts for whoever asks next. */
export async function note(pace: PaceOfAccount, direction: UseDirection, octets: number): Promise<void> {
  if (pace.terms[direction] === undefined || octets === 0) return
  await addUse(pace.db, { account: pace.account, direction }, spanOf(pace.clock.now()), octets)
}

function assertHours({ terms, clock }: PaceOfAccount, now = clock.now()): void {
  if (terms.hours === undefined) return
  const at = opensAt(terms.hours, now)
  if (at <= now) return
  throw new ServiceError(
    'session',
    'outside-hours',
    `It is not the hour for it: the hours that were asked for begin again at ${moment(at)}.`,
    'Leave it running, or run it again then: it goes on where it was.',
    { later: later(at - now) },
  )
}

function usedUp(
  { account, terms }: PaceOfAccount,
  direction: UseDirection,
  limit: number,
  at: number,
  now: number,
): ServiceError {
  const way = direction === 'out' ? 'out' : 'in'
  const who = terms[direction]?.figure === undefined ? 'it was asked to let' : `${terms.service ?? 'the service'} lets`
  return new ServiceError(
    'session',
    'day-used-up',
    `${account}: ${who} ${size(limit)} a day ${way}, and that is used up until ${moment(at)}.`,
    'Leave it running, or run it again then: it goes on where it was. --from-daily and --to-daily name another limit.',
    { later: later(at - now) },
  )
}

const later = (waitMs: number) => ({ why: 'pace', waitMs, longestWaitMs: waitMs, patienceMs: PATIENCE_MS }) as const

/** 2026-11-23 14:05, where the program runs. */
const moment = (at: number): string => {
  // Whole minutes, upwards: who comes back then does not come too early.
  const date = new Date(Math.ceil(at / 60_000) * 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

const size = (octets: number): string => {
  const [unit, name] = octets >= 1e9 ? [1e9, 'GB'] : octets >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB']
  return `${Number((octets / unit).toPrecision(3))} ${name}`
}
