/** A talk by which somebody proves who they are (RFC 4422 §3). */
export interface Mechanism {
  readonly name: string
  /** What is said first; undefined where the server speaks first. It goes with the command where SASL-IR is offered. */
  readonly initial: Buffer | undefined
  /**
   * Answers a challenge.
   * @throws SignInError where the server breaks the mechanism's rules, or has not proved itself
   */
  respond(challenge: Buffer): Buffer
  /**
   * What the server must have said by the time that it says OK.
   * @throws SignInError
   */
  finished?(): void
  /** The server's own words on a refusal, where the mechanism has a place for them. */
  readonly detail?: string
  /** Texts that no log and no error shows, beside the password or token itself. */
  readonly secrets: readonly string[]
}

export const NOTHING = Buffer.alloc(0)
