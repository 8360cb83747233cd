import { type Dovecot, startTrap, type Trap } from '@caravan/lab'
import { startMailServer } from './mail-server.ts'
import { startWithoutAppendUid } from './silent-proxy.ts'

/** What a target offers, of that which decides how exactly once is held. */
export const WAYS = [
  ['with everything offered', []],
  ['without UIDPLUS', ['UIDPLUS']],
  ['without MULTIAPPEND', ['MULTIAPPEND']],
  ['with neither UIDPLUS nor MULTIAPPEND', ['UIDPLUS', 'MULTIAPPEND']],
] as const satisfies readonly (readonly [name: string, hidden: readonly string[]])[]

/** A Dovecot that offers so much, behind a trap. Where it has no UIDPLUS it names no UIDs in its answers either. */
export interface Target extends AsyncDisposable {
  readonly dovecot: Dovecot
  /** What stands before it: the server itself, or what takes the UIDs out of its answers. */
  readonly port: number
  readonly trap: Trap
}

const servers = new Map<string, Promise<Dovecot>>()

/** The Dovecots are shared by the tests of a file; the trap is each test's own. */
export async function startTarget(hidden: readonly string[]): Promise<Target> {
  const name = ['target', ...hidden].join('-').toLowerCase()
  const starting = servers.get(name) ?? startMailServer({ name, hideCapabilities: hidden })
  servers.set(name, starting)
  const dovecot = await starting
  const silent = hidden.includes('UIDPLUS') ? await startWithoutAppendUid(dovecot.port) : undefined
  const port = silent?.port ?? dovecot.port
  const trap = await startTrap(port)
  return {
    dovecot,
    port,
    trap,
    [Symbol.asyncDispose]: async () => {
      await trap.stop()
      await silent?.[Symbol.asyncDispose]()
    },
  }
}
