import { CommandRefusedError, ExtensionMissingError, ImapProtocolError } from '../errors.ts'
import type { Session } from '../session.ts'

/**
 * COMPRESS (RFC 4978 §3); whether the server agreed. May be sent at any time behind the sign-in: what is in flight is
 * answered before, and what is asked for meanwhile waits.
 *
 * @throws ExtensionMissingError
 */
export async function compress(connection: Session): Promise<boolean> {
  if (!connection.has('COMPRESS=DEFLATE')) throw new ExtensionMissingError('COMPRESS=DEFLATE', 'COMPRESS')
  const reply = (): string => {
    throw new ImapProtocolError('The server asks on after COMPRESS has said everything')
  }
  try {
    // A talk, since nothing may follow before its answer is here (RFC 4978 §3).
    await connection.run({
      name: 'COMPRESS',
      parts: ['COMPRESS DEFLATE', { kind: 'dialogue', reply }],
      compresses: true,
    })
    return true
  } catch (error) {
    if (error instanceof CommandRefusedError) return false
    throw error
  }
}
