/** A command that went by. */
export interface TrapCommand {
  /** The number of its connection, from 1. */
  readonly connection: number
  readonly tag: string
  /** In capitals, such as `APPEND` or `UID FETCH`. */
  readonly name: string
  /** Its first line without the tag. */
  readonly text: string
  /** The sizes of its literals, as far as they were announced. */
  readonly literals: readonly number[]
  /** The server's tagged answer without the tag, once the server gave it; the client may never have seen it. */
  readonly answer: string | undefined
}

/**
 * Where a command is caught.
 *
 * - `before`: the server has seen nothing of it. A client that waits for `+` goes on waiting.
 * - `whole`: all of it has come, and the server has seen nothing of it. A client that waits for `+` is given it.
 * - `{ literalBytes }`: the server has seen it up to so many bytes of its literals, counted together.
 * - `{ answerBytes }`: so many bytes of what the server says to it have gone to the client. Only bytes that come while
 *   no earlier command is unanswered are counted.
 * - `answer`: the server has done it and answered; the client has seen all but the tagged line.
 */
export type TrapPlace =
  | 'before'
  | 'whole'
  | 'answer'
  | { readonly literalBytes: number }
  | { readonly answerBytes: number }

/** Which command is caught, and where. */
export interface Snare {
  /** The name, such as `APPEND` or `UID FETCH`; or what its first line without the tag looks like. */
  readonly command: string | RegExp
  readonly at: TrapPlace
  /** Counted over all connections from when the snare was set, from 1; the first unless told. */
  readonly nth?: number
  /** Only on this connection. */
  readonly connection?: number
}

/** A command that is held. Nothing goes on in its direction of its connection until one of these is called. */
export interface Caught {
  readonly command: TrapCommand
  /** Lets it go on. Where its client is gone meanwhile, the server still gets it and is waited for. */
  release: () => void
  /** Ends the client's connection; the server notices nothing before the command is released and answered. */
  cutClient: () => void
  /** Ends both sides, with what was held. Each gets what was passed on to it before. */
  cut: () => void
  /** The server's tagged answer, or undefined when its connection ended without one. */
  readonly answered: Promise<string | undefined>
}

/** An IMAP proxy on loopback that stops commands at named places. Knows no TLS and no compression. */
export interface Trap extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** How many connections there were, and are now. */
  readonly connections: number
  readonly open: number
  /** How many commands were caught. */
  readonly catches: number
  /** Every command that went by, in order. */
  readonly commands: readonly TrapCommand[]
  /** Waits for the command and holds it. Rejects when the trap stops first. */
  next: (snare: Snare) => Promise<Caught>
  /**
   * Calls back for the nth such command and each later one, `times` (unbounded unless told) in all, and holds each until
   * the callback's promise has settled. Gives back what ends it.
   */
  each: (snare: Snare & { readonly times?: number }, then: (caught: Caught) => void | Promise<void>) => () => void
  /** Ends every open connection now. */
  cutNow: () => void
  stop: () => Promise<void>
}
