/**
 * What the server says: lines that begin with `* ` or `+ ` go out as they are, any other gets the command's tag. No
 * lines is silence.
 */
export type Reply = string | readonly string[]

export interface ScriptedCommand {
  readonly tag: string
  /** The command without its tag, each literal left as `{12}` or `{12+}` in its place. */
  readonly text: string
  readonly literals: readonly Buffer[]
  /** The connection's number, from 1, and the number of this command among those its handler took, from 1. */
  readonly connection: number
  readonly time: number
  readonly session: ScriptedSession
  /** Sends raw text now, before the reply. */
  send: (raw: string | Uint8Array) => void
  /** The client's next line, for AUTHENTICATE and IDLE. */
  readLine: () => Promise<string | undefined>
  /** Ends the connection after the reply, or at once with a reset. */
  close: (reset?: boolean) => void
  /** The reply that would have been given without this handler. */
  byDefault: () => Promise<Reply>
}

export type Handler = Reply | ((command: ScriptedCommand) => Reply | undefined | Promise<Reply | undefined>)

export interface ScriptedSession {
  user: string | undefined
  selected: string | undefined
}

export interface LiteralOffer {
  /** The command so far, up to and with the literal's announcement. */
  readonly text: string
  readonly size: number
  /** Announced with `+`: the client sends it without asking. */
  readonly nonSync: boolean
  readonly connection: number
}

export interface ScriptedAppend {
  folder: string
  flags: string[]
  date: string | undefined
  raw: Buffer
}

export interface ScriptedOptions {
  /** The first handler whose pattern fits `UID FETCH 1:*` and the like answers; one that gives nothing passes on. */
  handlers?: readonly (readonly [RegExp, Handler])[]
  capabilities?: readonly string[]
  /** The words after `* `, or nothing for a silent server. */
  greeting?: string | undefined
  /** Names as they go over the wire. */
  folders?: readonly string[]
  delimiter?: string
  /**
   * Asked for each literal before it is read: nothing takes it; a reply (`NO [TOOBIG] Too large`) refuses the command;
   * a number ends the connection after so many of its bytes.
   */
  onLiteral?: (offer: LiteralOffer) => Reply | number | undefined
  port?: number
}

/** What the default handlers remember. */
export interface ScriptedState {
  readonly capabilities: readonly string[]
  readonly delimiter: string
  readonly folders: string[]
  readonly appended: ScriptedAppend[]
}

export interface ScriptedServer extends AsyncDisposable, ScriptedState {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly connections: number
  /** Each command that was read, as `1 a3 UID FETCH 1:*`: connection, tag, text. */
  readonly transcript: string[]
  stop: () => Promise<void>
}
