import { expect, test } from 'vitest'
import type { PassKind } from '../model/glossary.ts'
import { advance, type MoveCommand } from './machine.ts'
import { againstPass } from './passes.ts'
import { type MoveState, newMove } from './state.ts'
import { green, move } from './testing/facts.ts'

const KINDS: readonly PassKind[] = ['trial', 'first', 'delta', 'final', 'reverse']
const owner = { member: 'olga', role: 'owner' } as const

function after(...commands: readonly MoveCommand[]): MoveState {
  let state = newMove()
  for (const command of commands) {
    const outcome = advance(state, command, owner, { move, facts: green, at: new Date() })
    if ('refused' in outcome) throw new Error(outcome.refused[0]?.message)
    state = outcome.state
  }
  return state
}
const open = (stage: 'assess' | 'approve' | 'prepare' | 'copy') => ({ do: 'open', stage }) as const
const leave = (stage: 'assess' | 'approve') => ({ do: 'leave', stage }) as const
const mayRun = (state: MoveState) => KINDS.filter((kind) => againstPass(kind, move, state) === undefined)

const prepared = [open('assess'), leave('assess'), open('prepare'), open('approve')] as const
const approved = [...prepared, leave('approve')] as const

test('nothing is copied before the change request is approved, and only a trial before the copying begins', () => {
  expect(mayRun(newMove())).toEqual([])
  expect(mayRun(after(...prepared))).toEqual([])
  expect(mayRun(after(...approved))).toEqual(['trial'])
  expect(mayRun(after(...approved, open('copy')))).toEqual(KINDS)
})

test('an approval that is taken back stops the copying', () => {
  const back = { do: 'reopen', stage: 'approve', reason: 'The budget changed.' } as const
  expect(mayRun(after(...approved, open('copy'), back))).toEqual([])
})

test('a pass that waits says for what, and what to do', () => {
  expect(againstPass('first', move, after(...prepared))).toMatchObject({
    code: 'stage-waits',
    message: 'A first pass waits for approve, copy.',
    remedy: 'First finish approve, begin copy.',
    concerns: ['approve', 'copy'],
  })
})

test('a closed move copies nothing', () => {
  const state = after(...approved, open('copy'))
  const closed: MoveState = { ...state, stages: { ...state.stages, close: { status: 'left', since: null } } }
  expect(KINDS.map((kind) => againstPass(kind, move, closed)?.code)).toEqual(KINDS.map(() => 'move-closed'))
})
