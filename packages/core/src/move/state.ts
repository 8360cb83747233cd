import type { Role } from '../model/roles.ts'
import { STAGES, type Stage } from '../model/stages.ts'
import type { Evidence } from './checks.ts'

/** A member who does something. */
export interface Actor {
  readonly member: string
  readonly role: Role
}

/** Who did it and when (ISO 8601, UTC). */
interface Signed {
  readonly by: string
  readonly role: Role
  readonly at: string
}

/** Somebody passes a gate in spite of a check. It holds for what was found then, and not for anything worse. */
export interface Override extends Signed {
  readonly stage: Stage
  readonly check: string
  readonly status: 'red' | 'unknown'
  /** How much was amiss; null where it was unknown. */
  readonly amiss: number | null
  readonly reason: string
}

export interface JudgedCheck {
  readonly name: string
  readonly status: CheckStatus
  readonly evidence: Evidence | null
  readonly overridden: boolean
}

export const CHECK_STATUSES = ['green', 'red', 'unknown', 'not-applicable', 'not-built'] as const
export type CheckStatus = (typeof CHECK_STATUSES)[number]

/** What happened to a move, for the audit log. A move's state is these, one after the other, and nothing else. */
export type MoveEvent =
  | (Signed & { readonly event: 'stage-opened'; readonly stage: Stage })
  | (Signed & { readonly event: 'stage-left'; readonly stage: Stage; readonly checks: readonly JudgedCheck[] })
  | (Signed & {
      readonly event: 'stage-reopened'
      readonly stage: Stage
      readonly reason: string
      /** Stages that were open and wait again. */
      readonly closed: readonly Stage[]
    })
  | { readonly event: 'check-overridden'; readonly stage: Stage; readonly at: string; readonly override: Override }
  | (Signed & { readonly event: 'override-withdrawn'; readonly stage: Stage; readonly check: string })

export interface StageState {
  readonly status: 'waiting' | 'open' | 'left'
  /** Since when (ISO 8601, UTC); null where it has waited from the beginning. */
  readonly since: string | null
}

export interface MoveState {
  readonly stages: Readonly<Record<Stage, StageState>>
  readonly overrides: readonly Override[]
}

export function newMove(): MoveState {
  const stages = Object.fromEntries(STAGES.map((stage) => [stage, { status: 'waiting', since: null }]))
  return { stages: stages as Record<Stage, StageState>, overrides: [] }
}

/** The state of a move that these events happened to, in their order. */
export function replay(events: Iterable<MoveEvent>, from: MoveState = newMove()): MoveState {
  let state = from
  for (const event of events) state = apply(state, event)
  return state
}

/** When the switch was made; null before it, and after the way back. */
export function switchedAt(state: MoveState): Date | null {
  const { status, since } = state.stages.cutover
  return status === 'left' && since !== null ? new Date(since) : null
}

/** Whether the move is closed. */
export function isClosed(state: MoveState): boolean {
  return state.stages.close.status === 'left'
}

function apply(state: MoveState, event: MoveEvent): MoveState {
  const { stage, at } = event
  const others = state.overrides.filter((override) => override.stage !== stage)
  switch (event.event) {
    case 'stage-opened':
      return set(state, [stage], { status: 'open', since: at })
    case 'stage-left':
      return set(state, [stage], { status: 'left', since: at })
    case 'stage-reopened':
      // What was passed over then has to be looked at anew.
      return set(set({ ...state, overrides: others }, event.closed, { status: 'waiting', since: at }), [stage], {
        status: 'open',
        since: at,
      })
    case 'check-overridden':
      return { ...state, overrides: [...without(state, stage, event.override.check), event.override] }
    case 'override-withdrawn':
      return { ...state, overrides: without(state, stage, event.check) }
  }
}

const without = (state: MoveState, stage: Stage, check: string) =>
  state.overrides.filter((override) => override.stage !== stage || override.check !== check)

const set = (state: MoveState, stages: readonly Stage[], to: StageState): MoveState => ({
  ...state,
  stages: { ...state.stages, ...Object.fromEntries(stages.map((stage) => [stage, to])) },
})
