import type { AnswerOf, moves } from '@caravan/contract'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

export type Stages = AnswerOf<typeof moves.readStages>
export type Stage = Stages['items'][number]
export type Check = Stage['checks'][number]

export type StageState = 'left' | 'open' | 'blocked' | 'waiting' | 'skipped'

/** How a stage is shown: one that goes on beyond its day, with something missing, is held up. */
export function stateOf({ applies, status, standing, checks }: Stage): StageState {
  if (!applies) return 'skipped'
  if (status !== 'open') return status
  return standing === 'past' && checks.some(isMissing) ? 'blocked' : 'open'
}

/** A check that keeps its gate shut. */
export const isMissing = ({ status, override }: Check): boolean => status === 'red' && override === null

export const STATE_LOOK: Readonly<Record<StageState, { tone: Tone; icon: IconName }>> = {
  left: { tone: 'ok', icon: 'check' },
  open: { tone: 'going', icon: 'running' },
  blocked: { tone: 'bad', icon: 'stop' },
  waiting: { tone: 'idle', icon: 'ring' },
  skipped: { tone: 'idle', icon: 'minus' },
}
