import { flagList, mailboxArgument } from '../arguments.ts'
import type { CommandPart, LiteralBody } from '../command.ts'
import { ExtensionMissingError, InvalidArgumentError } from '../errors.ts'
import { formatInternalDate } from '../internal-date.ts'
import type { ResponseCode } from '../response-code.ts'
import { countRanges, expandRanges } from '../sequence-set.ts'
import type { Session } from '../session.ts'

/** One message on its way to a mailbox. */
export interface AppendMessage {
  /** `\Recent` is the server's own and refused by many: leave it out. */
  flags: readonly string[]
  /** Sent to the second, in UTC. */
  internalDate?: Date | undefined
  /** Sent as it is, with its zone; goes before `internalDate`. */
  internalDateRaw?: string | undefined
  /** Exact bytes of the body. */
  size: number
  body: LiteralBody
  /** literal8, for bodies with NUL (RFC 3516 §4.4); needs BINARY. */
  binary?: boolean | undefined
  /**
   * Asks the server before the body leaves, also where it takes bodies unasked (RFC 7888 §4): one that finds it too
   * large can say so, where else it may have to hang up. Costs a round trip.
   */
  askFirst?: boolean | undefined
}

/** What the server said of messages that it took. */
export interface AppendResult {
  /** Of the mailbox, where the server has UIDPLUS (RFC 4315 §3). */
  uidValidity: number | undefined
  /** One a message, in the messages' order; undefined where the server named none, or not as many as were sent. */
  uids: number[] | undefined
  /** The server's words. */
  text: string
}

/**
 * APPEND (RFC 3501 §6.3.11), or MULTIAPPEND for several messages (RFC 3502), which takes all or none.
 *
 * @throws ExtensionMissingError where several are given and MULTIAPPEND is not offered, or BINARY is needed
 * @throws InvalidArgumentError for a flag, date or size that cannot be sent; nothing was sent then
 * @throws CommandRefusedError where the server takes none of them
 * @throws LiteralBrokenError where a body is not of its size, or throws; the connection is destroyed then
 */
export async function append(
  connection: Session,
  rawName: string,
  messages: readonly AppendMessage[],
): Promise<AppendResult> {
  if (messages.length === 0) throw new InvalidArgumentError('APPEND needs a message')
  const several = messages.length > 1
  if (several && !connection.has('MULTIAPPEND')) throw new ExtensionMissingError('MULTIAPPEND', 'appending several')
  const parts: CommandPart[] = ['APPEND ', mailboxArgument(rawName, connection.utf8)]
  for (const message of messages) {
    if (message.binary === true && !connection.has('BINARY')) throw new ExtensionMissingError('BINARY', 'a literal8')
    parts.push(head(message), {
      kind: 'literal',
      size: message.size,
      binary: message.binary,
      askFirst: message.askFirst,
      body: message.body,
      mayEndHere: true,
    })
  }
  const answer = await connection.run({ name: 'APPEND', parts })
  return result(answer.text, answer.code, messages.length)
}

function head(message: AppendMessage): string {
  if (!Number.isSafeInteger(message.size) || message.size < 0) {
    throw new InvalidArgumentError(`Not a size of a message: ${message.size}`)
  }
  const flags = message.flags.length === 0 ? ' ' : ` ${flagList(message.flags)} `
  const date = dateTime(message)
  return date === undefined ? flags : `${flags}"${date}" `
}

function dateTime({ internalDate, internalDateRaw }: AppendMessage): string | undefined {
  if (internalDateRaw !== undefined) {
    if (!/^[ \d]\d-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}$/.test(internalDateRaw)) {
      throw new InvalidArgumentError(`Not a date that IMAP can carry: ${JSON.stringify(internalDateRaw.slice(0, 40))}`)
    }
    return internalDateRaw
  }
  if (internalDate === undefined) return undefined
  const year = internalDate.getUTCFullYear()
  // An invalid Date has the year NaN, which fails both comparisons.
  if (!(year >= 0 && year <= 9999)) throw new InvalidArgumentError('Not a date that IMAP can carry')
  return formatInternalDate(internalDate)
}

function result(text: string, code: ResponseCode | undefined, count: number): AppendResult {
  const { uids, uidValidity } = code?.name === 'APPENDUID' ? code : {}
  // A set of another size cannot be matched to the messages; the caller looks for them instead.
  const matched = uids !== undefined && countRanges(uids) === count
  return { uidValidity, uids: matched ? expandRanges(uids, count) : undefined, text }
}
