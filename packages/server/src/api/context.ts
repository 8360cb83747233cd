import type { Fetch, HostGuard } from '@caravan/core/guard'
import type { Database, Vault } from '@caravan/core/store'
import type { Logger } from 'pino'
import type { LiveEvents } from '../events/live.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

/** What the parts of one server share. */
export interface ServerContext {
  readonly database: Database
  readonly vault: Vault
  readonly guard: HostGuard
  /** HTTP through the guard. */
  readonly fetch: Fetch
  /** PEM of the authorities that servers outside are trusted by; undefined: the system's. */
  readonly ca: string | undefined
  readonly signIn: SignIn
  /** What is kept on this machine. */
  readonly dataDir: string
  readonly log: Logger
  readonly live: LiveEvents
  /** How it is reached from outside, without a path, as far as is known. */
  readonly publicUrl: string
}
