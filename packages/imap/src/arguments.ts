import type { CommandPart } from './command.ts'
import { InvalidArgumentError } from './errors.ts'
import { compressSet } from './sequence-set.ts'

/** UIDs or sequence numbers: ascending numbers, or the text of a set such as `1:*`. */
export type SequenceSet = string | readonly number[]

const plain = /^[\x20-\x7e]*$/
const eightBit = /^[\x01-\x09\x0b\x0c\x0e-\xff]*$/

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/**
 * A string argument: quoted where it may be, else a literal (RFC 3501 §4.3).
 *
 * @param text a character a byte
 * @throws InvalidArgumentError for a NUL, or a character above U+00FF
 */
export function stringArgument(text: string, utf8 = false): CommandPart {
  if (plain.test(text) || (utf8 && eightBit.test(text))) return quote(text)
  if (/[\0\u0100-\uffff]/.test(text))
    throw new InvalidArgumentError('A string cannot be sent: it needs a character a byte')
  return { kind: 'literal', size: text.length, body: Buffer.from(text, 'latin1') }
}

/**
 * A mailbox's raw name.
 *
 * @throws InvalidArgumentError where it is not raw; encodeMailboxName() makes a raw name of a readable one
 */
export function mailboxArgument(rawName: string, utf8: boolean): CommandPart {
  if (/[\0\r\n\u0100-\uffff]/.test(rawName)) {
    throw new InvalidArgumentError('A mailbox name cannot be sent: it needs the raw form, a character a byte')
  }
  return stringArgument(rawName, utf8)
}

/** A parenthesised list of flags and keywords (RFC 3501 §9 flag-list). @throws InvalidArgumentError */
export function flagList(flags: readonly string[]): string {
  for (const flag of flags) {
    if (!/^\\?[^\x00-\x20\x7f-\uffff(){%*"\\]+$/.test(flag)) {
      throw new InvalidArgumentError(`Not a flag that IMAP can carry: ${JSON.stringify(flag.slice(0, 60))}`)
    }
  }
  return `(${flags.join(' ')})`
}

/** A set of messages. @throws InvalidArgumentError where it is empty or no set */
export function setArgument(set: SequenceSet): string {
  const text = typeof set === 'string' ? set : compressSet(set)
  if (!/^(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*$/.test(text)) {
    throw new InvalidArgumentError(`Not a set of messages: ${JSON.stringify(text.slice(0, 60))}`)
  }
  return text
}

/** Text that goes out as it is, such as FETCH items. @throws InvalidArgumentError where it could begin a command */
export function bareArgument(text: string): string {
  if (!plain.test(text) || text === '') throw new InvalidArgumentError('An argument needs printable ASCII')
  return text
}
