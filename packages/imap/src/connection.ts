import type { SequenceSet } from './arguments.ts'
import type { Command } from './command.ts'
import { addRights, rightsOf } from './commands/acl.ts'
import * as append from './commands/append.ts'
import { AppendPipeline, type AppendPipelineOptions } from './commands/append-pipeline.ts'
import { authenticate, type Credentials } from './commands/authenticate.ts'
import { compress } from './commands/compress.ts'
import * as expunge from './commands/expunge.ts'
import { type FetchOptions, FetchStream } from './commands/fetch.ts'
import { type ListEntry, type ListOptions, list } from './commands/list.ts'
import * as mailbox from './commands/mailbox.ts'
import { metadataOf, setMetadata } from './commands/metadata.ts'
import { type QuotaRoot, quotaOf } from './commands/quota.ts'
import { uidSearch } from './commands/search.ts'
import { type SelectedMailbox, select } from './commands/select.ts'
import * as session from './commands/session.ts'
import { type MailboxStatus, status } from './commands/status.ts'
import { type StoreMode, type StoreOptions, store } from './commands/store.ts'
import { ConnectionLostError, type ImapError } from './errors.ts'
import type { FlowGate } from './flow.ts'
import type { NamespaceResponse, StateResponse, UntaggedResponse } from './response.ts'
import type { Session, SessionState } from './session.ts'
import type { Traffic } from './traffic.ts'
import type { Wire } from './wire.ts'

/**
 * One IMAP session. Any number of commands may be in flight: they are written in the order of the calls. Every method
 * throws CommandRefusedError for the server's NO and BAD, and the error that ended the connection.
 */
export class ImapConnection implements Session {
  readonly #wire: Wire
  readonly #state: SessionState
  /** What the server said first. */
  readonly greeting: string

  constructor(wire: Wire, state: SessionState, greeting: string) {
    this.#wire = wire
    this.#state = state
    this.greeting = greeting
  }

  /** Capabilities in capitals, as the server last named them. */
  get capabilities(): ReadonlySet<string> {
    return this.#state.capabilities
  }

  /** How often the server named its capabilities. */
  get capabilityAnswers(): number {
    return this.#state.capabilityAnswers
  }

  /** Bytes received that wait for their consumer. */
  get heldBytes(): number {
    return this.#wire.heldBytes
  }

  /** Why the connection is over; undefined while it is usable. */
  get closed(): ImapError | undefined {
    return this.#wire.closed
  }

  /** Whether names are UTF-8, since UTF8=ACCEPT is enabled (RFC 6855). */
  get utf8(): boolean {
    return this.#state.enabled.has('UTF8=ACCEPT')
  }

  /** Whether the line is encrypted by TLS. */
  get encrypted(): boolean {
    return this.#state.encrypted
  }

  /** Whether the server is this machine itself, as far as that shows: a proxy hides it. */
  get loopback(): boolean {
    return this.#state.loopback
  }

  /** What has moved so far while somebody waited for the server, and in which time. */
  get traffic(): Traffic {
    return this.#wire.traffic
  }

  /** Receives what no command in flight asked for. */
  set onUnsolicited(listener: ((response: UntaggedResponse) => void) | undefined) {
    this.#state.onUnsolicited = listener
  }

  /** Counts what commands hold for their consumers. */
  get gate(): FlowGate {
    return this.#wire.gate
  }

  /** Whether the server offers a capability, such as `MULTIAPPEND`; in any case. */
  has(capability: string): boolean {
    return this.#state.capabilities.has(capability.toUpperCase())
  }

  /** Sends a command of your own. Resolves with the tagged OK. */
  run(command: Command): Promise<StateResponse> {
    return this.#wire.run(command)
  }

  /** Runs a sign-in while no log line shows these texts. */
  async withSecrets<T>(secrets: readonly string[], signIn: () => Promise<T>): Promise<T> {
    this.#wire.secrets = secrets
    try {
      return await signIn()
    } finally {
      this.#wire.secrets = []
    }
  }

  /** Asks for the capabilities (RFC 3501 §6.1.1). */
  capability(): Promise<ReadonlySet<string>> {
    return session.capability(this)
  }

  /** NOOP (RFC 3501 §6.1.2). */
  noop(): Promise<void> {
    return session.noop(this)
  }

  /** ENABLE (RFC 5161); resolves with what the server enabled. */
  async enable(names: readonly string[]): Promise<string[]> {
    const enabled = await session.enable(this, names)
    for (const name of enabled) this.#state.enabled.add(name)
    return enabled
  }

  /** COMPRESS (RFC 4978): from here on both sides compress what they say; false where the server does not agree. */
  compress(): Promise<boolean> {
    return compress(this)
  }

  /** ID (RFC 2971): says who we are, or nothing with null; resolves with who the server is. */
  id(fields: Readonly<Record<string, string>> | null): Promise<Map<string, string | null> | null> {
    return session.id(this, fields)
  }

  /** NAMESPACE (RFC 2342). */
  namespace(): Promise<NamespaceResponse> {
    return session.namespace(this)
  }

  /** GETQUOTAROOT: the limits that a mailbox is under (RFC 9208). */
  quota(rawName: string): Promise<QuotaRoot[]> {
    return quotaOf(this, rawName)
  }

  /** GETACL: the rights of each identifier (RFC 4314). */
  rights(rawName: string): Promise<Map<string, string>> {
    return rightsOf(this, rawName)
  }

  /** SETACL: adds rights to those that an identifier has. */
  addRights(rawName: string, identifier: string, rights: string): Promise<void> {
    return addRights(this, rawName, identifier, rights)
  }

  /** GETMETADATA: all entries of a mailbox (RFC 5464). */
  metadata(rawName: string): Promise<Map<string, string>> {
    return metadataOf(this, rawName)
  }

  /** SETMETADATA of one entry. */
  setMetadata(rawName: string, entry: string, value: string): Promise<void> {
    return setMetadata(this, rawName, entry, value)
  }

  /** Signs in. @throws SignInError when refused, or when the server offers no fitting way */
  authenticate(credentials: Credentials): Promise<void> {
    return authenticate(this, credentials)
  }

  /** LIST with what the server offers of LIST-EXTENDED, SPECIAL-USE and LIST-STATUS. */
  list(options: ListOptions = {}): Promise<ListEntry[]> {
    return list(this, options)
  }

  /** STATUS (RFC 3501 §6.3.10). */
  status(rawName: string, items: readonly string[]): Promise<MailboxStatus> {
    return status(this, rawName, items)
  }

  /** SELECT: opens a mailbox for reading and writing. */
  select(rawName: string): Promise<SelectedMailbox> {
    return select(this, 'SELECT', rawName)
  }

  /** EXAMINE: opens a mailbox for reading. */
  examine(rawName: string): Promise<SelectedMailbox> {
    return select(this, 'EXAMINE', rawName)
  }

  /** UNSELECT (RFC 3691): leaves the mailbox, and removes nothing from it. @throws ExtensionMissingError */
  unselect(): Promise<void> {
    return mailbox.unselect(this)
  }

  /** CLOSE: leaves the mailbox and removes its messages marked `\Deleted` (RFC 3501 §6.4.2). */
  closeMailbox(): Promise<void> {
    return mailbox.closeMailbox(this)
  }

  /**
   * FETCH or UID FETCH, sent at once. Await nothing else of this connection inside the loop: its answer stands behind
   * the messages that the loop holds back. Leaving the loop early drains the rest.
   */
  fetch(set: SequenceSet, items: string | readonly string[], options: FetchOptions = {}): FetchStream {
    return new FetchStream(this, set, items, options)
  }

  /** UID SEARCH; resolves with the UIDs as the server listed them. */
  uidSearch(criteria: string): Promise<number[]> {
    return uidSearch(this, criteria)
  }

  /** STORE or UID STORE (RFC 3501 §6.4.6). */
  store(set: SequenceSet, mode: StoreMode, flags: readonly string[], options: StoreOptions = {}): Promise<void> {
    return store(this, set, mode, flags, options)
  }

  /** CREATE; a special use such as `\Sent` is given where CREATE-SPECIAL-USE is offered (RFC 6154 §3). */
  create(rawName: string, specialUse?: string): Promise<void> {
    return mailbox.create(this, rawName, specialUse)
  }

  subscribe(rawName: string): Promise<void> {
    return mailbox.subscribe(this, rawName)
  }

  unsubscribe(rawName: string): Promise<void> {
    return mailbox.unsubscribe(this, rawName)
  }

  /** DELETE: removes a mailbox with its messages. */
  delete(rawName: string): Promise<void> {
    return mailbox.remove(this, rawName)
  }

  rename(rawName: string, newRawName: string): Promise<void> {
    return mailbox.rename(this, rawName, newRawName)
  }

  /** EXPUNGE: removes every message marked `\Deleted`, whoever marked it. */
  expunge(): Promise<void> {
    return expunge.expunge(this)
  }

  /** UID EXPUNGE (RFC 4315 §2.1): removes these where marked `\Deleted`. @throws ExtensionMissingError */
  uidExpunge(set: SequenceSet): Promise<void> {
    return expunge.uidExpunge(this, set)
  }

  /** APPEND; several messages go as one MULTIAPPEND, all or none. @throws ExtensionMissingError, LiteralBrokenError */
  append(rawName: string, messages: readonly append.AppendMessage[]): Promise<append.AppendResult> {
    return append.append(this, rawName, messages)
  }

  /** Appends one message a command, many in flight, each with its own result. */
  appendPipeline(rawName: string, options: AppendPipelineOptions = {}): AppendPipeline {
    return new AppendPipeline(this, rawName, options)
  }

  /** LOGOUT, then closes; takes 2 s at most and never throws. */
  async logout(): Promise<void> {
    await session.logout(this)
    this.close()
  }

  /** Closes at once. Commands in flight fail with ConnectionLostError. */
  close(): void {
    this.#wire.close(new ConnectionLostError('The connection was closed by this side'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.logout()
  }
}
