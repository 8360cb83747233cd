import type { Command } from './command.ts'
import type { FlowGate } from './flow.ts'
import type { StateResponse, UntaggedResponse } from './response.ts'

/** What commands need of the connection that they run on. */
export interface Session {
  /** Capabilities in capitals, as the server last named them. */
  readonly capabilities: ReadonlySet<string>
  /** How often the server named its capabilities. */
  readonly capabilityAnswers: number
  /** Whether names are UTF-8, since UTF8=ACCEPT is enabled (RFC 6855). */
  readonly utf8: boolean
  /** Whether what is said is read by nobody on the way. */
  readonly encrypted: boolean
  /** Counts what commands hold for their consumers. */
  readonly gate: FlowGate
  has(capability: string): boolean
  run(command: Command): Promise<StateResponse>
  withSecrets<T>(secrets: readonly string[], signIn: () => Promise<T>): Promise<T>
  close(): void
}

/** What a connection knows of its server; shared with the wire. */
export class SessionState {
  capabilities: ReadonlySet<string> = new Set()
  /** Counts the answers that named capabilities, to see whether a command brought new ones. */
  capabilityAnswers = 0
  readonly enabled = new Set<string>()
  encrypted = false
  /** Whether the server is this machine. */
  loopback = false
  onUnsolicited: ((response: UntaggedResponse) => void) | undefined

  learn(names: readonly string[]): void {
    this.capabilities = new Set(names)
    this.capabilityAnswers++
  }
}
