import { type SequenceSet, setArgument } from '../arguments.ts'
import { ExtensionMissingError } from '../errors.ts'
import type { Session } from '../session.ts'

/** EXPUNGE (RFC 3501 §6.4.3). */
export async function expunge(connection: Session): Promise<void> {
  await connection.run({ name: 'EXPUNGE', parts: ['EXPUNGE'] })
}

/** UID EXPUNGE (RFC 4315 §2.1). A plain EXPUNGE would remove other messages too, so it is no substitute. */
export async function uidExpunge(connection: Session, set: SequenceSet): Promise<void> {
  if (!connection.has('UIDPLUS') && !connection.has('IMAP4REV2')) {
    throw new ExtensionMissingError('UIDPLUS', 'UID EXPUNGE')
  }
  await connection.run({ name: 'UID EXPUNGE', parts: [`UID EXPUNGE ${setArgument(set)}`] })
}
