import { Secret, type Stage } from '@caravan/core/model'
import { type MoveEvent, replay } from '@caravan/core/move'
import { putCredentials } from '@caravan/core/store'
import { type Dovecot, generateMailbox, startDovecot } from '@caravan/lab'
import type { TestServer } from '../../testing/server.ts'

/** Two services and a wave of mailboxes between them, as if people had planned them. */
export interface TestWave extends AsyncDisposable {
  readonly old: Dovecot
  readonly home: Dovecot
  readonly move: string
  readonly wave: string
  /** The mailboxes' ids by user. */
  readonly mailboxes: ReadonlyMap<string, string>
}

export interface WaveOptions {
  readonly users: readonly string[]
  readonly messages: number
  readonly connections?: number
  /** Octets above which the new home refuses a message. */
  readonly limit?: number
  /** Capabilities that the new home keeps silent about. */
  readonly hidden?: readonly string[]
  /** Signs in at the source for everybody. */
  readonly master?: boolean
  /** The old service takes tokens too, and asks here whose they are. */
  readonly introspectionUrl?: string
}

const signed = { by: 'lena', role: 'lead', at: new Date().toISOString() } as const
const opened = (stage: Stage): MoveEvent => ({ event: 'stage-opened', stage, ...signed })
const left = (stage: Stage): MoveEvent => ({ event: 'stage-left', stage, checks: [], ...signed })
/** What happens to a move until passes may run. */
const TO_THE_COPY = [left('assess'), left('approve'), opened('prepare'), opened('copy')]
/** The state of a move that copies, as its table keeps it. */
export const COPYING = JSON.stringify(replay(TO_THE_COPY))

export async function makeWave({ server, organisation }: TestServer, options: WaveOptions): Promise<TestWave> {
  const { users, messages, connections = 8, master = false, limit, hidden = [], introspectionUrl } = options
  const old = await startDovecot({ name: 'old', ...(introspectionUrl !== undefined && { introspectionUrl }) })
  const home = await startDovecot({
    name: 'home',
    hideCapabilities: hidden,
    ...(limit !== undefined && { maxMailSize: limit }),
  })
  const { database, vault } = server.context
  const db = database.kysely
  const { id: move } = await db
    .insertInto('moves')
    .values({ organisation_id: organisation, name: `Move ${Date.now()}`, kind: 'same-domain', state: COPYING })
    .returning('id')
    .executeTakeFirstOrThrow()
  const within = { organisation_id: organisation, move_id: move }
  const service = async (side: 'source' | 'target', port: number) => {
    const auth = master && side === 'source' ? { auth: 'master' as const, master_user: 'admin' } : {}
    const row = { ...within, ...auth, side, name: side, host: '127.0.0.1', port, tls: 'none' as const, connections }
    return (await db.insertInto('services').values(row).returning('id').executeTakeFirstOrThrow()).id
  }
  const [source, target] = [await service('source', old.port), await service('target', home.port)]
  const { id: wave } = await db
    .insertInto('waves')
    .values({ ...within, name: 'First' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const mailboxes = new Map<string, string>()
  for (const [seed, user] of users.entries()) {
    generateMailbox(old.mailDir(user), { count: messages, seed })
    const row = {
      ...within,
      wave_id: wave,
      source_address: user,
      target_address: `${user}-new`,
      source_service: source,
      target_service: target,
      decision: 'move' as const,
    }
    const { id } = await db.insertInto('move_mailboxes').values(row).returning('id').executeTakeFirstOrThrow()
    mailboxes.set(user, id)
  }
  const ofMailboxes = [...mailboxes.values()].flatMap((subject) =>
    (['source-sign-in', 'target-sign-in'] as const)
      .filter((purpose) => !(master && purpose === 'source-sign-in'))
      .map((purpose) => ({ organisation, move, subject, purpose, secret: new Secret('pw') })),
  )
  const ofService = {
    organisation,
    move,
    subject: source,
    purpose: 'service-sign-in',
    secret: new Secret('master'),
  } as const
  await putCredentials(db, vault.keys, master ? [...ofMailboxes, ofService] : ofMailboxes)
  const stop = async () => {
    await Promise.all([old.stop(), home.stop()])
  }
  return { old, home, move, wave, mailboxes, [Symbol.asyncDispose]: stop }
}
