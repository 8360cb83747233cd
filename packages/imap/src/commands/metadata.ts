import { mailboxArgument, stringArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { InvalidArgumentError, LimitExceededError } from '../errors.ts'
import type { Session } from '../session.ts'

/** Entries of one mailbox, and their octets in all. */
const MOST_ENTRIES = 1_000
const MOST_BYTES = 1024 * 1024

/** GETMETADATA of all entries of a mailbox, private and shared (RFC 5464 §4.2); values as they are, a character a byte. */
export async function metadataOf(connection: Session, rawName: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let bytes = 0
  await connection.run({
    name: 'GETMETADATA',
    parts: ['GETMETADATA (DEPTH infinity) ', mailboxArgument(rawName, connection.utf8), ' (/private /shared)'],
    accept: (response) => {
      if (response.type !== 'metadata') return false
      for (const [entry, value] of response.entries) {
        bytes += entry.length + (value?.length ?? 0)
        if (value !== null) found.set(entry, value)
      }
      if (found.size > MOST_ENTRIES || bytes > MOST_BYTES)
        throw new LimitExceededError('The server sent metadata of a mailbox without an end')
      return true
    },
  })
  return found
}

/** SETMETADATA of one entry (RFC 5464 §4.3). @throws InvalidArgumentError for what is no entry's name */
export async function setMetadata(connection: Session, rawName: string, entry: string, value: string): Promise<void> {
  if (!/^(?:\/[^\x00-\x20\x7f-\uffff*%/(){"\\]+)+$/.test(entry))
    throw new InvalidArgumentError('Not the name of an entry')
  const parts: CommandPart[] = ['SETMETADATA ', mailboxArgument(rawName, connection.utf8)]
  parts.push(` (${entry} `, stringArgument(value), ')')
  await connection.run({ name: 'SETMETADATA', parts })
}
