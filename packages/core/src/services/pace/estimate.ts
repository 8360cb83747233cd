import type { SpanUse } from '../../store/index.ts'
import { opensAt } from './hours.ts'
import type { DayLimit, PaceTerms } from './terms.ts'
import { DAY_MS, grant, SPAN_MS, spanOf } from './window.ts'

/** What is to be copied. */
export interface Load {
  readonly messages: number
  readonly octets: number
}

/** How fast a line and two servers are that nothing else holds back. */
export interface Speed {
  readonly octetsPerSecond: number
  readonly messagesPerSecond: number
}

/**
 * What a line and two servers do that nothing holds back: less than what was measured at 40 ms between two Dovecots
 * (docs/performance.md), since a service far away gives no more.
 */
export const ASSUMED_SPEED: Speed = { octetsPerSecond: 2_000_000, messagesPerSecond: 100 }

/** What takes most of the time. */
export type Bound = 'source-out' | 'target-in' | 'target-out' | 'hours' | 'bandwidth' | 'speed'

export interface Estimate {
  readonly copySeconds: number
  /** Reading all of it again at the target. */
  readonly verifySeconds: number
  readonly bound: Bound
}

/** The most steps that a copy is reckoned in, and how many of them a day's measure is at least. */
const STEPS = 20_000
const STEPS_A_DAY = 64

interface Side {
  readonly bound: Bound
  readonly limit: DayLimit
  uses: SpanUse[]
}

/**
 * How long a copy takes, and reading it again: reckoned step by step with the same function by which the pace is kept,
 * from an account that nobody has used today. Pure.
 *
 * @param from when it begins, in milliseconds since 1970: hours of the day are counted from there
 */
export function estimate(load: Load, source: PaceTerms, target: PaceTerms, speed: Speed, from: number): Estimate {
  const spent: Record<Bound, number> = {
    'source-out': 0,
    'target-in': 0,
    'target-out': 0,
    hours: 0,
    bandwidth: 0,
    speed: 0,
  }
  const reckoning = { load, speed, spent }
  const copied = reckon(reckoning, [source, target], sides(['source-out', source.out], ['target-in', target.in]), from)
  const read = reckon(reckoning, [target], sides(['target-out', target.out]), copied)
  const [bound] = (Object.keys(spent) as Bound[]).sort((one, other) => spent[other] - spent[one])
  return {
    copySeconds: (copied - from) / 1_000,
    verifySeconds: (read - copied) / 1_000,
    bound: bound ?? 'speed',
  }
}

const sides = (...of: readonly (readonly [Bound, DayLimit | undefined])[]): Side[] =>
  of.flatMap(([bound, limit]) => (limit === undefined ? [] : [{ bound, limit, uses: [] }]))

interface Reckoning {
  readonly load: Load
  readonly speed: Speed
  /** Milliseconds that each bound took. */
  readonly spent: Record<Bound, number>
}

/** When all of the load has passed these sides. */
function reckon(
  { load, speed, spent }: Reckoning,
  terms: readonly PaceTerms[],
  limited: readonly Side[],
  from: number,
) {
  if (load.messages === 0) return from
  const smallest = Math.min(...limited.map(({ limit }) => limit.octets / STEPS_A_DAY), Number.POSITIVE_INFINITY)
  const steps = Math.max(200, Math.min(STEPS, Math.ceil(load.octets / smallest)))
  const step = load.octets / steps
  const { bound, milliseconds } = pace(load, speed, terms)
  let now = from
  for (let n = 0; n < steps; n++) {
    now = whenAllowed(limited, terms, step, now, spent)
    for (const side of limited) use(side, step, now)
    now += milliseconds / steps
    spent[bound] += milliseconds / steps
  }
  return now
}

/** What it takes where no day and no hour holds it back. */
function pace(load: Load, speed: Speed, terms: readonly PaceTerms[]): { bound: Bound; milliseconds: number } {
  const bandwidth = Math.min(...terms.map((one) => one.bandwidth ?? Number.POSITIVE_INFINITY))
  const byBandwidth = load.octets / bandwidth
  const bySpeed = Math.max(load.octets / speed.octetsPerSecond, load.messages / speed.messagesPerSecond)
  return byBandwidth > bySpeed
    ? { bound: 'bandwidth', milliseconds: byBandwidth * 1_000 }
    : { bound: 'speed', milliseconds: bySpeed * 1_000 }
}

/** The next moment at which every side has room and it is the hour for it. */
function whenAllowed(
  limited: readonly Side[],
  terms: readonly PaceTerms[],
  step: number,
  from: number,
  spent: Record<Bound, number>,
): number {
  let now = from
  const waitUntil = (at: number, bound: Bound) => {
    spent[bound] += at - now
    now = at
  }
  for (let before = -1; before !== now; ) {
    before = now
    for (const { hours } of terms) if (hours !== undefined) waitUntil(opensAt(hours, now), 'hours')
    for (const { uses, limit, bound } of limited)
      waitUntil(grant(uses, limit.octets, { wanted: step, least: step }, now).at, bound)
  }
  return now
}

function use(side: Side, octets: number, now: number): void {
  const last = side.uses.at(-1)
  const span = spanOf(now)
  // What no longer counts is let go, so that a copy of months costs no more a step than one of days.
  if (last?.span !== span) side.uses = side.uses.filter((one) => (one.span + 1) * SPAN_MS + DAY_MS > now)
  if (last?.span === span) side.uses[side.uses.length - 1] = { span, octets: last.octets + octets }
  else side.uses.push({ span, octets })
}
