/** Every reason this package can fail for; stable, so that callers may branch on it. */
export type ImapErrorCode =
  | 'unknown-host'
  | 'connection-refused'
  | 'host-unreachable'
  | 'connect-timeout'
  | 'tls-failed'
  | 'starttls-unavailable'
  | 'proxy-unreachable'
  | 'proxy-sign-in'
  | 'proxy-refused'
  | 'proxy-failed'
  | 'connection-lost'
  | 'response-timeout'
  | 'sign-in-refused'
  | 'sign-in-unsupported'
  | 'command-refused'
  | 'extension-missing'
  | 'invalid-argument'
  | 'protocol-error'
  | 'limit-exceeded'
  | 'literal-broken'

/** What an error carries besides its code and sentence. */
export interface ImapErrorDetail {
  /** The server's own words, where it said any. */
  serverReply?: string | undefined
  /** The response code's atom in capitals (RFC 9051 §7.1, RFC 5530), such as `OVERQUOTA`. */
  responseCode?: string | undefined
  cause?: unknown
}

/** The base of every error that this package throws on purpose. Holds no argument of a command and no secret. */
export class ImapError extends Error {
  override name = 'ImapError'
  readonly code: ImapErrorCode
  readonly serverReply: string | undefined
  readonly responseCode: string | undefined

  constructor(code: ImapErrorCode, message: string, detail: ImapErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.serverReply = detail.serverReply
    this.responseCode = detail.responseCode
  }
}

/** The connection could not be made: host, port, time, proxy, TLS or STARTTLS. */
export class ConnectError extends ImapError {
  override name = 'ConnectError'
}

/** The connection ended (BYE, close, reset) while somebody still waited on it. */
export class ConnectionLostError extends ImapError {
  override name = 'ConnectionLostError'

  constructor(message: string, detail: ImapErrorDetail = {}) {
    super('connection-lost', message, detail)
  }
}

/** No byte came or went for the configured time while a command was in flight. */
export class ResponseTimeoutError extends ImapError {
  override name = 'ResponseTimeoutError'

  constructor(message: string, detail: ImapErrorDetail = {}) {
    super('response-timeout', message, detail)
  }
}

/** The server refused the credentials, or offers no way to sign in with them. */
export class SignInError extends ImapError {
  override name = 'SignInError'
}

/** The server answered a command with NO or BAD. */
export class CommandRefusedError extends ImapError {
  override name = 'CommandRefusedError'
  readonly status: 'NO' | 'BAD'
  /** The command's name without its arguments. */
  readonly command: string

  constructor(command: string, status: 'NO' | 'BAD', detail: ImapErrorDetail) {
    super('command-refused', `The server answered ${status} to ${command}: ${detail.serverReply ?? ''}`, detail)
    this.status = status
    this.command = command
  }
}

/** The command needs an extension that this server does not offer. */
export class ExtensionMissingError extends ImapError {
  override name = 'ExtensionMissingError'
  readonly extension: string

  constructor(extension: string, command: string) {
    super('extension-missing', `The server does not offer ${extension}, which ${command} needs`)
    this.extension = extension
  }
}

/** An argument cannot be sent, such as a flag with a space in it; nothing was sent. */
export class InvalidArgumentError extends ImapError {
  override name = 'InvalidArgumentError'

  constructor(message: string) {
    super('invalid-argument', message)
  }
}

/** The server sent what IMAP does not allow; the message has a short printable excerpt. */
export class ImapProtocolError extends ImapError {
  override name = 'ImapProtocolError'

  constructor(message: string, detail: ImapErrorDetail = {}) {
    super('protocol-error', message, detail)
  }
}

/** The server sent more than a configured limit allows. */
export class LimitExceededError extends ImapError {
  override name = 'LimitExceededError'

  constructor(message: string) {
    super('limit-exceeded', message)
  }
}

/** A body yielded fewer or more bytes than announced, or threw; the connection was destroyed, nothing was padded. */
export class LiteralBrokenError extends ImapError {
  override name = 'LiteralBrokenError'

  constructor(message: string, detail: ImapErrorDetail = {}) {
    super('literal-broken', message, detail)
  }
}

/** A short printable excerpt of what a server sent, for error messages. */
export function excerpt(text: string, length = 80): string {
  const printable = text.slice(0, length).replace(/[^\x20-\x7e]/g, '·')
  return text.length > length ? `${printable}…` : printable
}
