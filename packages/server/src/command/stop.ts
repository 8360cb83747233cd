import { CaravanError } from '@caravan/core/model'

/** What a pass ends with when its user stops it. */
export class StoppedError extends CaravanError {
  constructor() {
    super('stopped', 'The pass was stopped.', 'Run the same command again: it goes on where it was.')
    this.name = 'StoppedError'
  }
}

/** Ctrl-C, a service manager's stop, and a terminal that was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Until somebody wants the program to stop. */
export function stopOnSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const name of SIGNALS) process.off(name, stop)
      resolve()
    }
    for (const name of SIGNALS) process.on(name, stop)
  })
}

/** The first Ctrl-C lets what is under way end and report; the second ends at once, which loses nothing either. */
export function stopOnInterrupt(screen: { write(text: string): unknown }): { signal: AbortSignal; done(): void } {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(5)
    screen.write('\nStopping after what is under way. Once more ends at once.\n')
    controller.abort(new StoppedError())
  }
  for (const name of SIGNALS) process.on(name, stop)
  return {
    signal: controller.signal,
    done: () => {
      for (const name of SIGNALS) process.off(name, stop)
    },
  }
}
