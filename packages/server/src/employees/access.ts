import { CaravanError, Secret } from '@caravan/core/model'
import { isClosed } from '@caravan/core/move'
import { type EmployeeSignIn, employeeSignIn } from '@caravan/core/services'
import { type LedgerDb, putCredential, type Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, RequestError } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove } from '../moves/one-move.ts'
import { type Counted, signInOnce } from '../moves/sign-in-once.ts'
import { stateOf } from '../moves/standing.ts'
import { linkEnded } from './caller.ts'
import { explained, type Refused } from './explained.ts'
import { goOn } from './go-on.ts'
import { oneEmployee } from './standing.ts'

/** Tries of one invitation, before any of them is made: wrong or right, at once or one by one. */
const TRIES = [
  { most: 5, minutes: 15 },
  { most: 20, minutes: 1_440 },
] as const

/**
 * Tries what an employee gave at the old service that their mailbox is planned at, and seals it where it signs in; a copy
 * that waited for it goes on.
 *
 * @throws RequestError 422 with a code of `explained.ts` where it does not; 429 `too-many-tries`; 409
 *   `access-not-needed`, `service-changed`
 */
export async function giveAccess(context: ServerContext, employee: Employee, typed: string): Promise<Counted> {
  const { database } = context
  const db = database.kysely
  const place = await placeOf(db, employee)
  if (place.service.auth === 'oauth')
    throw conflict(
      'consent-needed',
      'No password opens this mailbox: its owner agrees.',
      'Use the button of your page.',
    )
  await countTry(db, employee)
  const words = employeeSignIn(place.service.host)
  const password = cleaned(typed, words)
  let counted: Counted
  try {
    counted = await tried(context, place, password)
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const refused = explained(error.code, error.serverReply ?? null, words, password)
    await noteRefused(db, employee, refused)
    throw refusal(refused)
  }
  await keepGiven(context, employee, place, new Secret(password), counted)
  return counted
}

/** A mailbox at its old service. */
export interface Place {
  readonly service: Selectable<Services>
  readonly user: string
}

/**
 * Where the mailbox is: the host comes from the move's plan, never from who asks.
 * @throws RequestError 409 `access-not-needed`
 */
export async function placeOf(db: LedgerDb, { organisation, move, id }: Employee): Promise<Place> {
  const mailbox = await db.selectFrom('move_mailboxes').selectAll().where('id', '=', id).executeTakeFirst()
  if (mailbox === undefined) throw linkEnded()
  const row = await oneEmployee(db, { organisation, move, mailbox: id })
  const service =
    mailbox.source_service === null
      ? undefined
      : await db
          .selectFrom('services')
          .selectAll()
          .where('id', '=', mailbox.source_service)
          .where('organisation_id', '=', organisation)
          .executeTakeFirst()
  if (service === undefined || row === undefined || row.state === 'not-needed' || mailbox.source_files)
    throw conflict(
      'access-not-needed',
      'No password of this mailbox is needed.',
      'There is nothing to do here; ask whoever invited you if you are not sure.',
    )
  return { service, user: mailbox.source_user ?? mailbox.source_address }
}

/** Each try is written down before it is made; two at once take turns. Throws 429. */
async function countTry(db: LedgerDb, { invitation }: Employee): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select from employee_invitations where id = ${invitation} for update`.execute(trx)
    for (const { most, minutes } of TRIES) {
      const { rows } = await sql<{ tries: number }>`
        select count(*) as tries from employee_tries where invitation_id = ${invitation}
          and at > clock_timestamp() - ${minutes}::int * interval '1 minute'`.execute(trx)
      if ((rows[0]?.tries ?? 0) >= most) throw tooManyTries(minutes)
    }
    await sql`insert into employee_tries (invitation_id) values (${invitation})`.execute(trx)
  })
}

const tooManyTries = (minutes: number): RequestError =>
  new RequestError(
    429,
    'too-many-tries',
    'Passwords were tried too often.',
    minutes < 60
      ? 'Wait a quarter of an hour, so that the old service does not lock the mailbox, and follow the steps anew.'
      : 'Try again tomorrow, or ask whoever invited you for help.',
  )

/** Ends of lines and spaces come along when something is copied; inside, only where a provider shows groups of letters. */
function cleaned(typed: string, { shape }: EmployeeSignIn): string {
  const trimmed = typed.trim()
  const joined = trimmed.replaceAll(/\s/g, '')
  return shape?.test(joined) === true ? joined : trimmed
}

const tried = (context: ServerContext, { service, user }: Place, password: string): Promise<Counted> =>
  signInOnce(context, service, user, { kind: 'password', user, password })

/** Notes why what an employee gave was not taken, for their page and for who leads the move. */
export async function noteRefused(db: LedgerDb, employee: Employee, refused: Refused): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { organisation, move, id } = employee
    await sql`
      insert into employee_answers (mailbox_id, organisation_id, move_id, refused, refused_at)
      values (${id}, ${organisation}, ${move}, ${JSON.stringify(refused)}::jsonb, clock_timestamp())
      on conflict (mailbox_id) do update set refused = excluded.refused, refused_at = excluded.refused_at`.execute(trx)
    await audit(trx, employee, {
      organisation,
      action: 'access.refused',
      subject: { kind: 'mailbox', id },
      after: refused,
    })
    await recordEvent(trx, organisation, 'employee.refused', { move, mailbox: id, code: refused.code })
  })
}

/**
 * Keeps what has opened the mailbox, for where it was tried and for an invitation that still holds; a copy that waited for
 * it goes on.
 * @throws RequestError 401 `link-ended`; 409 `service-changed`
 */
export async function keepGiven(
  { database, vault }: ServerContext,
  employee: Employee,
  { service, user }: Place,
  secret: Secret,
  counted: Counted,
): Promise<void> {
  const { organisation, move, id } = employee
  await database.kysely.transaction().execute(async (trx) => {
    const row = await holdMove(trx, { organisation, move })
    // A try takes as long as the old service does: where the move was closed meanwhile its passwords are erased.
    if (isClosed(stateOf(row))) throw linkEnded()
    const { rows } = await sql<{ open: boolean; same: boolean }>`
      select i.ended_at is null as open, s.host = ${service.host} and s.port = ${service.port} and s.tls = ${service.tls}
        and s.auth = ${service.auth} and s.oauth is not distinct from ${service.oauth === null ? null : JSON.stringify(service.oauth)}::jsonb
        and coalesce(m.source_user, m.source_address) = ${user} as same
      from employee_invitations i join move_mailboxes m on m.id = i.mailbox_id
        join services s on s.id = m.source_service and s.id = ${service.id}
      where i.id = ${employee.invitation} for update of i, m`.execute(trx)
    if (rows[0]?.open === false) throw linkEnded()
    if (rows[0]?.same !== true)
      throw conflict(
        'service-changed',
        'The settings of the old service were changed just now.',
        'Give the password once more.',
      )
    await putCredential(trx, vault.keys, { organisation, purpose: 'source-sign-in', subject: id, move, secret })
    await sql`
      insert into employee_answers (mailbox_id, organisation_id, move_id, given_at, given_where, messages, folders)
      values (${id}, ${organisation}, ${move}, clock_timestamp(), ${`${user}@${service.host}:${service.port}`},
        ${counted.messages}, ${counted.folders})
      on conflict (mailbox_id) do update set given_at = excluded.given_at, given_where = excluded.given_where,
        messages = excluded.messages, folders = excluded.folders, refused = null, refused_at = null`.execute(trx)
    // A reminder that was about to go out has nothing to remind of.
    await sql`update employee_invitations set letter_due_at = null where id = ${employee.invitation}`.execute(trx)
    await audit(trx, employee, {
      organisation,
      action: 'access.given',
      subject: { kind: 'mailbox', id },
      after: { side: 'source', ...counted },
    })
    await recordEvent(trx, organisation, 'employee.gave-access', { move, mailbox: id, ...counted })
    await goOn(trx, row, { organisation, mailbox: id, actor: employee }, service)
  })
}

const refusal = ({ code, title, remedy, serverReply }: Refused): RequestError =>
  new RequestError(422, code, title, remedy, undefined, serverReply ?? undefined)
