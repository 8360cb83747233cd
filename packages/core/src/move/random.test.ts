import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '../model/roles.ts'
import { STAGES, type Stage } from '../model/stages.ts'
import { CHECK_RULES } from './checks.ts'
import type { MoveFacts } from './facts.ts'
import { judgeGate } from './gate.ts'
import { advance, type MoveCommand } from './machine.ts'
import type { Move } from './parts.ts'
import { STAGE_RULES } from './stages.ts'
import { type Actor, type MoveEvent, type MoveState, newMove, replay } from './state.ts'
import { anyFacts, anyMove, green } from './testing/facts.ts'

interface Step {
  command: MoveCommand
  actor: Actor
  /** Chooses among the steps that lead on, where the command is not taken as it is. */
  chance: number
  world: number
}

const stage = fc.constantFrom(...STAGES)
const check = fc.constantFrom(...CHECK_RULES).map(({ stage: of, name }) => ({ stage: of, check: name }))
const reason = fc.constantFrom('it is on holiday', 'agreed by telephone', ' ')

const command: fc.Arbitrary<MoveCommand> = fc.oneof(
  fc.record({ do: fc.constantFrom('open' as const, 'leave' as const), stage }),
  fc.record({ do: fc.constant('reopen' as const), stage, reason }),
  fc.tuple(check, reason).map(([of, why]) => ({ do: 'override' as const, ...of, reason: why })),
  check.map((of) => ({ do: 'withdraw-override' as const, ...of })),
)
const actor: fc.Arbitrary<Actor> = fc.record({
  member: fc.constantFrom('anna', 'boris', 'chen'),
  role: fc.oneof({ weight: 4, arbitrary: fc.constant('owner' as const) }, fc.constantFrom(...ROLES)),
})
const step: fc.Arbitrary<Step> = fc.record({
  command,
  actor,
  chance: fc.noBias(fc.nat(1_000_000)),
  world: fc.noBias(fc.nat(3)),
})

/** A history: some states of the world that follow each other in any order, and what is done in them. */
const history = fc.record({
  move: anyMove,
  worlds: fc.tuple(fc.constant(green as MoveFacts), fc.constant(green as MoveFacts), anyFacts, anyFacts),
  steps: fc.array(step, { maxLength: 120, size: 'max' }),
})

const AT = new Date('2026-11-21T20:00:00Z')
const seen = { left: 0, leftByOverride: 0, closed: 0, reopened: 0, refused: 0 }

test('no commands lead through a gate past a red check without an override by a role that may', () => {
  fc.assert(
    fc.property(history, ({ move, worlds, steps }) => {
      let state: MoveState = newMove()
      const log: { event: MoveEvent; facts: MoveFacts }[] = []
      for (const { command: any, actor: by, chance, world } of steps) {
        const facts = worlds[world]!
        const next = chance % 5 === 0 ? any : leadingOn(state, move, facts, chance)
        const before = structuredClone(state)
        const outcome = advance(state, next, by, { move, facts, at: new Date(AT.getTime() + log.length * 1_000) })
        expect(state, 'the state that was given stays as it was').toEqual(before)
        if ('refused' in outcome) {
          seen.refused++
          expect(outcome.refused.length).toBeGreaterThan(0)
          continue
        }
        for (const event of outcome.events) {
          if (event.event === 'stage-left') expectOpenGate(event.stage, judgeGate(event.stage, move, facts), log)
          if (event.event === 'stage-reopened') seen.reopened++
          log.push({ event, facts })
        }
        state = outcome.state
        expectOrder(state)
      }
      if (state.stages.close.status === 'left') seen.closed++
      const kept = JSON.parse(JSON.stringify(log.map(({ event }) => event))) as MoveEvent[]
      expect(replay(kept)).toEqual(state)
    }),
    { numRuns: 400 },
  )
  // What was to be shown was met, and often.
  for (const count of Object.values(seen)) expect(count, JSON.stringify(seen)).toBeGreaterThan(20)
})

/** One of the steps that lead on from here, so that histories come far; all that they meet is judged without it. */
function leadingOn(state: MoveState, move: Move, facts: MoveFacts, chance: number): MoveCommand {
  const steps: MoveCommand[] = STAGES.flatMap((one): MoveCommand[] => {
    if (state.stages[one].status === 'waiting') return [{ do: 'open', stage: one }]
    if (state.stages[one].status === 'left')
      return chance % 31 === 0 ? [{ do: 'reopen', stage: one, reason: 'the way back' }] : []
    const amiss = judgeGate(one, move, facts).filter(({ status }) => status === 'red' || status === 'unknown')
    const overrides = amiss.map(({ name }) => ({ do: 'override' as const, stage: one, check: name, reason: 'agreed' }))
    return [{ do: 'leave', stage: one }, ...overrides]
  })
  return steps[chance % steps.length] ?? { do: 'open', stage: 'assess' }
}

/** Read from the log alone, and not by the machine's own means. */
function expectOpenGate(
  left: Stage,
  checks: readonly { name: string; status: string; evidence: { amiss: number } | null }[],
  log: readonly { event: MoveEvent }[],
): void {
  seen.left++
  for (const { name, status, evidence } of checks) {
    if (status !== 'red' && status !== 'unknown') continue
    const rule = CHECK_RULES.find((one) => one.stage === left && one.name === name)!
    let found: (MoveEvent & { event: 'check-overridden' })['override'] | undefined
    for (const { event } of log) {
      if (event.stage !== left) continue
      if (event.event === 'check-overridden' && event.override.check === name) found = event.override
      if (event.event === 'override-withdrawn' && event.check === name) found = undefined
      if (event.event === 'stage-reopened') found = undefined
    }
    expect(found, `${left} was left past ${name}`).toBeDefined()
    expect(['owner', 'lead']).toContain(found!.role)
    expect(rule.overridableBy).toContain(found!.role)
    expect(['final-pass-run', 'messages-accounted-for', 'credentials-erased']).not.toContain(name)
    expect(found!.reason.trim().length).toBeGreaterThan(2)
    expect(found!.status).toBe(status)
    expect(found!.amiss ?? 0).toBeGreaterThanOrEqual(evidence?.amiss ?? 0)
    seen.leftByOverride++
  }
}

/** What was left was left in its order, but for stages that this move goes past. */
function expectOrder({ stages }: MoveState): void {
  if (stages.cutover.status === 'left') expect(stages.prepare.status).toBe('left')
  if (stages.close.status !== 'waiting') expect(stages.cutover.status).toBe('left')
  for (const one of STAGES)
    for (const before of STAGE_RULES[one].after)
      if (stages[one].status === 'left' && ['assess', 'approve', 'prepare', 'cutover'].includes(before))
        expect(stages[before].status, `${one} is left`).toBe('left')
}
