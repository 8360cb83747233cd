import { CommandRefusedError, type ImapConnection } from '@caravan/imap'

/**
 * Makes a folder; one that is there already is well.
 * @param name as a command takes it
 * @param use RFC 6154 §2, where the server makes folders with one
 * @throws CommandRefusedError
 */
export async function makeFolder(connection: ImapConnection, name: string, use: string | undefined): Promise<void> {
  // A use that the server does not know, or has given to another folder, is refused together with the folder
  // (RFC 6154 §3, USEATTR; Cyrus): the folder is worth more than its mark.
  if (use !== undefined && (await create(connection, name, use)) === undefined) return
  const refusal = await create(connection, name)
  if (refusal !== undefined) throw refusal
}

/** Gives back the refusal, if it is one. */
async function create(connection: ImapConnection, name: string, use?: string) {
  try {
    await connection.create(name, use)
    return undefined
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) throw error
    // Made meanwhile, by an earlier pass or by somebody else. Cyrus and Courier give no code for it (RFC 5530
    // ALREADYEXISTS), and Courier no words of its own: the folder itself is asked.
    return (await isThere(connection, name)) ? undefined : error
  }
}

async function isThere(connection: ImapConnection, name: string): Promise<boolean> {
  try {
    await connection.status(name, ['MESSAGES'])
    return true
  } catch (error) {
    if (error instanceof CommandRefusedError) return false
    throw error
  }
}
