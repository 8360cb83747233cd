import { isDeepStrictEqual } from 'node:util'
import { people } from '@caravan/contract'
import { CaravanError, Secret } from '@caravan/core/model'
import { type LedgerDb, putCredential, type Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Actor } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notFound, RequestError } from '../api/problems.ts'
import { Turns } from '../discover/turns.ts'
import { goOn } from '../employees/go-on.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, type MovePath } from '../moves/one-move.ts'
import { type Counted, signInOnce } from '../moves/sign-in-once.ts'
import { isDelegated } from '../oauth/registration.ts'
import { oneMailbox } from './mailbox-rows.ts'

/** Of one mailbox, so that its service does not lock it. */
const turns = new Turns({ aMinute: 5, atOnce: 8 })

/** What a service says once it has looked at a password; whatever else goes wrong says nothing of it. */
const JUDGED: ReadonlySet<string> = new Set(['sign-in-refused', 'sign-in-expired', 'sign-in-unsupported'])

type Route = typeof people.tryMailboxPassword
type Side = 'source' | 'target'

/** The path of one side of a mailbox. */
interface SidePath extends MovePath {
  readonly mailbox: string
  readonly side: string
}

export interface Place {
  readonly mailbox: string
  readonly side: Side
  readonly service: Selectable<Services>
  readonly user: string
}

export const givenPasswordAnswers: readonly Answer[] = [
  answer(people.tryMailboxPassword, async (context, asked) => {
    const { password, unreached } = asked.body
    const place = await placeOf(context.database.kysely, asked.params)
    if (place.service.auth === 'oauth')
      throw conflict(
        'consent-needed',
        'No password opens this mailbox: its owner agrees.',
        'Begin the consent instead.',
      )
    const tried = await turns.takeUnlessWell(`${place.mailbox} ${place.side}`, () => tryIt(context, place, password))
    const { error } = tried
    if (error !== undefined && (JUDGED.has(error.code) || unreached !== 'keep')) {
      if (JUDGED.has(error.code)) await noteRefused(context, asked, place, error.code)
      throw refusal(error, JUDGED.has(error.code))
    }
    const counted = error === undefined ? { messages: tried.messages, folders: tried.folders } : null
    const goesOn = await keepOfMember(context, asked.params, actorIn(asked), place, new Secret(password), counted)
    return { opened: counted, goesOn }
  }),
]

/**
 * Where the mailbox is: the host comes from the move's plan, never from who asks.
 * @throws RequestError 404; 409 `password-not-needed`
 */
export async function placeOf(db: LedgerDb, path: SidePath): Promise<Place> {
  const side = path.side === 'source' || path.side === 'target' ? path.side : undefined
  if (side === undefined) throw notFound('side of a move')
  const row = await oneMailbox(db, path)
  const id = side === 'source' ? row.source_service : row.target_service
  const user = side === 'source' ? (row.source_user ?? row.source_address) : (row.target_user ?? row.target_address)
  const service =
    id === null ? undefined : await db.selectFrom('services').selectAll().where('id', '=', id).executeTakeFirst()
  if (service === undefined || user === null || isDelegated(service) || (side === 'source' && row.source_files))
    throw conflict(
      'password-not-needed',
      'No password of this mailbox is used on this side.',
      'Look at how one signs in to its service, under “Sign-in” of the set-up.',
    )
  return { mailbox: row.id, side, service, user }
}

type Tried = Counted & { readonly error?: CaravanError }

async function tryIt(context: ServerContext, { service, user }: Place, password: string): Promise<Tried> {
  try {
    return await signInOnce(context, service, user, { kind: 'password', user, password })
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { messages: null, folders: null, error }
  }
}

const MOST_SAID = 500

/** Whether the service has looked at it says the status: what it has not refused may be kept untried. */
const refusal = ({ code, message, remedy, serverReply }: CaravanError, judged: boolean): RequestError =>
  new RequestError(judged ? 422 : 424, code, message, remedy, undefined, serverReply?.slice(0, MOST_SAID))

async function noteRefused({ database }: ServerContext, asked: Asked<Route>, place: Place, code: string) {
  const { organisation } = asked.params
  await database.kysely.transaction().execute((trx) =>
    audit(trx, actorIn(asked), {
      organisation,
      action: 'credential.refused',
      subject: { kind: 'mailbox', id: place.mailbox },
      after: { side: place.side, code },
    }),
  )
}

/**
 * Keeps what a member gave, for where it was tried; whether a pass goes on with it.
 * @param opened what it has opened; null: it was not tried
 * @throws RequestError 409 `service-changed`
 */
export async function keepOfMember(
  { database, vault }: ServerContext,
  path: SidePath,
  actor: Actor,
  place: Place,
  secret: Secret,
  opened: Counted | null,
): Promise<boolean> {
  const { organisation, move } = path
  const { mailbox, side, service } = place
  return database.kysely.transaction().execute(async (trx) => {
    const row = await holdMove(trx, { organisation, move })
    const now = await placeOf(trx, path)
    if (
      now.service.id !== service.id ||
      now.service.host !== service.host ||
      now.service.port !== service.port ||
      !isDeepStrictEqual(now.service.oauth, service.oauth)
    )
      throw conflict('service-changed', 'The settings of the service were changed just now.', 'Give it once more.')
    const slot = { organisation, purpose: `${side}-sign-in`, subject: mailbox } as const
    await putCredential(trx, vault.keys, { ...slot, move, secret })
    if (opened !== null)
      await sql`
        update credentials set opened_at = clock_timestamp() where organisation_id = ${organisation}
          and purpose = ${slot.purpose} and subject = ${mailbox}`.execute(trx)
    await audit(trx, actor, {
      organisation,
      action: 'credential.put',
      subject: { kind: 'mailbox', id: mailbox },
      after: { side, tried: opened !== null, ...opened },
    })
    await recordEvent(trx, organisation, 'mailboxes.changed', { move, mailbox, count: 1 })
    return goOn(trx, row, { organisation, mailbox, actor }, service)
  })
}
