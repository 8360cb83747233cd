import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Caught } from '@caravan/lab'
import { runPass } from '../../index.ts'
import type { PassReport } from '../../report/report.ts'
import type { DovecotWorld } from './dovecot-world.ts'
import type { Ran, RunOptions } from './model.ts'
import { type ImapPass, passOptions } from './pass-options.ts'
import type { Fault, Strike } from './steps.ts'

const PROCESS = fileURLToPath(new URL('pass-process.ts', import.meta.url))

/** How many questions to the ledger there are to one command of a service, roughly. */
const QUESTIONS_A_COMMAND = 5

/** What a pass came to: its report, or the code of its error; nothing where it was killed. */
interface End {
  readonly report?: PassReport
  readonly code?: string
}

/** One pass between two Dovecots, with what strikes it. What kills or stops it happens to a process of its own. */
export async function dovecotRun(world: DovecotWorld, options: RunOptions): Promise<Ran> {
  return new DovecotRun(world, options).run()
}

class DovecotRun {
  readonly #world: DovecotWorld
  readonly #options: RunOptions
  readonly #strikes: Strike[]
  readonly #struck: Fault['do'][] = []
  readonly #wrong: string[] = []
  readonly #snares: (() => void)[] = []
  #arrived = false
  #child: ChildProcess | undefined
  #fault: Error | undefined
  /** Work that a caught command waits for. */
  readonly #atWork = new Set<Promise<void>>()

  constructor(world: DovecotWorld, options: RunOptions) {
    this.#world = world
    this.#options = options
    this.#strikes = options.strikes.filter(({ fault }) => fault.do !== 'renumber')
  }

  async run(): Promise<Ran> {
    const killAt = this.#strikes.find(({ where, fault }) => where === 'ledger' && fault.do === 'kill')?.after
    const alone = this.#strikes.some(({ fault }) => fault.do === 'kill' || fault.do === 'overtaken')
    const pass = this.#pass(killAt)
    this.#lay()
    this.#world.ran = true
    const end = alone ? await this.#inProcess(pass) : await this.#here(pass)
    for (const take of this.#snares) take()
    await Promise.all(this.#atWork)
    if (this.#fault !== undefined) throw this.#fault
    if (end === undefined && !this.#struck.includes('kill')) this.#struck.push('kill')
    const overtaken = this.#struck.includes('overtaken') && end?.code === 'lease-lost'
    if (end?.code !== undefined && !overtaken) throw new Error(`the pass failed: ${end.code}`)
    return { report: end?.report, struck: this.#struck, arrived: this.#arrived, wrong: this.#wrong }
  }

  #pass(killAt?: number): ImapPass {
    const { lab, user } = this.#world
    const { connections, accept, deleteGone = false } = this.#options
    const ports = { source: lab.traps.source.port, target: lab.traps.target.port }
    return {
      url: lab.url,
      user,
      ports,
      keepRefused: lab.keepRefused,
      connections,
      accept,
      leaseMs: lab.leaseMs,
      killAt,
      deleteGone,
    }
  }

  async #here(pass: ImapPass): Promise<End> {
    return runPass(passOptions(pass, this.#world.lab.db.kysely)).then(
      (report) => ({ report }),
      (error: unknown) => ({ code: (error as { code?: string }).code ?? String(error) }),
    )
  }

  async #inProcess(pass: ImapPass): Promise<End | undefined> {
    const child = spawn(process.execPath, [PROCESS, JSON.stringify(pass)], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
    await once(child, 'close')
    return child.signalCode === 'SIGKILL' ? undefined : (JSON.parse(Buffer.concat(said).toString()) as End)
  }

  /** Lays the next strike's snare; each is laid when the one before has struck. */
  #lay(): void {
    const next = this.#strikes.shift()
    if (next === undefined) return
    if (next.where === 'ledger' && next.fault.do === 'kill') {
      this.#lay()
      return
    }
    const { traps } = this.#world.lab
    const nth = next.where === 'ledger' ? Math.ceil(next.after / QUESTIONS_A_COMMAND) : next.after
    const at = next.after % 2 === 0 ? 'before' : 'answer'
    const side = next.where === 'source' ? 'source' : 'target'
    this.#snare(traps[side], { command: /./, at, nth }, async (caught) => {
      this.#struck.push(next.fault.do)
      await this.#strike(next.fault, caught)
      this.#lay()
    })
  }

  #snare(
    trap: DovecotWorld['lab']['traps']['source'],
    snare: Parameters<typeof trap.each>[0],
    then: (caught: Caught) => Promise<void> | void,
  ): void {
    const end = trap.each({ ...snare, times: 1 }, async (caught) => {
      end()
      const work = Promise.resolve(then(caught)).catch((error: unknown) => {
        this.#fault ??= error instanceof Error ? error : new Error(String(error))
      })
      this.#atWork.add(work)
      await work
      this.#atWork.delete(work)
    })
    this.#snares.push(end)
  }

  async #strike(fault: Fault, caught: Caught): Promise<void> {
    const { lab, held } = this.#world
    switch (fault.do) {
      case 'cut': {
        caught.cut()
        return
      }
      case 'lose-answer': {
        this.#snare(lab.traps.target, { command: 'APPEND', at: 'answer' }, (append) => append.cut())
        return
      }
      case 'hold':
      case 'hide': {
        this.#snare(lab.traps.target, { command: 'APPEND', at: 'whole' }, (append) => {
          held.push(append)
          append.cutClient()
        })
        return
      }
      case 'arrive':
        return this.#arrive()
      case 'kill':
        this.#child?.kill('SIGKILL')
        return
      case 'second': {
        const { code = 'went on' } = await this.#here(this.#pass())
        const expected = this.#struck.includes('overtaken') ? 'went on' : 'mailbox-in-use'
        if (code !== expected) this.#wrong.push(`a second pass over the same mailbox: ${code}`)
        return
      }
      case 'overtaken': {
        this.#child?.kill('SIGSTOP')
        await sleep(lab.leaseMs * 1.1)
        await this.#here(this.#pass())
        this.#child?.kill('SIGCONT')
        return
      }
      default:
        return this.#world.act(fault)
    }
  }

  async #arrive(): Promise<void> {
    const before = await this.#world.standing('target')
    this.#arrived = (await this.#world.arrive()) || this.#arrived
    this.#world.history.cameLate(before, await this.#world.standing('target'))
  }
}
