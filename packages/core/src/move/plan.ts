import { CaravanError } from '../model/errors.ts'
import { STAGES, type Stage } from '../model/stages.ts'
import { addDays, type CalendarDay } from './calendar.ts'
import { isBuilt, stageApplies } from './gate.ts'
import { type Move, type Part, partApplies } from './parts.ts'
import { type Offset, STAGE_RULES } from './stages.ts'

/** A stage with its days, both included, in the move's time zone. */
export interface PlannedStage {
  readonly stage: Stage
  /** Whether this move has any part of it. */
  readonly applies: boolean
  /** False where Caravan cannot judge anything of it yet; then it holds nobody up. */
  readonly built: boolean
  /** Null where it does not apply, or the cut-over day is not set. */
  readonly begins: CalendarDay | null
  readonly ends: CalendarDay | null
  readonly parts: readonly { readonly part: Part; readonly applies: boolean }[]
}

/** Days before the switch that the first notices go out, two to four weeks. */
const ANNOUNCE_DAYS = { least: 14, usual: 21, most: 28 }
const WATCH_DAYS = { least: 7, most: 730 }
/** Where no address changes, nobody has to learn a new one. */
const WATCH_SAME_DOMAIN = 30
const WATCH_NEW_ADDRESSES = 90

/** The stages of a move with their dates, in their order. Errors: `date-invalid`, `move-plan-invalid`. */
export function planOf(move: Move): PlannedStage[] {
  const dated = datesOf(move)
  return STAGES.map((stage) => {
    const { parts, begins, ends } = STAGE_RULES[stage]
    const applies = stageApplies(stage, move)
    const day = (offset: Offset) => (applies ? dated(offset) : null)
    return {
      ...{ stage, applies, built: isBuilt(stage), begins: day(begins), ends: day(ends) },
      parts: parts.map((part) => ({ part, applies: partApplies(part, move) })),
    }
  })
}

/** Where a day stands to the days of a stage. */
export function standingOn(
  planned: Pick<PlannedStage, 'begins' | 'ends'>,
  day: CalendarDay,
): 'ahead' | 'due' | 'past' | 'undated' {
  if (planned.begins === null || planned.ends === null) return 'undated'
  if (day < planned.begins) return 'ahead'
  return day > planned.ends ? 'past' : 'due'
}

function datesOf(move: Move): (offset: Offset) => CalendarDay | null {
  const announce = within('announceDays', move.announceDays ?? ANNOUNCE_DAYS.usual, ANNOUNCE_DAYS)
  const watchUsual = move.kind === 'same-domain' ? WATCH_SAME_DOMAIN : WATCH_NEW_ADDRESSES
  const watch = within('watchDays', move.watchDays ?? watchUsual, WATCH_DAYS)
  const from = { cutover: 0, announcement: -announce, 'watch-end': watch }
  const { cutoverDay } = move
  return (offset) => (cutoverDay === null ? null : addDays(cutoverDay, from[offset.from] + offset.days))
}

function within(name: string, days: number, { least, most }: { least: number; most: number }): number {
  if (Number.isInteger(days) && days >= least && days <= most) return days
  throw new CaravanError(
    'move-plan-invalid',
    `${name} is ${days}; it has to be a whole number from ${least} to ${most}.`,
    'Choose a number of days within these bounds.',
  )
}
