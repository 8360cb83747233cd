import type { StateResponse, UntaggedResponse } from './response.ts'

/** Bytes of which the exact number is known beforehand. */
export interface LiteralPart {
  kind: 'literal'
  size: number
  /** literal8, `~{n}` (RFC 3516 §4.4). */
  binary?: boolean | undefined
  body: LiteralBody
  /** Waits for the server's `+` also where it does not ask for that (RFC 7888 §4), so that it can refuse beforehand. */
  askFirst?: boolean | undefined
  /** What precedes the literal may be answered early: after a NO the command may end behind this literal. */
  mayEndHere?: boolean | undefined
}

/** A literal's bytes: one piece, pieces at hand, or pieces that come in time. */
export type LiteralBody = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** Text that no log shows. */
export interface SecretPart {
  kind: 'secret'
  text: string
}

/** The rest of the command is a talk: each `+ …` is answered by a line that no log shows (RFC 3501 §6.2.2). */
export interface DialoguePart {
  kind: 'dialogue'
  reply: (challenge: string) => string
}

/** A plain string holds a character a byte and no line end. */
export type CommandPart = string | LiteralPart | SecretPart | DialoguePart

/** One command, as the connection takes it. */
export interface Command {
  /** Its name without arguments, for errors and logs. */
  name: string
  /** What follows the tag and a space. */
  parts: readonly CommandPart[]
  /** Takes an untagged response while the command is in flight; false leaves it to the next command. */
  accept?: ((response: UntaggedResponse) => boolean) | undefined
  /** The command ends the session: a BYE is no error (LOGOUT). */
  endsSession?: boolean | undefined
  /** Behind its OK nothing may come in plain text (STARTTLS). */
  startsTls?: boolean | undefined
  /** Behind its OK both sides compress what they say (COMPRESS). */
  compresses?: boolean | undefined
}

/** A command on its way. */
export interface Flight {
  readonly tag: string
  readonly command: Command
  readonly settle: PromiseWithResolvers<StateResponse>
  /** Every byte was handed to the socket. */
  written: boolean
  /** Only its dialogue is left, which the server may end at any time. */
  talking: boolean
  answer: StateResponse | undefined
  /** A response meant for it could not be read. */
  failure: Error | undefined
  /** Untagged responses that it took. */
  responses: number
}
