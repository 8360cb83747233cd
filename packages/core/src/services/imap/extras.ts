import { CommandRefusedError, type ImapConnection } from '@caravan/imap'
import type { FolderExtras } from '../port.ts'

/** Courier names people as `user=anna`, and lists its owner and administrators with every folder. */
const USER = /^user=/i
const OWNERS = ['owner', 'administrators', 'group=administrators']

/** Kept by the server for itself, or said otherwise: special uses are set where a folder is made (RFC 6154). */
const NOT_CARRIED = /^\/(?:private|shared)\/(?:vendor\/|specialuse$)/

/**
 * What belongs to a folder beside its mail, as far as the server tells it.
 * @param name as a command takes it
 * @param user whose mailbox it is: the own rights are nobody else's
 */
export async function extrasOf(connection: ImapConnection, name: string, user: string): Promise<FolderExtras> {
  const own = new Set([user.toLowerCase(), user.toLowerCase().split('@')[0], ...OWNERS])
  const [rights, notes] = await Promise.all([
    connection.has('ACL') ? unlessRefused(connection.rights(name)) : undefined,
    connection.has('METADATA') ? unlessRefused(connection.metadata(name)) : undefined,
  ])
  return {
    rights:
      rights &&
      new Map(
        [...rights]
          .map(([who, which]) => [who.replace(USER, ''), which] as const)
          .filter(([who]) => !own.has(who.toLowerCase())),
      ),
    notes: notes && new Map([...notes].filter(([entry]) => !NOT_CARRIED.test(entry))),
  }
}

/** RFC 4314 §2.1.1: what older servers call c and d. */
const MODERN: Readonly<Record<string, string>> = { c: 'kx', d: 'xte' }

/** Adds rights; the server's words where it does not let, or does not know who that is. */
export function grant(connection: ImapConnection, name: string, who: string, rights: string) {
  const letters = Array.from(rights, (letter) => MODERN[letter] ?? letter).join('')
  const identifier = connection.has('ACL2=UNION') ? `user=${who}` : who
  return refusal(connection.addRights(name, identifier, Array.from(new Set(letters)).join('')))
}

/** Sets an entry; the server's words where it does not let. */
export const annotate = (connection: ImapConnection, name: string, entry: string, value: string) =>
  refusal(connection.setMetadata(name, entry, value))

async function unlessRefused<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof CommandRefusedError) return undefined
    throw error
  }
}

async function refusal(asking: Promise<void>): Promise<string | undefined> {
  try {
    await asking
    return undefined
  } catch (error) {
    if (error instanceof CommandRefusedError) return error.serverReply ?? error.message
    throw error
  }
}
