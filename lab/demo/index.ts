import { type DemoCompany, foundCompany } from './company.ts'
import { copyAll, prepareCopy, type Tell } from './drive.ts'
import { type Outside, startOutside } from './outside.ts'
import { type DemoMove, planMove } from './plan.ts'
import { type DemoProgram, startProgram } from './program.ts'
import { type DemoServers, startServers } from './servers.ts'

export type { DemoCompany } from './company.ts'
export { passOver, readAddresses } from './drive.ts'
export type { DemoMove } from './plan.ts'
export { addressOf, newPassword, oldPassword, PLANTED } from './roster.ts'

/** The sample company, moving. */
export interface Demo extends AsyncDisposable {
  readonly servers: DemoServers
  readonly outside: Outside
  readonly program: DemoProgram
  readonly company: DemoCompany
  readonly move: DemoMove
  /** Resolves when everything is copied that can be before somebody solves what was planted. */
  copied(): Promise<void>
}

export interface DemoOptions {
  /** 1, the default: the whole company; 0.1: a tenth of its mail. */
  readonly volume?: number
  /** Of each connection to the old home; without it as fast as it goes. */
  readonly bytesPerSecond?: number
  /** Ends what is begun. */
  readonly signal?: AbortSignal
  /** Told of each step. */
  readonly tell?: Tell
  /** Called as soon as somebody can sign in. */
  readonly opened?: (program: DemoProgram, servers: DemoServers, outside: Outside) => void
}

/**
 * Starts both mail services and Caravan, and sets the company's move up through the API, as far as its copy. Throws the
 * signal's reason where it is stopped meanwhile, with nothing left running.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { volume = 1, bytesPerSecond, signal, tell = () => undefined } = options
  const stack = new AsyncDisposableStack()
  const setUp = async ({ program, servers, outside }: Pick<Demo, 'program' | 'servers' | 'outside'>) => {
    const company = await foundCompany(program, outside)
    stack.defer(() => company.events.stop())
    options.opened?.(program, servers, outside)
    tell('The lead names the old and the new service and imports the list of forty mailboxes.')
    const move = await planMove(company, servers, outside)
    await prepareCopy(company, move, tell)
    return { company, move }
  }
  try {
    const servers = stack.use(await startServers(volume, bytesPerSecond))
    signal?.throwIfAborted()
    const outside = stack.use(await startOutside(servers))
    const program = stack.use(await startProgram())
    const { company, move } = await orAborted(setUp({ program, servers, outside }), signal)
    const running = stack.move()
    return {
      ...{ servers, outside, program, company, move },
      copied: () => copyAll(company, move, tell),
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

/** What the work comes to; throws the signal's reason as soon as that is given. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, aborted])
}
