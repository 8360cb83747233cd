/** A company's whole move, stage by stage. */
export { addDays, type CalendarDay, dayIn, daysBetween } from './calendar.ts'
export type { Evidence } from './checks.ts'
export { type CopyFacts, type CopyGroup, copyFactsOf, type MoveFacts, type RefusedSignIn, type Tally } from './facts.ts'
export { type Check, type GateJudgement, judgeGate, mayLeave, waitsFor } from './gate.ts'
export { advance, type Circumstances, type MoveCommand, type Outcome, type Refusal } from './machine.ts'
export { type Move, type Part, partApplies } from './parts.ts'
export { againstPass } from './passes.ts'
export { type PlannedStage, planOf, standingOn } from './plan.ts'
export * from './prepare/people/index.ts'
export {
  type Actor,
  type CheckStatus,
  isClosed,
  type MoveEvent,
  type MoveState,
  newMove,
  type Override,
  replay,
  switchedAt,
} from './state.ts'
