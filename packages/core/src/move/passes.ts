import type { PassKind } from '../model/glossary.ts'
import { waitsFor } from './gate.ts'
import type { Refusal } from './machine.ts'
import type { Move } from './parts.ts'
import { STAGE_RULES } from './stages.ts'
import { isClosed, type MoveState } from './state.ts'

/**
 * Why no pass of this kind may run yet, or any more. Copying real mail waits for the approval: a trial, which belongs to
 * `prepare`, for that alone; any other pass for the stage `copy` to be opened. From there on they may run until the move
 * closes.
 */
export function againstPass(kind: PassKind, move: Move, state: MoveState): Refusal | undefined {
  if (isClosed(state))
    return {
      code: 'move-closed',
      message: 'The move is closed: nothing is copied any more.',
      remedy: 'Begin its last stage again, if something is left to do.',
      concerns: ['close'],
    }
  if (kind !== 'trial' && state.stages.copy.status !== 'waiting') return undefined
  const before = waitsFor('copy', move, state)
  const { beside } = STAGE_RULES.copy
  const steps = [
    ...before.map((stage) => (beside.includes(stage) ? `begin ${stage}` : `finish ${stage}`)),
    ...(kind === 'trial' ? [] : ['begin copy']),
  ]
  if (steps.length === 0) return undefined
  const concerns = kind === 'trial' ? before : [...before, 'copy']
  return {
    code: 'stage-waits',
    message: `A ${kind} pass waits for ${concerns.join(', ')}.`,
    remedy: `First ${steps.join(', ')}.`,
    concerns,
  }
}
