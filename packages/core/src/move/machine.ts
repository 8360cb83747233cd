import { may, type Permission } from '../model/roles.ts'
import { STAGES, type Stage } from '../model/stages.ts'
import { checkRule } from './checks.ts'
import type { MoveFacts } from './facts.ts'
import { isAmiss, judgeGate, mayLeave, stageApplies, waitsFor } from './gate.ts'
import type { Move } from './parts.ts'
import { STAGE_RULES } from './stages.ts'
import { type Actor, type MoveEvent, type MoveState, replay } from './state.ts'

export type MoveCommand =
  | { readonly do: 'open'; readonly stage: Stage }
  | { readonly do: 'leave'; readonly stage: Stage }
  | { readonly do: 'reopen'; readonly stage: Stage; readonly reason: string }
  | { readonly do: 'override'; readonly stage: Stage; readonly check: string; readonly reason: string }
  | { readonly do: 'withdraw-override'; readonly stage: Stage; readonly check: string }

/** What a command is judged by. Facts and state are to be of one moment: read in the transaction that keeps the events. */
export interface Circumstances {
  readonly move: Move
  readonly facts: MoveFacts
  readonly at: Date
}

/** Why a command was refused. Codes stand in docs/errors.md. */
export interface Refusal {
  readonly code:
    | 'role-may-not'
    | 'stage-not-applicable'
    | 'stage-waits'
    | 'stage-not-open'
    | 'stage-already-open'
    | 'stage-not-left'
    | 'later-stage-left'
    | 'gate-shut'
    | 'check-unknown'
    | 'check-not-amiss'
    | 'check-not-overridable'
    | 'override-not-found'
    | 'reason-missing'
    | 'move-closed'
  readonly message: string
  readonly remedy: string
  /** The stages or checks that it is about. */
  readonly concerns: readonly string[]
}

export type Outcome =
  | { readonly state: MoveState; readonly events: readonly MoveEvent[] }
  | { readonly refused: readonly Refusal[] }

const LEAST_REASON = 3
const LONGEST_REASON = 2_000

/**
 * The one place where a move goes from stage to stage. Pure: gives the new state with the events that the audit log has
 * to keep, or the reasons why not, all of them.
 */
export function advance(state: MoveState, command: MoveCommand, actor: Actor, now: Circumstances): Outcome {
  const permission: Permission = command.do === 'override' ? 'gate:override' : 'move:run'
  if (!may(actor.role, permission)) return { refused: [mayNot(actor, permission)] }
  const refused = reasonsAgainst(state, command, actor, now)
  if (refused.length > 0) return { refused }
  const event = eventOf(state, command, actor, now)
  return { state: replay([event], state), events: [event] }
}

function reasonsAgainst(state: MoveState, command: MoveCommand, actor: Actor, now: Circumstances): Refusal[] {
  switch (command.do) {
    case 'open':
      return againstOpening(state, command.stage, now.move)
    case 'leave':
      return againstLeaving(state, command.stage, now)
    case 'reopen':
      return [...againstReopening(state, command.stage), ...againstReason(command.reason)]
    case 'override':
      return [...againstOverriding(state, command.stage, command.check, actor, now), ...againstReason(command.reason)]
    case 'withdraw-override':
      return againstWithdrawing(state, command.stage, command.check)
  }
}

function againstOpening(state: MoveState, stage: Stage, move: Move): Refusal[] {
  if (state.stages[stage].status !== 'waiting')
    return [
      refusal(
        'stage-already-open',
        `The stage ${stage} has begun or is finished.`,
        'Begin it again, if it is finished.',
        stage,
      ),
    ]
  if (!stageApplies(stage, move))
    return [
      refusal('stage-not-applicable', `This move has nothing to do in the stage ${stage}.`, 'Go on without it.', stage),
    ]
  return againstWaiting(state, stage, move)
}

function againstWaiting(state: MoveState, stage: Stage, move: Move): Refusal[] {
  const waiting = waitsFor(stage, move, state)
  if (waiting.length === 0) return []
  const { beside } = STAGE_RULES[stage]
  const steps = waiting.map((other) => (beside.includes(other) ? `open ${other}` : `leave ${other}`))
  const message = `The stage ${stage} waits for ${waiting.join(', ')}.`
  return [refusal('stage-waits', message, `First ${steps.join(', ')}.`, ...waiting)]
}

function againstLeaving(state: MoveState, stage: Stage, { move, facts }: Circumstances): Refusal[] {
  if (state.stages[stage].status !== 'open') return [notOpen(stage)]
  const { blocking } = mayLeave(stage, move, state, facts)
  const shut = blocking.map(({ name, status, remedy }) =>
    refusal('gate-shut', `The check ${name} of the stage ${stage} is ${status}.`, remedy, name),
  )
  return [...againstWaiting(state, stage, move), ...shut]
}

/** Last in, first out: the switch stands on what was left before it, and the way back begins with the switch. */
function againstReopening(state: MoveState, stage: Stage): Refusal[] {
  if (state.stages[stage].status !== 'left')
    return [refusal('stage-not-left', `The stage ${stage} is not finished.`, 'There is nothing to begin again.', stage)]
  const standing = dependants(stage).filter((other) => state.stages[other].status === 'left')
  if (standing.length === 0) return []
  const remedy = `Begin ${standing.join(', ')} again first, if that is to be taken back.`
  return [refusal('later-stage-left', `${standing.join(', ')} came after ${stage}.`, remedy, ...standing)]
}

/** The stages that can only follow this one, however far behind it. */
function dependants(stage: Stage): Stage[] {
  const found = new Set<Stage>([stage])
  // In the order of the stages none needs a later one, so that one round finds them all.
  for (const other of STAGES) if (STAGE_RULES[other].after.some((before) => found.has(before))) found.add(other)
  found.delete(stage)
  return [...found]
}

function againstOverriding(
  state: MoveState,
  stage: Stage,
  name: string,
  actor: Actor,
  { move, facts }: Circumstances,
): Refusal[] {
  const check = judgeGate(stage, move, facts).find((one) => one.name === name)
  if (!check) return [unknownCheck(stage, name)]
  if (state.stages[stage].status !== 'open') return [notOpen(stage)]
  if (!isAmiss(check))
    return [refusal('check-not-amiss', `The check ${name} is ${check.status}.`, 'It keeps nobody up.', name)]
  if (check.overridableBy.length === 0)
    return [
      refusal('check-not-overridable', `The check ${name} keeps a promise; nobody passes over it.`, check.remedy, name),
    ]
  if (check.overridableBy.includes(actor.role)) return []
  const who = check.overridableBy.join(' or ')
  return [refusal('role-may-not', `The check ${name} may be overridden by ${who}.`, `Ask one of them.`, name)]
}

function againstWithdrawing(state: MoveState, stage: Stage, name: string): Refusal[] {
  if (!checkRule(stage, name)) return [unknownCheck(stage, name)]
  if (state.stages[stage].status !== 'open') return [notOpen(stage)]
  if (state.overrides.some((override) => override.stage === stage && override.check === name)) return []
  return [refusal('override-not-found', `The check ${name} is not overridden.`, 'There is nothing to withdraw.', name)]
}

function againstReason(reason: string): Refusal[] {
  const { length } = reason.trim()
  if (length >= LEAST_REASON && length <= LONGEST_REASON) return []
  const message = `A reason has ${LEAST_REASON} to ${LONGEST_REASON} characters.`
  return [refusal('reason-missing', message, 'Say why, for whoever reads the audit log.')]
}

function eventOf(state: MoveState, command: MoveCommand, actor: Actor, now: Circumstances): MoveEvent {
  const signed = { by: actor.member, role: actor.role, at: now.at.toISOString() }
  const { stage } = command
  switch (command.do) {
    case 'open':
      return { event: 'stage-opened', stage, ...signed }
    case 'leave': {
      const { checks } = mayLeave(stage, now.move, state, now.facts)
      const judged = checks.map(({ name, status, evidence, override }) => ({
        ...{ name, status, evidence },
        overridden: override !== null,
      }))
      return { event: 'stage-left', stage, checks: judged, ...signed }
    }
    case 'reopen': {
      const closed = dependants(stage).filter((other) => state.stages[other].status === 'open')
      return { event: 'stage-reopened', stage, reason: command.reason.trim(), closed, ...signed }
    }
    case 'override': {
      const check = judgeGate(stage, now.move, now.facts).find(({ name }) => name === command.check)
      const status = check?.status === 'red' ? 'red' : 'unknown'
      const found = { stage, check: command.check, status, amiss: check?.evidence?.amiss ?? null } as const
      const override = { ...found, reason: command.reason.trim(), ...signed }
      return { event: 'check-overridden', stage, at: signed.at, override }
    }
    case 'withdraw-override':
      return { event: 'override-withdrawn', stage, check: command.check, ...signed }
  }
}

const refusal = (code: Refusal['code'], message: string, remedy: string, ...concerns: string[]): Refusal => ({
  ...{ code, message, remedy },
  concerns,
})

const mayNot = (actor: Actor, permission: Permission) =>
  refusal('role-may-not', `The role ${actor.role} may not do this (${permission}).`, 'Ask an owner or the lead.')

const notOpen = (stage: Stage) =>
  refusal(
    'stage-not-open',
    `The stage ${stage} has not begun.`,
    'Begin it, or begin it again if it is finished.',
    stage,
  )

const unknownCheck = (stage: Stage, name: string) =>
  refusal(
    'check-unknown',
    `The stage ${stage} has no check ${JSON.stringify(name.slice(0, 60))}.`,
    'Name one of its checks.',
    stage,
  )
