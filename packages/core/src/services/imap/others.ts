import { type Credentials, decodeMailboxName } from '@caravan/imap'
import { ServiceError } from '../port.ts'
import type { ImapAccount } from './endpoint.ts'
import { explain } from './explain.ts'
import { reach, trusting } from './reach.ts'

/** Mailboxes that are listed of a service. */
const MOST_USERS = 100_000

/**
 * The users whose mailboxes the service shows to this account, as an administrator of Cyrus sees all of them: those that
 * stand first below its name space of other users (RFC 2342 §5). Most services show nobody but the one who signs in.
 * Throws `ServiceError`: `service-lists-nobody` where there is no such name space or nobody in it.
 */
export async function listOtherUsers(account: ImapAccount & { readonly credentials: Credentials }): Promise<string[]> {
  const { host, port, tls, proxy, credentials, guard, connectTimeoutMs, responseTimeoutMs } = account
  const where = `${host}:${port}`
  try {
    const limits = { responses: MOST_USERS + 1_000 }
    const times = { connectTimeoutMs, responseTimeoutMs }
    const connection = await reach({ host, port, tls, proxy, ...trusting(account), ...times, limits }, guard)
    try {
      await connection.authenticate(credentials)
      const spaces = connection.has('NAMESPACE') ? (await connection.namespace()).others : []
      const users = new Set<string>()
      for (const { prefix, delimiter } of spaces) {
        if (prefix === '' || delimiter === undefined) continue
        const begin = decodeMailboxName(prefix, connection.utf8)
        for (const { name } of await connection.list({ patterns: `${prefix}%` })) {
          const user = userOf(name, begin, delimiter)
          if (user !== undefined) users.add(user)
        }
      }
      if (users.size === 0) throw listsNobody(where)
      return [...users].sort()
    } finally {
      await connection.logout().catch(() => connection.close())
    }
  } catch (error) {
    throw error instanceof ServiceError ? error : explain(error, 'connect', where)
  }
}

/** `user/anna` → anna. Where dots part the levels, Cyrus writes the dot of a name as `^`. */
function userOf(name: string, prefix: string, delimiter: string): string | undefined {
  if (!name.startsWith(prefix)) return undefined
  const [local = '', ...domain] = name.slice(prefix.length).split('@')
  if (local === '' || local.includes(delimiter)) return undefined
  return [delimiter === '.' ? local.replaceAll('^', '.') : local, ...domain].join('@')
}

const listsNobody = (where: string): ServiceError =>
  new ServiceError(
    'service',
    'service-lists-nobody',
    `${where} shows this user no mailboxes of others.`,
    'Sign in as an administrator whose service lists its users (Cyrus does), or import a list that the service exports.',
  )
