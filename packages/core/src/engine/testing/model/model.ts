import type { LedgerDb } from '../../../store/index.ts'
import type { PassOptions } from '../../index.ts'
import { accountedFor, type PassReport } from '../../report/report.ts'
import type { History } from './history.ts'
import { claimsOf, inDoubt, type LedgerState, loseLedger, putBackLedger, saveLedger } from './ledger-state.ts'
import { judge } from './oracle.ts'
import type { Standing } from './standing.ts'
import type { Act, Fault, Manners, Side, Step, Strike } from './steps.ts'

export interface RunOptions {
  readonly connections: number
  readonly strikes: readonly Strike[]
  readonly accept: PassOptions['accept']
  readonly deleteGone?: boolean | undefined
}

/** How a run ended and what fell into it. */
export interface Ran {
  /** Absent where it was killed or taken over. */
  readonly report: PassReport | undefined
  /** The faults that struck; those for which it ended too early are not among them. */
  readonly struck: readonly Fault['do'][]
  /** What was on its way arrived while it ran. */
  readonly arrived: boolean
  readonly wrong: readonly string[]
}

/** Two mailboxes with their owners and the passes between them: what a history happens to. */
export interface World {
  readonly manners: Manners
  readonly history: History
  /** Keys of all mail that ever was. */
  readonly keys: ReadonlySet<string>
  /** The ledger, and the source's name in it. */
  readonly db: LedgerDb
  readonly source: string
  /** Does what an owner does, and notes in the history what follows. What cannot be done is nothing. */
  act(act: Act): Promise<void> | void
  standing(side: Side): Promise<Standing[]> | Standing[]
  /** Whether something was sent that nobody sees yet. */
  onItsWay(): boolean
  /** Lets what is on its way arrive. True where it was stored only now. */
  arrive(): Promise<boolean> | boolean
  run(options: RunOptions): Promise<Ran>
}

const ASK: PassOptions['accept'] = { shrunkenSource: false, removedCopies: 'ask' }
const LEAVE: PassOptions['accept'] = { shrunkenSource: true, removedCopies: 'leave' }

/** How many undisturbed passes it may take until all is settled: the second removes what arrived during the first. */
const UNDISTURBED = 2

/** Lives through one history. Throws with what is wrong; returns how many passes ran. */
export async function live(world: World, steps: readonly Step[]): Promise<number> {
  return new Model(world).live(steps)
}

class Model {
  readonly #world: World
  #saved: LedgerState = []
  #passes = 0
  /** What arrived late, and what owners do in mid-run, may wait for the next pass. */
  #unsettled = false
  /** Copies may be gone that were not there any more, so that a pass may ask. */
  #mayAsk = false

  constructor(world: World) {
    this.#world = world
  }

  async live(steps: readonly Step[]): Promise<number> {
    const { db, source } = this.#world
    try {
      for (const step of steps) await this.#step(step)
      await this.#arrive()
      for (let n = 0; n < UNDISTURBED; n++) await this.#run({ connections: 2, strikes: [] }, n === UNDISTURBED - 1)
      const last = await this.#run({ connections: 2, strikes: [] }, true)
      if (last.messages.copied !== 0) throw new Error(`a further pass copied ${last.messages.copied}`)
      return this.#passes
    } finally {
      await loseLedger(db, source)
    }
  }

  async #step(step: Step): Promise<void> {
    const { db, source, history } = this.#world
    switch (step.do) {
      case 'run':
        await this.#run(step, false)
        return
      case 'arrive':
        return this.#arrive()
      case 'lose-ledger':
        // What is on its way from here on could be known by nobody.
        await this.#arrive()
        history.ledgerLost(await this.#world.standing('source'), await this.#world.standing('target'))
        this.#unsettled = false
        this.#saved = []
        return loseLedger(db, source)
      case 'save-ledger':
        if (this.#world.onItsWay() || this.#unsettled || history.forgetful) return
        this.#saved = await saveLedger(db, source)
        {
          history.ledgerSaved()
          return
        }
      case 'put-back-ledger':
        if (this.#saved.length === 0) return
        await this.#arrive()
        history.ledgerPutBack(this.#world.keys)
        // Of copies that a pass has deleted since, the older ledger says that they stand.
        this.#mayAsk = true
        return putBackLedger(db, source, this.#saved)
      default:
        return this.#act(step)
    }
  }

  async #act(act: Act): Promise<void> {
    await this.#world.act(act)
    if ('side' in act) this.#mayAsk = true
  }

  async #arrive(): Promise<void> {
    const before = await this.#world.standing('target')
    if (!(await this.#world.arrive())) return
    this.#world.history.cameLate(before, await this.#world.standing('target'))
    this.#unsettled = true
  }

  async #run(
    { connections, strikes, deleteGone }: Pick<RunOptions, 'connections' | 'strikes' | 'deleteGone'>,
    settled: boolean,
  ): Promise<PassReport> {
    const { history, manners } = this.#world
    let ran = await this.#once({ connections, strikes, deleteGone, accept: ASK })
    if (ran.report?.status === 'undecided') {
      if (!this.#mayAsk && !ran.struck.some((fault) => !FAULTS.has(fault)))
        throw new Error(`asked without a cause: ${ran.report.error?.message ?? ''}`)
      ran = await this.#once({ connections, strikes: [], deleteGone, accept: LEAVE })
    }
    const { report, struck, arrived, wrong } = ran
    const problems = [...wrong]
    const byOwner = struck.some((fault) => !FAULTS.has(fault))
    if (report !== undefined) problems.push(...(await this.#judgeReport(report, ran)))
    if (struck.length > 0) history.recognised = true
    const whole = report?.status === 'green' || report?.status === 'exceptions'
    if (whole && !byOwner && !arrived) {
      const calm = struck.length === 0 && !this.#world.onItsWay()
      if ((calm && !this.#unsettled) || settled) problems.push(...(await this.#judge(report)))
      if (calm) this.#unsettled = false
      history.noticed(this.#world.onItsWay())
      this.#mayAsk = this.#world.onItsWay()
    } else {
      this.#unsettled = true
      this.#mayAsk = true
    }
    if (settled && !whole) problems.push(`an undisturbed pass ended ${report?.status ?? 'never'}`)
    if (problems.length > 0)
      throw new Error(
        `${problems.join('\n')}\n${JSON.stringify({ manners, struck, status: report?.status, messages: report?.messages, pending: report?.pending, error: report?.error, exceptions: report?.exceptions.map((one) => `${one.code} ${one.folder} ${one.uid} ${one.subject}`) })}`,
      )
    if (report === undefined && settled) throw new Error('no report')
    return report as PassReport
  }

  async #once(options: RunOptions): Promise<Ran> {
    this.#passes++
    this.#world.history.running = true
    const ran = await this.#world.run(options)
    this.#world.history.running = false
    if (ran.struck.includes('overtaken'))
      this.#world.history.overtaken(await this.#world.standing('source'), await this.#world.standing('target'))
    if (ran.report === undefined) this.#world.history.died(await this.#keysInDoubt())
    return ran
  }

  async #keysInDoubt(): Promise<Set<string>> {
    const { db, source } = this.#world
    const doubted = new Set((await inDoubt(db, source)).map(({ folder, uid }) => `${uid} ${folder}`))
    const standing = await this.#world.standing('source')
    return new Set(standing.filter(({ folder, uid }) => doubted.has(`${uid} ${folder}`)).map(({ key }) => key))
  }

  async #judge(report: PassReport): Promise<string[]> {
    const { history, manners, db, source } = this.#world
    return judge({
      source: await this.#world.standing('source'),
      target: await this.#world.standing('target'),
      claims: await claimsOf(db, source),
      history,
      manners,
      report,
    })
  }

  async #judgeReport(report: PassReport, { struck }: Ran): Promise<string[]> {
    const { manners } = this.#world
    const wrong: string[] = []
    if (report.messages.source !== accountedFor(report.messages)) wrong.push('the sums do not balance')
    if (struck.length > 0) return wrong
    // One that is kept once with another that nobody sees yet is in doubt until it is seen.
    if (manners.merges && this.#world.onItsWay()) return wrong
    if (report.messages.source !== (await this.#world.standing('source')).length)
      wrong.push(`${report.messages.source} messages accounted for`)
    if (report.error !== null && report.status !== 'undecided') wrong.push(`error: ${report.error.message}`)
    const allowed = new Set(['doubled-at-target', 'removed-unread'])
    // Of identical messages that are kept once, one has its date.
    if (manners.merges) allowed.add('merged').add('date-not-kept')
    if (manners.refuses === 'one') allowed.add('message-refused')
    if (manners.refuses === 'bare-line-ends') allowed.add('repaired-mended')
    if (manners.refuses === 'odd-headers') allowed.add('repaired-rebuilt')
    for (const { code, subject, remedy } of report.exceptions)
      if (!allowed.has(code)) wrong.push(`an exception for nothing: ${code} ${subject ?? ''} ${remedy}`)
    return wrong
  }
}

const FAULTS = new Set<string>([...['cut', 'lose-answer', 'hold', 'hide', 'arrive', 'kill', 'second', 'overtaken']])
