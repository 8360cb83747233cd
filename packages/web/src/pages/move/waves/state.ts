import type { AnswerOf, moves, waves } from '@caravan/contract'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

export type Wave = AnswerOf<typeof moves.listWaves>['items'][number]
export type WaveProgress = AnswerOf<typeof waves.readWaveProgress>['items'][number]

export type WaveState = 'unplanned' | 'planned' | 'going' | 'paused' | 'stuck' | 'home'

export const WAVE_LOOK: Readonly<Record<WaveState, { readonly tone: Tone; readonly icon: IconName }>> = {
  unplanned: { tone: 'idle', icon: 'ring' },
  planned: { tone: 'idle', icon: 'clock' },
  going: { tone: 'going', icon: 'running' },
  paused: { tone: 'warning', icon: 'pause' },
  stuck: { tone: 'bad', icon: 'stop' },
  home: { tone: 'ok', icon: 'check' },
}

/** Mailboxes of a wave that are at the new home, listed exceptions or none. */
export const homeOf = (progress: WaveProgress | undefined): number =>
  (progress?.states ?? [])
    .filter(({ state }) => state === 'home' || state === 'exceptions')
    .reduce((sum, { count }) => sum + count, 0)

export function waveState({ startsAt, startedAt, pausedAt }: Wave, progress: WaveProgress | undefined): WaveState {
  if (pausedAt !== null) return 'paused'
  if (startedAt === null) return startsAt === null ? 'unplanned' : 'planned'
  if (progress?.states.some(({ state }) => state === 'stuck') === true) return 'stuck'
  return progress !== undefined && progress.copied > 0 && homeOf(progress) === progress.copied ? 'home' : 'going'
}
