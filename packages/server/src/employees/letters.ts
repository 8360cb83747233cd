import { CaravanError } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { hashed } from '../api/tokens.ts'
import { recordEvent } from '../events/write.ts'
import { readSettings, SYSTEM_SENDER } from '../host/settings.ts'
import { employeeLetter } from '../letters/employee.ts'
import { aboutOneReader } from '../letters/refusal.ts'
import { type SendingContext, submit } from '../letters/send.ts'
import { invitationLink, invitationToken } from './caller.ts'
import { type EmployeeRow, languageOf, oneEmployee } from './standing.ts'

export type LetterContext = SendingContext & Pick<ServerContext, 'publicUrl'>

/** Letters of one turn; the next one comes some seconds later. */
const MOST = 50
/** A process that dies with a letter in hand leaves it to others after this. */
const LEASE_MINUTES = 10
const MOST_TRIES = 5
const AGAIN_MINUTES = 15

interface Due {
  readonly id: string
  readonly organisation: string
  readonly move: string
  readonly mailbox: string
  readonly to: string
  readonly kind: 'invitation' | 'reminder'
  readonly tries: number
  readonly days: number
  readonly company: string
  readonly by: string
  readonly cutOverOn: string | null
  readonly timeZone: string
  readonly expiresAt: Date
}

/** A sign-in that the sender's server refused is left alone for so long, unless another is given before. */
const REST_MS = 10 * 60_000

/**
 * Sends the letters that are due, some at a time, whenever it is called. A server that counts wrong passwords locks the
 * sender out: one that it refused does not go out with each letter.
 */
export function letterSender(context: LetterContext, now: () => number = () => performance.now()) {
  let refused: { readonly signIn: string; readonly at: number } | undefined
  return async (): Promise<void> => {
    const signIn = await signInOfSender(context.database.kysely)
    if (refused?.signIn === signIn && now() < refused.at + REST_MS) return
    await sendDueLetters(context, () => (refused = { signIn, at: now() }))
  }
}

/** Another text for each way in which the sender signs in. */
async function signInOfSender(db: LedgerDb): Promise<string> {
  const { sender } = await readSettings(db)
  const { organisation, purpose, subject } = SYSTEM_SENDER
  const { rows } = await sql<{ id: string }>`
    select id from credentials where organisation_id = ${organisation} and purpose = ${purpose}
      and subject is not distinct from ${subject}::uuid`.execute(db)
  return JSON.stringify([sender, rows])
}

/** One turn; how many letters a server took. */
export async function sendDueLetters(context: LetterContext, onSignInRefused?: () => void): Promise<number> {
  const db = context.database.kysely
  const { sender } = await readSettings(db)
  if (sender === null) return 0
  let sent = 0
  for (let turn = 0; turn < MOST; turn++) {
    const due = await claim(db)
    if (due === undefined) break
    const row = await oneEmployee(db, due)
    if (row === undefined || !wanted(row, due)) {
      // Who has answered meanwhile is left alone.
      await sql`update employee_invitations set letter_due_at = null where id = ${due.id}`.execute(db)
      continue
    }
    const token = invitationToken()
    const until = await begun(db, due, token)
    try {
      await submit(context, sender, due.to, letterOf(context, due, row, { token, until }))
      await done(db, due, token, until)
      sent++
    } catch (error) {
      context.log.warn({ err: error, invitation: due.id }, 'a letter to an employee was not sent')
      await failed(db, due, error)
      if (error instanceof CaravanError && error.code === 'sender-sign-in-refused') onSignInRefused?.()
      // What concerns the sender concerns the next letter, too.
      if (!aboutOneReader(error)) break
    }
  }
  return sent
}

/** Nobody is reminded who has answered; who is asked once more on purpose is written to, unless that was before the answer. */
function wanted({ state, givenAt, invitation }: EmployeeRow, { kind }: Due): boolean {
  if (state !== 'given') return state !== 'not-needed'
  return kind === 'invitation' && invitation !== null && givenAt !== null && givenAt < new Date(invitation.created_at)
}

/** Takes one letter; another process takes the next. Those by rule wait for the hours of their move. */
async function claim(db: LedgerDb): Promise<Due | undefined> {
  const { rows } = await sql<Due>`
    update employee_invitations i set letter_tries = i.letter_tries + 1,
      letter_due_at = clock_timestamp() + ${LEASE_MINUTES}::int * interval '1 minute'
    from moves v, organisations o
    where v.id = i.move_id and o.id = i.organisation_id and i.id = (
      select n.id from employee_invitations n join moves w on w.id = n.move_id
        left join employee_reminders r on r.move_id = n.move_id
      where n.letter_due_at <= clock_timestamp() and n.ended_at is null and n.letter_to is not null
        and w.state #>> '{stages,close,status}' is distinct from 'left'
        and (not n.letter_by_rule or may_run_now(w.time_zone, r.earliest, r.latest))
      order by n.letter_due_at limit 1 for update of n skip locked)
    returning i.id, i.organisation_id as organisation, i.move_id as move, i.mailbox_id as mailbox, i.letter_to as to,
      i.letter_kind as kind, i.letter_tries as tries, i.days, o.name as company, i.invited_by as by,
      v.cut_over_on as "cutOverOn", v.time_zone as "timeZone", i.expires_at as "expiresAt"`.execute(db)
  return rows[0]
}

const letterOf = (
  { publicUrl }: LetterContext,
  { kind, company, by, cutOverOn, timeZone }: Due,
  row: EmployeeRow,
  { token, until }: { token: string; until: Date },
) =>
  employeeLetter(languageOf(row), {
    ...{ kind, company, by, cutOverOn, timeZone, until },
    name: row.display_name,
    address: row.source_address,
    link: invitationLink(publicUrl, token),
  })

/**
 * Until when the link will work. The link of a first letter works before that leaves; that of a reminder takes the
 * earlier one's place only once a server has it, so that a letter that is lost takes nothing away.
 */
async function begun(db: LedgerDb, { id, kind, days, expiresAt }: Due, token: string): Promise<Date> {
  const fresh = new Date(Date.now() + days * 86_400_000)
  if (kind === 'reminder') return fresh > expiresAt ? fresh : expiresAt
  await sql`
    update employee_invitations set token_hash = ${hashed(token)}, expires_at = ${fresh} where id = ${id}`.execute(db)
  return fresh
}

async function done(db: LedgerDb, due: Due, token: string, until: Date): Promise<void> {
  const { id, organisation, move, mailbox, kind, to } = due
  await db.transaction().execute(async (trx) => {
    const reminder = kind === 'reminder'
    const { rows } = await sql`
      update employee_invitations set letter_due_at = null, letter_error = null, letter_tries = 0,
        sent_at = coalesce(sent_at, clock_timestamp()), token_hash = ${hashed(token)}, expires_at = ${until},
        reminders = reminders + ${reminder ? 1 : 0},
        reminded_at = case when ${reminder} then clock_timestamp() else reminded_at end
      where id = ${id} and ended_at is null returning id`.execute(trx)
    if (rows.length === 0) return
    await audit(trx, 'system', {
      organisation,
      action: reminder ? 'employee.reminded' : 'employee.written-to',
      subject: { kind: 'mailbox', id: mailbox },
      after: { to },
    })
    await recordEvent(trx, organisation, `employee.${reminder ? 'reminded' : 'written-to'}`, { move, mailbox })
  })
}

async function failed(db: LedgerDb, { id, tries, organisation, move, mailbox }: Due, error: unknown): Promise<void> {
  const { code, message, remedy } =
    error instanceof CaravanError
      ? error
      : {
          code: 'letter-not-sent',
          message: 'The letter could not be sent.',
          remedy: 'Remind, or give the link by hand.',
        }
  const again = tries < MOST_TRIES && !aboutOneReader(error)
  await db.transaction().execute(async (trx) => {
    await sql`
      update employee_invitations set letter_error = ${JSON.stringify({ code, title: message, remedy })}::jsonb,
        letter_due_at = case when ${again} then clock_timestamp() + ${AGAIN_MINUTES * tries}::int * interval '1 minute' end
      where id = ${id} and ended_at is null`.execute(trx)
    await recordEvent(trx, organisation, 'employee.letter-failed', { move, mailbox, code })
  })
}
