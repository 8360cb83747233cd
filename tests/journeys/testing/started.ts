import { caravan, type Ran } from './caravan.ts'

/** A command that runs. */
export interface Started {
  readonly pid: number
  signal: (name: NodeJS.Signals) => void
  readonly ended: Promise<Ran>
}

/** Starts `caravan copy` and does not wait for its end. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  let started: Pick<Started, 'pid' | 'signal'> | undefined
  const ended = caravan(['copy', ...args, '--json'], {
    env,
    onStart: (signal, pid) => {
      started = { signal, pid }
    },
  })
  if (started === undefined) throw new Error('The command was not started.')
  return { ...started, ended }
}

/** Ends a command as a power cut would, and waits until it is gone. */
export async function kill({ signal, ended }: Started): Promise<void> {
  signal('SIGKILL')
  await ended
}

/** Waits for what has to come while a command runs; a command that ends before is a failure with its words. */
export async function meanwhile<T>({ ended }: Started, what: Promise<T>): Promise<T> {
  const early = ended.then(({ status, stdout, stderr }) => {
    throw new Error(`The command ended with ${status} before that: ${stdout}${stderr}`)
  })
  return Promise.race([what, early])
}
