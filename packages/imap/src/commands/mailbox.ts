import { flagList, mailboxArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import type { ImapConnection } from '../connection.ts'
import { ExtensionMissingError } from '../errors.ts'

async function run(connection: ImapConnection, name: string, ...parts: CommandPart[]): Promise<void> {
  await connection.run({ name, parts: [name, ...parts] })
}

function named(connection: ImapConnection, rawName: string): CommandPart[] {
  return [' ', mailboxArgument(rawName, connection.utf8)]
}

/** CREATE (RFC 3501 §6.3.3), with USE where offered and asked for (RFC 6154 §3). */
export function create(connection: ImapConnection, rawName: string, specialUse?: string): Promise<void> {
  const use =
    specialUse !== undefined && connection.has('CREATE-SPECIAL-USE') ? [` (USE ${flagList([specialUse])})`] : []
  return run(connection, 'CREATE', ...named(connection, rawName), ...use)
}

/** DELETE (RFC 3501 §6.3.4). */
export function remove(connection: ImapConnection, rawName: string): Promise<void> {
  return run(connection, 'DELETE', ...named(connection, rawName))
}

/** RENAME (RFC 3501 §6.3.5). */
export function rename(connection: ImapConnection, rawName: string, newRawName: string): Promise<void> {
  return run(connection, 'RENAME', ...named(connection, rawName), ...named(connection, newRawName))
}

/** SUBSCRIBE (RFC 3501 §6.3.6). */
export function subscribe(connection: ImapConnection, rawName: string): Promise<void> {
  return run(connection, 'SUBSCRIBE', ...named(connection, rawName))
}

/** UNSUBSCRIBE (RFC 3501 §6.3.7). */
export function unsubscribe(connection: ImapConnection, rawName: string): Promise<void> {
  return run(connection, 'UNSUBSCRIBE', ...named(connection, rawName))
}

/** UNSELECT (RFC 3691 §2). CLOSE would remove messages, so it is no substitute. */
export async function unselect(connection: ImapConnection): Promise<void> {
  if (!connection.has('UNSELECT') && !connection.has('IMAP4REV2')) {
    throw new ExtensionMissingError('UNSELECT', 'UNSELECT')
  }
  await run(connection, 'UNSELECT')
}

/** CLOSE (RFC 3501 §6.4.2). */
export function closeMailbox(connection: ImapConnection): Promise<void> {
  return run(connection, 'CLOSE')
}
