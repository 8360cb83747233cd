import type { AnswerOf, moves } from '@caravan/contract'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

export type Stages = AnswerOf<typeof moves.readStages>
export type Stage = Stages['items'][number]
export type Check = Stage['checks'][number]

export type StageState = 'left' | 'open' | 'blocked' | 'waiting' | 'skipped'

type Days = Pick<Stage, 'stage' | 'since' | 'ends'>

/** How a stage is shown: one that goes on beyond its day, with something missing, is overdue. */
export function stateOf(stage: Stage): StageState {
  const { applies, status, standing, checks } = stage
  if (!applies) return 'skipped'
  if (status !== 'open') return status
  return standing === 'past' && wasAhead(stage) && checks.some(isMissing) ? 'blocked' : 'open'
}

/**
 * Whether the end of a stage lay ahead when it began. Its days are counted from the cut-over, and may have passed
 * before anybody could keep them: those are no days that were missed. The cut-over's own was given by somebody.
 */
export const wasAhead = ({ stage, since, ends }: Days): boolean =>
  ends !== null && (stage === 'cutover' || (since !== null && since.slice(0, 10) <= ends))

/** A check that keeps its gate shut. */
export const isMissing = ({ status, override }: Check): boolean => status === 'red' && override === null

/** Checks of the copy's end: before the switch they are red whatever one does, and need nobody. */
const AFTER_SWITCH: ReadonlySet<string> = new Set(['final-pass-run', 'no-pass-waiting', 'messages-accounted-for'])

/** Whether a check that is missing is somebody's turn already. */
export function isDue({ items }: Pick<Stages, 'items'>, { name }: Pick<Check, 'name'>): boolean {
  const cutover = items.find(({ stage }) => stage === 'cutover')
  return !AFTER_SWITCH.has(name) || cutover === undefined || !cutover.applies || cutover.status === 'left'
}

/** Whether somebody of this role may pass over a check: it keeps the gate of an open stage shut. */
export const isPassable = ({ status }: Pick<Stage, 'status'>, check: Check, role: string): boolean =>
  status === 'open' &&
  (check.status === 'red' || check.status === 'unknown') &&
  check.override === null &&
  check.overridableBy.includes(role)

/** Whether a stage can be begun now; one that Caravan can judge nothing of holds nobody up and is not offered. */
export const mayBegin = ({ status, applies, built, waitsFor }: Stage): boolean =>
  status === 'waiting' && applies && built && waitsFor.length === 0

export const STATE_LOOK: Readonly<Record<StageState, { tone: Tone; icon: IconName }>> = {
  left: { tone: 'ok', icon: 'check' },
  open: { tone: 'going', icon: 'running' },
  blocked: { tone: 'bad', icon: 'stop' },
  waiting: { tone: 'idle', icon: 'ring' },
  skipped: { tone: 'idle', icon: 'minus' },
}
