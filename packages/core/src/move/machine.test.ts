import { describe, expect, test } from 'vitest'
import { may, PERMISSIONS, ROLES } from '../model/roles.ts'
import { STAGES, type Stage } from '../model/stages.ts'
import { CHECK_RULES } from './checks.ts'
import type { MoveFacts } from './facts.ts'
import { judgeGate, mayLeave } from './gate.ts'
import { advance, type MoveCommand, type Outcome } from './machine.ts'
import type { Move } from './parts.ts'
import { type Actor, isClosed, type MoveEvent, type MoveState, newMove, replay, switchedAt } from './state.ts'
import { copyFacts, green, move, some } from './testing/facts.ts'

const lead: Actor = { member: 'lena', role: 'lead' }
const owner: Actor = { member: 'olga', role: 'owner' }
const AT = new Date('2026-11-21T20:00:00Z')

/** A move and what is done to it. */
class Story {
  readonly events: MoveEvent[] = []
  readonly move: Move
  state: MoveState

  constructor(of: Move, state: MoveState = newMove()) {
    this.move = of
    this.state = state
  }

  try(command: MoveCommand, facts: MoveFacts = green, actor = lead): Outcome {
    return advance(this.state, command, actor, { move: this.move, facts, at: AT })
  }

  do(command: MoveCommand, facts: MoveFacts = green, actor = lead): this {
    const outcome = this.try(command, facts, actor)
    if ('refused' in outcome) throw new Error(outcome.refused.map(({ message }) => message).join(' '))
    this.state = outcome.state
    this.events.push(...outcome.events)
    return this
  }

  open(...stages: Stage[]): this {
    for (const stage of stages) this.do({ do: 'open', stage })
    return this
  }

  leave(...stages: Stage[]): this {
    for (const stage of stages) this.do({ do: 'leave', stage })
    return this
  }

  codes(command: MoveCommand, facts: MoveFacts = green, actor = lead): string[] {
    const outcome = this.try(command, facts, actor)
    return 'refused' in outcome ? outcome.refused.map(({ code }) => code) : []
  }
}

const begun = () =>
  new Story(move).open('assess').leave('assess').open('approve', 'prepare').leave('approve').open('copy')
const switched = () => begun().leave('prepare').open('cutover').leave('cutover')

describe('a move', () => {
  test('goes from stage to stage, with copying under way across the switch, until it is closed', () => {
    const story = switched()
    expect(story.state.stages.copy.status).toBe('open')
    expect(switchedAt(story.state)).toEqual(AT)
    story.open('announce', 'watch').leave('announce', 'watch', 'copy').open('close')
    expect(isClosed(story.state)).toBe(false)
    expect(isClosed(story.leave('close').state)).toBe(true)
    expect(replay(JSON.parse(JSON.stringify(story.events)) as MoveEvent[])).toEqual(story.state)
  })

  test('copies no mail before it is approved, unless the organisation has turned that gate off', () => {
    const story = new Story(move).open('assess').leave('assess').open('approve', 'prepare')
    expect(story.codes({ do: 'open', stage: 'copy' })).toEqual(['stage-waits'])
    const asked = { ...green, approval: { required: true, given: null } }
    expect(story.codes({ do: 'leave', stage: 'approve' }, asked)).toEqual(['gate-shut'])
    story.do({ do: 'leave', stage: 'approve' }, { ...green, approval: { required: false, given: null } }).open('copy')
  })

  test('that lays welcome letters is closed once each new mailbox was opened, or a lead says why not', () => {
    const closing = switched().leave('copy').open('close')
    const facts = { ...green, welcome: { mailboxes: 40, unopened: some('a@old.example') } }
    expect(closing.codes({ do: 'leave', stage: 'close' }, facts)).toEqual([])
    const asking = new Story({ ...move, welcomes: true }, closing.state)
    expect(asking.try({ do: 'leave', stage: 'close' }, facts)).toMatchObject({
      refused: [{ code: 'gate-shut', concerns: ['new-mailboxes-opened'] }],
    })
    const check = { stage: 'close', check: 'new-mailboxes-opened' } as const
    asking.do({ do: 'override', ...check, reason: 'On leave until May.' }, facts)
    expect(isClosed(asking.do({ do: 'leave', stage: 'close' }, facts).state)).toBe(true)
  })

  test('is not held up by stages that are not built yet', () => {
    const story = switched().leave('copy').open('close')
    expect([story.state.stages.announce.status, story.state.stages.watch.status]).toEqual(['waiting', 'waiting'])
  })

  test('without an old mailbox cannot be closed before the switch, though nothing between them holds it up', () => {
    const first = new Story({ ...move, kind: 'first-mail', hasSource: false })
    first.open('assess').leave('assess').open('prepare', 'approve').leave('approve', 'prepare')
    expect(first.codes({ do: 'open', stage: 'copy' })).toEqual(['stage-not-applicable'])
    expect(first.codes({ do: 'open', stage: 'close' })).toEqual(['stage-waits'])
    first.open('cutover').leave('cutover').open('close')
  })

  test('says all that stands against a step, with names and what to do', () => {
    const story = begun().leave('prepare').open('cutover')
    const facts = copyFacts({ stale: some('a@old.example'), failed: some('a@old.example', 'b@old.example') })
    const outcome = story.try({ do: 'leave', stage: 'cutover' }, facts)
    expect(outcome).toMatchObject({
      refused: [
        { code: 'gate-shut', concerns: ['copies-fresh'], remedy: expect.stringContaining('delta') as string },
        { code: 'gate-shut', concerns: ['passes-ended-well'] },
      ],
    })
    const { checks } = mayLeave('cutover', move, story.state, facts)
    expect(checks.find(({ name }) => name === 'passes-ended-well')).toMatchObject({
      status: 'red',
      evidence: { amiss: 2, of: 40, examples: ['a@old.example', 'b@old.example'] },
    })
  })

  test('goes back the way it came: the switch first, and what stood on it waits again', () => {
    const story = switched().open('watch')
    const back = (stage: Stage): MoveCommand => ({ do: 'reopen', stage, reason: 'mail bounces' })
    expect(story.codes(back('prepare'))).toEqual(['later-stage-left'])
    expect(story.codes(back('copy'))).toEqual(['stage-not-left'])
    story.do(back('cutover'))
    expect(switchedAt(story.state)).toBeNull()
    expect(story.state.stages.watch.status).toBe('waiting')
    story.do(back('prepare'))
    expect(story.codes({ do: 'leave', stage: 'cutover' })).toEqual(['stage-not-open'])
    expect(story.events.at(-1)).toMatchObject({ event: 'stage-reopened', closed: ['cutover'], reason: 'mail bounces' })
  })

  test('whose approval is taken back stops copying, and does not switch over it', () => {
    const story = begun().leave('prepare').open('cutover')
    story.do({ do: 'reopen', stage: 'approve', reason: 'the price has changed' })
    expect(story.state.stages.copy.status).toBe('waiting')
    expect(story.codes({ do: 'leave', stage: 'cutover' })).toEqual(['stage-waits'])
    story.leave('approve').open('copy').leave('cutover')
  })

  test('refuses a step that is out of turn', () => {
    const story = new Story(move).open('assess')
    expect(story.codes({ do: 'open', stage: 'assess' })).toEqual(['stage-already-open'])
    expect(story.codes({ do: 'leave', stage: 'copy' })).toEqual(['stage-not-open'])
    expect(story.codes({ do: 'open', stage: 'cutover' })).toEqual(['stage-waits'])
    for (const role of ['writer', 'approver', 'viewer'] as const)
      expect(story.codes({ do: 'leave', stage: 'assess' }, green, { member: 'x', role })).toEqual(['role-may-not'])
  })
})

describe('a gate', () => {
  test('takes what is unknown for no better than red', () => {
    const story = new Story(move).open('assess')
    expect(story.codes({ do: 'leave', stage: 'assess' }, {})).toEqual(['gate-shut'])
    expect(judgeGate('assess', move, {}).map(({ status }) => status)).toEqual([
      'unknown',
      ...Array<string>(4).fill('not-built'),
    ])
  })

  test('does not ask what does not concern the move', () => {
    const bare = { ...move, hasSource: false }
    expect(judgeGate('cutover', bare, {}).find(({ name }) => name === 'way-back-rehearsed')).toMatchObject({
      status: 'not-applicable',
      evidence: null,
    })
  })

  test('of the switch asks for fresh copies and the way back, not that all before it has ended', () => {
    const unfinished = copyFacts({ pending: some('a'), exceptionsOpen: some('b'), withoutFinal: some('c') })
    begun().leave('prepare').open('cutover').do({ do: 'leave', stage: 'cutover' }, unfinished)
  })
})

describe('an override', () => {
  const override = (check: string, stage: Stage = 'cutover', reason = 'it is on holiday'): MoveCommand => ({
    ...{ do: 'override', stage, check },
    reason,
  })
  const ready = () => begun().leave('prepare').open('cutover')
  const stale = (...names: string[]) => copyFacts({ stale: some(...names) })

  test('opens the gate for what was found, and not for what has become worse', () => {
    const story = ready().do(override('copies-fresh'), stale('a', 'b'))
    const leave: MoveCommand = { do: 'leave', stage: 'cutover' }
    expect(story.codes(leave, stale('a', 'b', 'c'))).toEqual(['gate-shut'])
    expect(story.codes(leave, { ...green, copy: undefined } as unknown as MoveFacts)).toContain('gate-shut')
    story.do(leave, stale('a'))
    expect(story.events.at(-1)).toMatchObject({
      event: 'stage-left',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'copies-fresh', status: 'red', overridden: true }),
      ]) as unknown,
    })
  })

  test('is written down with who, why and what was found', () => {
    const { events } = ready().do(override('copies-fresh'), stale('a', 'b'))
    expect(events.at(-1)).toEqual({
      event: 'check-overridden',
      stage: 'cutover',
      at: AT.toISOString(),
      override: {
        ...{ stage: 'cutover', check: 'copies-fresh', status: 'red', amiss: 2, reason: 'it is on holiday' },
        ...{ by: 'lena', role: 'lead', at: AT.toISOString() },
      },
    })
  })

  test('of something unknown ends when it is known to be red', () => {
    const story = ready().do(override('copies-fresh'), {})
    expect(mayLeave('cutover', move, story.state, {}).blocking.map(({ name }) => name)).not.toContain('copies-fresh')
    expect(story.codes({ do: 'leave', stage: 'cutover' }, stale('a'))).toEqual(['gate-shut'])
  })

  test('needs a role that may, a reason, and a check that is amiss', () => {
    const story = ready()
    for (const role of ['writer', 'approver', 'viewer'] as const)
      expect(story.codes(override('copies-fresh'), stale('a'), { member: 'x', role })).toEqual(['role-may-not'])
    for (const reason of ['', ' \n\t ', 'ok', 'x'.repeat(2_001)])
      expect(story.codes(override('copies-fresh', 'cutover', reason), stale('a'))).toEqual(['reason-missing'])
    expect(story.codes(override('copies-fresh'))).toEqual(['check-not-amiss'])
    expect(story.codes(override('dns-ready'))).toEqual(['check-not-amiss'])
    expect(story.codes(override('no-such-check'))).toEqual(['check-unknown'])
    expect(story.codes(override('credentials-erased', 'close'), {})).toEqual(['stage-not-open'])
  })

  test('of what the organisation decides about itself is for an owner', () => {
    const story = new Story(move).open('assess').leave('assess').open('approve')
    const asked = { ...green, approval: { required: true, given: null } }
    expect(story.codes(override('approved', 'approve'), asked)).toEqual(['role-may-not'])
    story.do(override('approved', 'approve'), asked, owner).do({ do: 'leave', stage: 'approve' }, asked)
  })

  test('of a promise is refused to everybody', () => {
    const story = switched()
    for (const facts of [copyFacts({ unaccounted: some('a') }), copyFacts({ withoutFinal: some('a') }), {}])
      for (const check of ['messages-accounted-for', 'final-pass-run'])
        expect(story.codes(override(check, 'copy'), facts, owner)[0]).toMatch(/^check-not-(overridable|amiss)$/)
    const closing = switched().leave('copy').open('close')
    const kept = { ...green, credentials: { ...green.credentials, kept: 1 } }
    expect(closing.codes(override('credentials-erased', 'close'), kept, owner)).toEqual(['check-not-overridable'])
    expect(closing.codes({ do: 'leave', stage: 'close' }, kept, owner)).toEqual(['gate-shut'])
  })

  test('can be withdrawn, and ends when its stage is reopened', () => {
    const story = ready().do(override('copies-fresh'), stale('a'))
    const withdraw: MoveCommand = { do: 'withdraw-override', stage: 'cutover', check: 'copies-fresh' }
    const left = story.state
    story.do(withdraw)
    expect(story.codes({ do: 'leave', stage: 'cutover' }, stale('a'))).toEqual(['gate-shut'])
    expect(story.codes(withdraw)).toEqual(['override-not-found'])
    const other = new Story(move, left).do({ do: 'leave', stage: 'cutover' }, stale('a'))
    other.do({ do: 'reopen', stage: 'cutover', reason: 'the way back' })
    expect(other.codes({ do: 'leave', stage: 'cutover' }, stale('a'))).toEqual(['gate-shut'])
  })

  test('is allowed by a check only to roles that may override at all', () => {
    for (const { overridableBy } of CHECK_RULES)
      for (const role of overridableBy) expect(may(role, 'gate:override')).toBe(true)
    expect(ROLES.filter((role) => may(role, 'gate:override'))).toEqual(['owner', 'lead'])
    expect(PERMISSIONS).toContain('gate:override')
    expect(STAGES).toHaveLength(8)
  })
})
