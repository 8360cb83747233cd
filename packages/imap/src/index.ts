export type { SequenceSet } from './arguments.ts'
export type { FetchBody } from './body.ts'
export type { Command, CommandPart, DialoguePart, LiteralBody, LiteralPart, SecretPart } from './command.ts'
export type { AppendMessage, AppendResult } from './commands/append.ts'
export type { AppendPipeline, AppendPipelineOptions } from './commands/append-pipeline.ts'
export type { Credentials } from './commands/authenticate.ts'
export type { FetchOptions, FetchStream } from './commands/fetch.ts'
export { type ListEntry, type ListOptions, specialUse } from './commands/list.ts'
export type { QuotaRoot } from './commands/quota.ts'
export type { SelectedMailbox } from './commands/select.ts'
export type { MailboxStatus } from './commands/status.ts'
export type { StoreMode, StoreOptions } from './commands/store.ts'
export { type ConnectOptions, connect } from './connect.ts'
export type { ImapConnection } from './connection.ts'
export type { ImapValue } from './cursor.ts'
export {
  CommandRefusedError,
  ConnectError,
  ConnectionLostError,
  ExtensionMissingError,
  ImapError,
  type ImapErrorCode,
  type ImapErrorDetail,
  ImapProtocolError,
  InvalidArgumentError,
  LimitExceededError,
  LiteralBrokenError,
  ResponseTimeoutError,
  SignInError,
} from './errors.ts'
export type { FetchResponse } from './fetch-response.ts'
export { formatInternalDate, type InternalDate, parseInternalDate } from './internal-date.ts'
export { defaultLimits, type Limits } from './limits.ts'
export { decodeMailboxName, decodeUtf7, encodeMailboxName, encodeUtf7 } from './mailbox-name.ts'
export { dial } from './proxy/dial.ts'
export type { ProxyOptions } from './proxy/proxy.ts'
export type * from './response.ts'
export type { ResponseCode } from './response-code.ts'
export { compressSet, countRanges, expandRanges, type NumberRange, parseSet, splitSet } from './sequence-set.ts'
export type { Traffic } from './traffic.ts'
