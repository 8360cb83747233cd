import { bareArgument, stringArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { ImapProtocolError } from '../errors.ts'
import type { NamespaceResponse } from '../response.ts'
import type { Session } from '../session.ts'

// Long enough for a BYE over a slow line, short enough for a shutdown.
const logoutMs = 2000

/** CAPABILITY (RFC 3501 §6.1.1); the wire hands the answer to the session's state. */
export async function capability(connection: Session): Promise<ReadonlySet<string>> {
  await connection.run({
    name: 'CAPABILITY',
    parts: ['CAPABILITY'],
    accept: (response) => response.type === 'capability',
  })
  return connection.capabilities
}

/** NOOP (RFC 3501 §6.1.2). */
export async function noop(connection: Session): Promise<void> {
  await connection.run({ name: 'NOOP', parts: ['NOOP'] })
}

/** ENABLE (RFC 5161 §3.1). */
export async function enable(connection: Session, names: readonly string[]): Promise<string[]> {
  const enabled: string[] = []
  await connection.run({
    name: 'ENABLE',
    parts: [`ENABLE ${bareArgument(names.join(' '))}`],
    accept: (response) => {
      if (response.type !== 'enabled') return false
      enabled.push(...response.names)
      return true
    },
  })
  return enabled
}

/** ID (RFC 2971 §3.1). */
export async function id(
  connection: Session,
  fields: Readonly<Record<string, string>> | null,
): Promise<Map<string, string | null> | null> {
  let server: Map<string, string | null> | null = null
  const parts: CommandPart[] = ['ID ']
  if (fields === null) parts.push('NIL')
  else {
    for (const [index, text] of Object.entries(fields).flat().entries()) {
      parts.push(index === 0 ? '(' : ' ', stringArgument(text))
    }
    parts.push(parts.length === 1 ? '()' : ')')
  }
  await connection.run({
    name: 'ID',
    parts,
    accept: (response) => {
      if (response.type !== 'id') return false
      server = response.fields
      return true
    },
  })
  return server
}

/** NAMESPACE (RFC 2342 §5). @throws ImapProtocolError where the server answers OK without one */
export async function namespace(connection: Session): Promise<NamespaceResponse> {
  const answers: NamespaceResponse[] = []
  await connection.run({
    name: 'NAMESPACE',
    parts: ['NAMESPACE'],
    accept: (response) => response.type === 'namespace' && answers.push(response) > 0,
  })
  const answer = answers[0]
  if (answer === undefined) throw new ImapProtocolError('The server answered OK to NAMESPACE and named none')
  return answer
}

/** LOGOUT (RFC 3501 §6.1.3), bounded in time; a connection that is gone already is no error. */
export async function logout(connection: Session): Promise<void> {
  const timer = setTimeout(() => connection.close(), logoutMs)
  try {
    await connection.run({ name: 'LOGOUT', parts: ['LOGOUT'], endsSession: true })
  } catch {
    // Either way the session is over.
  } finally {
    clearTimeout(timer)
  }
}
