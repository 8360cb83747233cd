import { setTimeout as sleep } from 'node:timers/promises'
import { CaravanError } from '@caravan/core/model'
import { type Endpoint, ServiceError, type Session } from '@caravan/core/services'
import type { LedgerDb, Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'

type Service = Pick<Selectable<Services>, 'id' | 'host' | 'port' | 'master_user'>

/** Where the administrator of a service stands with what is in the vault. */
interface Standing {
  /** The user of a mailbox that was opened. */
  readonly opened: string | null
  readonly refused: boolean
}

/** Refusals of a name and its password. */
const REFUSALS: ReadonlySet<string> = new Set(['sign-in-refused', 'sign-in-expired'])
/** Longer than a connection takes to be given up. */
const TURN_SECONDS = 90
const LOOK_MS = 250
const MOST_WAIT_MS = 120_000

/**
 * A mailbox that the administrator of its service opens. Many mailboxes have one password then, and a service that counts
 * wrong ones locks that account: what has never worked is tried by one at a time, and what is refused is tried by nobody
 * until somebody has mended it. Where the administrator opens another mailbox, the refusal is that of this one alone.
 *
 * Errors beside those of the endpoint: `administrator-refused` for the one that found it out, `administrator-held` for
 * those that wait for it.
 *
 * @param at a mailbox of the service by its user
 * @param since when the password was read: what was given later is not refused with it
 */
export function byAdministrator(
  db: LedgerDb,
  service: Service,
  user: string,
  at: (user: string) => Endpoint,
  since: Date,
): Endpoint {
  const own = at(user)
  const door: Door = { db, service, user, own, at, since }
  return { identity: own.identity, connect: () => connect(door) }
}

interface Door {
  readonly db: LedgerDb
  readonly service: Service
  readonly user: string
  readonly own: Endpoint
  readonly at: (user: string) => Endpoint
  readonly since: Date
}

async function connect(door: Door): Promise<Session> {
  const { opened, refused } = await standingOf(door)
  if (refused) throw held(door.service)
  if (opened === null) return inTurn(door, () => first(door))
  try {
    return await door.own.connect()
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw await inTurn(door, () => judged(door, error))
  }
}

/** The first sign-in with what is in the vault, while the others wait. */
async function first(door: Door): Promise<Session> {
  const { refused } = await standingOf(door)
  if (refused) throw held(door.service)
  try {
    const session = await door.own.connect()
    await noteOpened(door.db, door.service.id, door.user)
    return session
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw await noteRefused(door, error)
  }
}

/** Whether the mailbox is refused alone, or its administrator altogether: another mailbox tells. */
async function judged(door: Door, error: CaravanError): Promise<CaravanError> {
  const { opened, refused } = await standingOf(door)
  if (refused) return held(door.service)
  if (opened === null || opened === door.user) return noteRefused(door, error)
  try {
    const session = await door.at(opened).connect()
    void session.close()
    return error
  } catch (other) {
    // Who cannot be asked says nothing.
    return isRefusal(other) ? noteRefused(door, error) : error
  }
}

const isRefusal = (error: unknown): error is CaravanError => error instanceof CaravanError && REFUSALS.has(error.code)

async function standingOf({ db, service }: Door): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select master_opened as opened, master_refused_at is not null as refused from services
    where id = ${service.id}`.execute(db)
  return rows[0] ?? { opened: null, refused: false }
}

/** The administrator has opened a mailbox with what is in the vault. */
export async function noteOpened(db: LedgerDb, service: string, user: string): Promise<void> {
  await sql`
    update services set master_opened = ${user}, master_refused_at = null where id = ${service}`.execute(db)
}

async function noteRefused({ db, service, since }: Door, error: CaravanError): Promise<CaravanError> {
  const { rows } = await sql`
    update services set master_refused_at = coalesce(master_refused_at, clock_timestamp()), master_opened = null
    where id = ${service.id} and not exists (select from credentials c where c.organisation_id = services.organisation_id
      and c.purpose = 'service-sign-in' and c.subject = services.id and c.changed_at > ${since})
    returning id`.execute(db)
  // Another password was given meanwhile: the next try is with that one.
  if (rows.length === 0) return held(service)
  return new ServiceError(
    'service',
    'administrator-refused',
    `${service.host}:${service.port} refused the sign-in of its administrator ${service.master_user ?? ''}. It was tried once and is tried no more, so that the account is not locked.`,
    'Correct the name or the password under “Sign-in” of the set-up, or try it there with a mailbox that is sure to exist: everything that waits goes on by itself.',
    { serverReply: error.serverReply, cause: error },
  )
}

const held = ({ host, port }: Service): CaravanError =>
  new ServiceError(
    'service',
    'administrator-held',
    `${host}:${port} has refused its administrator. Nothing signs in there until that is mended.`,
    'Correct the sign-in of the service; this goes on by itself.',
  )

/** One at a time for each service, over all workers; who dies in it holds the others up for a minute or two. */
async function inTurn<T>({ db, service }: Door, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const { rows } = await sql`
      update services set master_turn_until = clock_timestamp() + ${TURN_SECONDS}::int * interval '1 second'
      where id = ${service.id} and (master_turn_until is null or master_turn_until < clock_timestamp())
      returning id`.execute(db)
    if (rows.length > 0) break
    if (waited >= MOST_WAIT_MS) throw held(service)
    await sleep(LOOK_MS)
  }
  try {
    return await work()
  } finally {
    await sql`update services set master_turn_until = null where id = ${service.id}`.execute(db)
  }
}
