import type { Logger } from 'pino'

export interface Loop {
  /** Runs once more, as soon as it does not run. */
  soon(): void
  /** Resolves once it has come to rest. */
  stop(): Promise<void>
}

/** Does work again and again, never twice at once; what fails is tried again at the next turn. */
export function repeat(name: string, everyMs: number, log: Logger, work: () => Promise<unknown>): Loop {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let wanted = false
  let stopped = false
  const turn = () => {
    clearTimeout(timer)
    wanted = false
    running = work()
      .then(
        () => undefined,
        (error: unknown) => log.warn({ err: error, loop: name }, 'a turn failed and is tried again'),
      )
      .finally(() => {
        running = undefined
        if (!stopped) timer = setTimeout(turn, wanted ? 0 : everyMs)
      })
  }
  turn()
  return {
    soon() {
      wanted = true
      if (running === undefined && !stopped) turn()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
