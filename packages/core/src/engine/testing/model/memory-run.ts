import type { CaravanError } from '../../../model/index.ts'
import type { MemoryMessage, MemoryService } from '../../../services/memory/memory.ts'
import { ServiceError } from '../../../services/port.ts'
import type { Database } from '../../../store/index.ts'
import { runPass } from '../../index.ts'
import { EVERYTHING } from '../../plan/rules.ts'
import type { PassReport } from '../../report/report.ts'
import type { History } from './history.ts'
import { deletedBy, endLease } from './ledger-state.ts'
import { Life } from './life.ts'
import { keyOf } from './mail.ts'
import type { MemoryWorld } from './memory-world.ts'
import type { Ran, RunOptions } from './model.ts'
import type { Act, Fault, Where } from './steps.ts'

/** The line is cut; every third time since the service is asked too much. */
const cut = (before: number) =>
  before % 3 === 2
    ? new ServiceError('session', 'throttled', 'The service is asked too much.', 'Run again later.', {
        later: { why: 'throttled', waitMs: 0, longestWaitMs: 0, patienceMs: 0 },
      })
    : new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')

/** Where mail is that was sent and is not seen yet. */
export class OnItsWay {
  readonly #target: MemoryService
  readonly #history: History
  #held = 0
  constructor({ target, history }: MemoryWorld) {
    this.#target = target
    this.#history = history
  }
  get any(): boolean {
    return this.#held > 0 || [...this.#target.folders.values()].some((f) => f.messages.some((m) => m.hidden === true))
  }
  held(): void {
    this.#held++
  }
  /** True where something was stored that had been held back. */
  arrive(): boolean {
    const late = this.#held > 0
    this.#held = 0
    const hidden = [...this.#target.folders.values()].flatMap(({ messages }) =>
      messages.filter((m) => m.hidden === true),
    )
    this.#history.cameToLight(hidden.map(({ bytes }) => keyOf(bytes)))
    this.#target.storeHeld()
    this.#target.showHidden()
    return late
  }
}

/** One pass over the world, with what strikes it. */
export async function run(
  db: Database,
  world: MemoryWorld,
  onItsWay: OnItsWay,
  keepRefused: string,
  options: RunOptions,
): Promise<Ran> {
  const { source, target } = world
  const life = new Life()
  const strikes = [...options.strikes]
  const struck: Fault['do'][] = []
  const wrong: string[] = []
  let arrived = false
  let seen = 0
  let paused = false
  let loseAnswer = false
  let hold = false
  let hide = false

  /** The fault that is due at the next thing of this kind, if any. */
  const due = (where: Where): Fault | undefined => {
    const [next] = strikes
    if (paused || next?.where !== where || ++seen < next.after) return undefined
    seen = 0
    strikes.shift()
    struck.push(next.fault.do)
    return next.fault
  }
  const arrive = () => {
    const before = world.standing('target')
    arrived = onItsWay.arrive() || arrived
    world.history.cameLate(before, world.standing('target'))
  }
  const strikeNow = (fault: Fault | undefined, where: Where): void => {
    if (fault === undefined) return
    if (fault.do === 'cut') {
      if (where !== 'ledger') throw cut(struck.length)
    } else if (fault.do === 'lose-answer') loseAnswer = true
    else if (fault.do === 'hold') hold = true
    else if (fault.do === 'hide') hide = true
    else if (fault.do === 'arrive') arrive()
    else if (fault.do === 'kill') life.kill()
    else if (fault.do !== 'second' && fault.do !== 'overtaken') world.act(fault satisfies Act)
  }
  life.onTick = (where) => strikeNow(due(where), where)
  const undisturbed = async <T>(work: () => Promise<T>): Promise<T> => {
    paused = true
    try {
      return await work()
    } finally {
      paused = false
    }
  }
  const pass = (passLife: Life) =>
    runPass({
      db: passLife.ledger(db),
      source: passLife.endpoint(source),
      target: passLife.endpoint(target),
      rules: EVERYTHING,
      verify: 'content',
      connections: options.connections,
      dryRun: false,
      keepRefused,
      accept: options.accept,
      deleteGone: options.deleteGone === true ? 'share' : undefined,
      retry: { attempts: 3, firstPauseMs: 0 },
    })
  life.onCall = async (name) => {
    // Who removes a message holds the lease while he does: nobody can overtake him there.
    const fault = name === 'remove' ? undefined : due('call')
    if (fault?.do === 'second') {
      const code = await undisturbed(() => pass(new Life()).then(() => 'went on', codeOf))
      // A pass that was overtaken no longer has the mailbox.
      const expected = struck.includes('overtaken') ? 'went on' : 'mailbox-in-use'
      if (code !== expected) wrong.push(`a second pass over the same mailbox: ${code}`)
    }
    if (fault?.do === 'overtaken') {
      await undisturbed(async () => {
        await endLease(db.kysely, source.identity)
        await pass(new Life())
      })
    }
  }
  for (const [side, service] of [
    ['source', source],
    ['target', target],
  ] as const) {
    service.onOperation = (operation) => {
      if (paused) return
      life.tick(side)
      if (operation === 'append-answer' && hide) hide = false
      if (operation === 'append-answer' && loseAnswer) {
        loseAnswer = false
        throw cut(struck.length)
      }
    }
  }
  target.hides = () => hide && !paused
  target.holds = () => {
    if (!hold || paused) return false
    hold = false
    onItsWay.held()
    return true
  }
  const removed = new Map<string, MemoryMessage>()
  target.onRemove = (messages) => {
    for (const message of messages)
      for (const [name, folder] of target.folders)
        if (folder.messages.includes(message)) removed.set(`${message.uid} ${name}`, message)
  }
  world.beginRun()
  let report: PassReport | undefined
  try {
    report = await pass(life)
  } catch (error) {
    if (!life.dead && !(struck.includes('overtaken') && codeOf(error) === 'lease-lost')) throw error
  } finally {
    world.running = false
    for (const service of [source, target]) service.onOperation = () => undefined
    target.hides = () => false
    target.holds = () => false
    target.onRemove = () => undefined
    if (life.dead) await endLease(db.kysely, source.identity)
  }
  for (const { folder, uid } of await deletedBy(db.kysely, source.identity)) {
    const message = removed.get(`${uid} ${folder}`)
    if (message === undefined) continue
    const key = keyOf(message.bytes)
    world.history.goneDeleted(key)
    const there = world.standing('target').filter((one) => one.key === key).length
    const others = world.history.foreign.of(key) - world.history.deleted.of(key)
    if (there < others) wrong.push(`deleted: of ${key} others brought ${others}, and ${there} are left`)
  }
  return { report, struck, arrived, wrong }
}

const codeOf = (error: unknown): string => (error as Partial<CaravanError>).code ?? String(error)
