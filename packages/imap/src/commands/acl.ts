import { bareArgument, mailboxArgument, stringArgument } from '../arguments.ts'
import { LimitExceededError } from '../errors.ts'
import type { Session } from '../session.ts'

/** Identifiers of one mailbox; more is no list that people made. */
const MOST_IDENTIFIERS = 10_000

/** GETACL (RFC 4314 §3.3): the rights that each identifier has; identifiers as the server writes them. */
export async function rightsOf(connection: Session, rawName: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  await connection.run({
    name: 'GETACL',
    parts: ['GETACL ', mailboxArgument(rawName, connection.utf8)],
    accept: (response) => {
      if (response.type !== 'acl') return false
      for (const [identifier, rights] of response.rights) found.set(identifier, rights)
      if (found.size > MOST_IDENTIFIERS) throw new LimitExceededError('The server sent a list of rights without an end')
      return true
    },
  })
  return found
}

/** SETACL that adds rights to those that an identifier has (RFC 4314 §3.1). */
export async function addRights(
  connection: Session,
  rawName: string,
  identifier: string,
  rights: string,
): Promise<void> {
  const parts = ['SETACL ', mailboxArgument(rawName, connection.utf8), ' ', stringArgument(latin1(identifier))]
  await connection.run({ name: 'SETACL', parts: [...parts, ` +${bareArgument(rights)}`] })
}

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
