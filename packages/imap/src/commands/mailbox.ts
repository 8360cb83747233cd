import { flagList, mailboxArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { ExtensionMissingError } from '../errors.ts'
import type { Session } from '../session.ts'

async function run(connection: Session, name: string, ...parts: CommandPart[]): Promise<void> {
  await connection.run({ name, parts: [name, ...parts] })
}

function named(connection: Session, rawName: string): CommandPart[] {
  return [' ', mailboxArgument(rawName, connection.utf8)]
}

/** CREATE (RFC 3501 §6.3.3), with USE where offered and asked for (RFC 6154 §3). */
export async function create(connection: Session, rawName: string, specialUse?: string): Promise<void> {
  const use =
    specialUse !== undefined && connection.has('CREATE-SPECIAL-USE') ? [` (USE ${flagList([specialUse])})`] : []
  await run(connection, 'CREATE', ...named(connection, rawName), ...use)
}

/** DELETE (RFC 3501 §6.3.4). */
export async function remove(connection: Session, rawName: string): Promise<void> {
  await run(connection, 'DELETE', ...named(connection, rawName))
}

/** RENAME (RFC 3501 §6.3.5). */
export async function rename(connection: Session, rawName: string, newRawName: string): Promise<void> {
  await run(connection, 'RENAME', ...named(connection, rawName), ...named(connection, newRawName))
}

/** SUBSCRIBE (RFC 3501 §6.3.6). */
export async function subscribe(connection: Session, rawName: string): Promise<void> {
  await run(connection, 'SUBSCRIBE', ...named(connection, rawName))
}

/** UNSUBSCRIBE (RFC 3501 §6.3.7). */
export async function unsubscribe(connection: Session, rawName: string): Promise<void> {
  await run(connection, 'UNSUBSCRIBE', ...named(connection, rawName))
}

/** UNSELECT (RFC 3691 §2). CLOSE would remove messages, so it is no substitute. */
export async function unselect(connection: Session): Promise<void> {
  if (!connection.has('UNSELECT') && !connection.has('IMAP4REV2')) {
    throw new ExtensionMissingError('UNSELECT', 'UNSELECT')
  }
  await run(connection, 'UNSELECT')
}

/** CLOSE (RFC 3501 §6.4.2). */
export async function closeMailbox(connection: Session): Promise<void> {
  await run(connection, 'CLOSE')
}
