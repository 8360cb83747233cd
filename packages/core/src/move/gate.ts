import type { Role } from '../model/roles.ts'
import type { Stage } from '../model/stages.ts'
import { CHECK_RULES, type CheckRule, type Evidence } from './checks.ts'
import type { MoveFacts } from './facts.ts'
import { type Move, partApplies } from './parts.ts'
import { STAGE_RULES } from './stages.ts'
import type { CheckStatus, MoveState, Override } from './state.ts'

/** One condition of a gate, judged. */
export interface Check {
  readonly name: string
  readonly stage: Stage
  readonly status: CheckStatus
  /** Null where it was not looked at, or nothing is known. */
  readonly evidence: Evidence | null
  readonly asks: string
  readonly remedy: string
  readonly overridableBy: readonly Role[]
}

/** The checks of a stage's gate, judged by the facts alone. */
export function judgeGate(stage: Stage, move: Move, facts: MoveFacts): Check[] {
  return CHECK_RULES.filter((rule) => rule.stage === stage).map((rule) => judge(rule, move, facts))
}

function judge(rule: CheckRule, move: Move, facts: MoveFacts): Check {
  const { name, stage, asks, remedy, overridableBy } = rule
  const applies = partApplies(rule.part, move)
  const evidence = applies ? (rule.find?.(facts) ?? null) : null
  return { name, stage, status: statusOf(rule, applies, evidence), evidence, asks, remedy, overridableBy }
}

function statusOf(rule: CheckRule, applies: boolean, evidence: Evidence | null): CheckStatus {
  if (!applies) return 'not-applicable'
  if (!rule.find) return 'not-built'
  if (!evidence) return 'unknown'
  return evidence.amiss === 0 ? 'green' : 'red'
}

export interface GateJudgement {
  readonly may: boolean
  readonly checks: readonly (Check & { readonly override: Override | null })[]
  /** The checks that keep the gate shut: red or unknown, and not overridden. */
  readonly blocking: readonly Check[]
}

/** Whether the gate of a stage is open: each check green, of no concern, or passed over by somebody who may. */
export function mayLeave(stage: Stage, move: Move, state: MoveState, facts: MoveFacts): GateJudgement {
  const checks = judgeGate(stage, move, facts).map((check) => ({ ...check, override: overrideOf(check, state) }))
  const blocking = checks.filter((check) => isAmiss(check) && check.override === null)
  return { may: blocking.length === 0, checks, blocking }
}

export function isAmiss(check: Pick<Check, 'status'>): boolean {
  return check.status === 'red' || check.status === 'unknown'
}

/** The override that covers a check as it is now: what has become worse since has to be looked at again. */
function overrideOf(check: Check, state: MoveState): Override | null {
  const found = state.overrides.find(({ stage, check: name }) => stage === check.stage && name === check.name)
  if (!found || found.status !== check.status) return null
  return (check.evidence?.amiss ?? 0) <= (found.amiss ?? 0) ? found : null
}

/** Whether a move has any part of this stage. */
export function stageApplies(stage: Stage, move: Move): boolean {
  return STAGE_RULES[stage].parts.some((part) => partApplies(part, move))
}

/** Whether Caravan can judge anything of this stage yet. A stage that is not built shows as such and holds nobody up. */
export function isBuilt(stage: Stage): boolean {
  return CHECK_RULES.some((rule) => rule.stage === stage && rule.find !== undefined)
}

/** Stages that this one still waits for. Behind one that does not concern the move stand those that it would wait for. */
export function waitsFor(stage: Stage, move: Move, state: MoveState): Stage[] {
  const concerning = (others: readonly Stage[]): Stage[] =>
    others.flatMap((other) =>
      stageApplies(other, move) && isBuilt(other) ? [other] : concerning(STAGE_RULES[other].after),
    )
  const { after, beside } = STAGE_RULES[stage]
  const waiting = [
    ...concerning(after).filter((other) => state.stages[other].status !== 'left'),
    ...concerning(beside).filter((other) => state.stages[other].status === 'waiting'),
  ]
  return [...new Set(waiting)]
}
