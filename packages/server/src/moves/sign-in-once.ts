import { type ImapAccount, ImapEndpoint, type Session } from '@caravan/core/services'
import type { Services } from '@caravan/core/store'
import type { Selectable } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import { serviceLine } from './service-line.ts'

/** What a mailbox holds; null where its server did not say in time. */
export interface Counted {
  readonly messages: number | null
  readonly folders: number | null
}

const CONNECT_MS = 10_000
const SILENCE_MS = 15_000
/** Somebody waits in front of a page. */
const COUNT_MS = 15_000
const MOST_COUNTED = 2_000

/**
 * Signs in to one mailbox of a service and counts what is there.
 *
 * @throws CaravanError of the service where it does not let in
 */
export async function signInOnce(
  { guard, ca, database, vault }: Pick<ServerContext, 'guard' | 'ca' | 'database' | 'vault'>,
  service: Selectable<Services>,
  user: string,
  credentials: ImapAccount['credentials'],
): Promise<Counted> {
  const times = { connectTimeoutMs: CONNECT_MS, responseTimeoutMs: SILENCE_MS }
  const line = await serviceLine({ db: database.kysely, vault }, service)
  const session = await new ImapEndpoint({ ...line, user, credentials, guard, ca, ...times }).connect()
  // The password is right by now, whatever comes of the counting.
  const none = { messages: null, folders: null }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Counted>((resolve) => (timer = setTimeout(() => resolve(none), COUNT_MS)))
  try {
    return await Promise.race([counted(session).catch(() => none), late])
  } finally {
    clearTimeout(timer)
    // It says goodbye in its own time.
    void session.close()
  }
}

async function counted(session: Session): Promise<Counted> {
  const folders = (await session.folders()).filter(({ selectable }) => selectable)
  if (folders.length > MOST_COUNTED) return { messages: null, folders: folders.length }
  // Where labels stand for folders, one of them holds everything once but for what is thrown away.
  const all = folders.find(({ specialUse }) => specialUse === 'all')
  const once =
    all === undefined
      ? folders
      : folders.filter(({ specialUse }) => specialUse === 'all' || specialUse === 'trash' || specialUse === 'junk')
  const counts = await session.counts(once.map(({ name }) => name))
  const messages = counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : null
  return { messages, folders: folders.length }
}
