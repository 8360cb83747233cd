import type { ImapValue } from './cursor.ts'
import type { FetchResponse } from './fetch-response.ts'
import type { ResponseCode } from './response-code.ts'
import type { NumberRange } from './sequence-set.ts'

/** OK, NO, BAD, BYE or PREAUTH, with or without a tag (RFC 3501 §7.1). */
export interface StateResponse {
  type: 'state'
  /** undefined for an untagged one. */
  tag: string | undefined
  state: 'OK' | 'NO' | 'BAD' | 'BYE' | 'PREAUTH'
  code: ResponseCode | undefined
  /** The human words after the code. */
  text: string
}

/** `+ …`: the server waits for the rest of a command. */
export interface ContinuationResponse {
  type: 'continuation'
  text: string
}

/** One line of LIST, LSUB or XLIST. */
export interface ListResponse {
  type: 'list'
  command: 'LIST' | 'LSUB' | 'XLIST'
  flags: string[]
  /** undefined where the hierarchy is flat (NIL). */
  delimiter: string | undefined
  /** The name as on the wire, a character a byte; what commands take. */
  rawName: string
  /** RFC 5465 §5.4 / RFC 9051 §7.3.1 OLDNAME, raw; undefined where the server gave none. */
  oldName: string | undefined
}

/** The values of a STATUS answer, under their names in capitals (RFC 3501 §7.2.4). */
export interface MailboxStatusResponse {
  type: 'mailbox-status'
  rawName: string
  items: Map<string, bigint>
}

/** One namespace (RFC 2342 §5). */
export interface Namespace {
  /** Raw, a character a byte. */
  prefix: string
  delimiter: string | undefined
}

export interface NamespaceResponse {
  type: 'namespace'
  personal: Namespace[]
  others: Namespace[]
  shared: Namespace[]
}

/** What is used of a limit, and the limit. */
export interface QuotaResource {
  used: number
  limit: number
}

/** QUOTA (RFC 9208 §4.2.1); resources under their names in capitals. */
export interface QuotaResponse {
  type: 'quota'
  root: string
  resources: Map<string, QuotaResource>
}

/** ACL (RFC 4314 §3.6): rights by identifier. */
export interface AclResponse {
  type: 'acl'
  rawName: string
  rights: Map<string, string>
}

/** METADATA (RFC 5464 §4.4): values by entry, a character a byte; null where there is none. */
export interface MetadataResponse {
  type: 'metadata'
  rawName: string
  entries: Map<string, string | null>
}

/** SEARCH or SORT (RFC 3501 §7.2.5, RFC 5256). */
export interface SearchResponse {
  type: 'search'
  numbers: number[]
  modSeq: bigint | undefined
}

/** ESEARCH (RFC 4731 §3.1); items under their names in capitals. */
export interface ExtendedSearchResponse {
  type: 'esearch'
  tag: string | undefined
  uid: boolean
  items: Map<string, ImapValue>
}

/** EXISTS, RECENT or EXPUNGE (RFC 3501 §7.3, §7.4.1). */
export interface CountResponse {
  type: 'exists' | 'recent' | 'expunge'
  number: number
}

/** VANISHED (RFC 7162 §3.2.10). */
export interface VanishedResponse {
  type: 'vanished'
  earlier: boolean
  uids: NumberRange[]
}

/** CAPABILITY or ENABLED, names in capitals. */
export interface NamesResponse {
  type: 'capability' | 'enabled'
  names: string[]
}

export interface FlagsResponse {
  type: 'flags'
  flags: string[]
}

/** ID (RFC 2971 §3.2); null for NIL. */
export interface IdResponse {
  type: 'id'
  fields: Map<string, string | null> | null
}

/** A response that this client does not know: its text, with literals elided. */
export interface UnknownResponse {
  type: 'unknown'
  raw: string
}

export type UntaggedResponse =
  | StateResponse
  | ListResponse
  | MailboxStatusResponse
  | NamespaceResponse
  | QuotaResponse
  | AclResponse
  | MetadataResponse
  | SearchResponse
  | ExtendedSearchResponse
  | CountResponse
  | VanishedResponse
  | NamesResponse
  | FlagsResponse
  | IdResponse
  | FetchResponse
  | UnknownResponse

export type Response = UntaggedResponse | ContinuationResponse
