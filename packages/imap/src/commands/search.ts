import { bareArgument } from '../arguments.ts'
import { ImapProtocolError, LimitExceededError } from '../errors.ts'
import { expandRanges, parseSet } from '../sequence-set.ts'
import type { Session } from '../session.ts'

// What one search may list in all; more than any mailbox that was ever seen, less than what hurts (80 MB).
const maxNumbers = 10_000_000

/**
 * UID SEARCH (RFC 3501 §6.4.4); with ESEARCH offered the answer comes as ranges (RFC 4731), since the plain one takes
 * 8 bytes a message in one line.
 *
 * @param criteria as on the wire, such as `SINCE 1-Jan-2020 UNDELETED`
 */
export async function uidSearch(connection: Session, criteria: string): Promise<number[]> {
  const extended = connection.has('ESEARCH') || connection.has('IMAP4REV2')
  const uids: number[] = []
  const add = (numbers: readonly number[]): void => {
    if (uids.length + numbers.length > maxNumbers) {
      throw new LimitExceededError(`The server listed more than ${maxNumbers} numbers`)
    }
    for (const number of numbers) uids.push(number)
  }
  await connection.run({
    name: 'UID SEARCH',
    parts: [`UID SEARCH ${extended ? 'RETURN (ALL) ' : ''}${bareArgument(criteria)}`],
    accept: (response) => {
      if (response.type === 'search') {
        add(response.numbers)
        return true
      }
      if (response.type !== 'esearch') return false
      const all = response.items.get('ALL')
      if (typeof all === 'string') add(expandRanges(parseSet(all), maxNumbers - uids.length))
      else if (all !== undefined) throw new ImapProtocolError('The server sent an ESEARCH whose ALL is no set')
      return true
    },
  })
  return uids
}
