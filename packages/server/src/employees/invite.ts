import { type AnswerOf, type BodyOf, employees } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notFound } from '../api/problems.ts'
import { hashed } from '../api/tokens.ts'
import { recordEvent } from '../events/write.ts'
import { readSettings } from '../host/settings.ts'
import { holdMove } from '../moves/one-move.ts'
import { oneMailbox } from '../people/mailbox-rows.ts'
import { invitationLink, invitationToken } from './caller.ts'
import { among, type EmployeeRow, employeeRows } from './standing.ts'

type Invited = AnswerOf<typeof employees.inviteEmployees>
type Because = Invited['examples'][number]['because']

const MOST = { letter: 10_000, link: 500 } as const
/** Named in an answer and in the audit log. */
const MOST_NAMED = 100
const HOUR_MS = 3_600_000

export const inviteAnswers: readonly Answer[] = [
  answer(employees.inviteEmployees, invite),
  answer(employees.remindEmployees, remind),

  answer(employees.revokeEmployeeInvitation, async ({ database }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const { id, organisation_id: organisation } = await oneMailbox(trx, asked.params)
      if ((await endOpen(trx, [id])) === 0) throw notFound('invitation')
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'employee.invitation-revoked',
        subject: { kind: 'mailbox', id },
      })
      await recordEvent(trx, organisation, 'employee.invitation-revoked', { move: asked.params.move, mailbox: id })
    })
  }),
]

async function invite(context: ServerContext, asked: Asked<typeof employees.inviteEmployees>): Promise<Invited> {
  const { which, by, reachedAt, language, days, again } = asked.body
  return context.database.kysely.transaction().execute(async (trx) => {
    const { id: move, organisation_id: organisation } = await holdMove(trx, asked.params)
    const rows = await chosen(trx, asked, which, MOST[by])
    const sorted = sortedOut(rows, (row) => {
      if (row.state === 'not-needed') return 'not-needed'
      if (row.state === 'given' && !again) return 'given'
      return by === 'letter' && letterAddress(row, reachedAt) === null ? 'no-letter-address' : undefined
    })
    if (by === 'letter' && sorted.taken.length > 0) await assertSender(context)
    const expiresAt = new Date(Date.now() + days * 86_400_000)
    const made = sorted.taken.map((row) => ({
      mailbox: row.id,
      sourceAddress: row.source_address,
      token: by === 'link' ? invitationToken() : null,
      to: letterAddress(row, reachedAt),
    }))
    await endOpen(
      trx,
      made.map(({ mailbox }) => mailbox),
    )
    await sql`
      insert into employee_invitations (organisation_id, move_id, mailbox_id, token_hash, by_letter, letter_to, invited_by,
        days, expires_at, letter_due_at)
      select ${organisation}, ${move}, n.mailbox, n.hash, ${by === 'letter'}, n.to, ${actorIn(asked).name}, ${days},
        ${expiresAt}, case when ${by === 'letter'} then clock_timestamp() end
      from unnest(${made.map(({ mailbox }) => mailbox)}::uuid[],
        ${made.map(({ token }) => (token === null ? null : hashed(token)))}::bytea[],
        ${made.map(({ to }) => to)}::text[]) as n (mailbox, hash, "to")`.execute(trx)
    if (language !== null) await setLanguage(trx, organisation, move, made, language)
    const names = made.slice(0, MOST_NAMED).map(({ sourceAddress }) => sourceAddress)
    await audit(trx, actorIn(asked), {
      organisation,
      action: 'employees.invited',
      subject: { kind: 'move', id: move },
      after: { by, days, invited: made.length, addresses: names },
    })
    await recordEvent(trx, organisation, 'employees.invited', { move, by, count: made.length })
    return {
      invited: made.length,
      ...sorted.left,
      links: made.flatMap(({ mailbox, sourceAddress, token }) =>
        token === null
          ? []
          : [
              {
                ...{ mailbox, sourceAddress },
                link: invitationLink(context.publicUrl, token),
                expiresAt: expiresAt.toISOString(),
              },
            ],
      ),
    }
  })
}

async function remind(context: ServerContext, asked: Asked<typeof employees.remindEmployees>) {
  return context.database.kysely.transaction().execute(async (trx) => {
    const { id: move, organisation_id: organisation } = await holdMove(trx, asked.params)
    const rows = await chosen(trx, asked, asked.body.which, MOST.letter)
    const sorted = sortedOut(rows, (row) => {
      if (row.state === 'not-needed' || row.state === 'given') return row.state
      if (row.invitation === null) return 'not-invited'
      if (addressToRemind(row) === null) return 'no-letter-address'
      const last = row.invitation.reminded_at ?? row.invitation.sent_at
      const lately = last !== null && Date.now() - new Date(last).getTime() < HOUR_MS
      return lately || row.invitation.letter_due_at !== null ? 'reminded-lately' : undefined
    })
    if (sorted.taken.length > 0) await assertSender(context)
    await sql`
      update employee_invitations i set letter_due_at = clock_timestamp(), letter_by_rule = false, letter_tries = 0,
        letter_error = null, letter_to = n.to,
        letter_kind = case when i.by_letter and i.sent_at is null then 'invitation' else 'reminder' end
      from unnest(${sorted.taken.map(({ id }) => id)}::uuid[], ${sorted.taken.map(addressToRemind)}::text[])
        as n (mailbox, "to")
      where i.mailbox_id = n.mailbox and i.ended_at is null`.execute(trx)
    await audit(trx, actorIn(asked), {
      organisation,
      action: 'employees.reminded',
      subject: { kind: 'move', id: move },
      after: {
        reminded: sorted.taken.length,
        addresses: sorted.taken.slice(0, MOST_NAMED).map(({ source_address }) => source_address),
      },
    })
    return { reminded: sorted.taken.length, ...sorted.left }
  })
}

/** Throws 409 where more are meant than one request may take. */
async function chosen(
  trx: LedgerDb,
  asked: Pick<Asked<typeof employees.remindEmployees>, 'params'>,
  which: BodyOf<typeof employees.remindEmployees>['which'],
  most: number,
): Promise<EmployeeRow[]> {
  // Where an employee stands is another thing than where the mailbox does.
  const { state, ...filter } = 'filter' in which ? which.filter : {}
  const some = among(asked.params, 'ids' in which ? which : { filter })
  const rows = await employeeRows(trx, some, { limit: most + 1, state })
  if ('ids' in which && rows.length < new Set(which.ids).size && rows.length <= most)
    throw conflict('mailbox-missing', 'Some of these mailboxes are not in the move.', 'Read the list again.')
  if (rows.length > most)
    throw conflict('too-many-at-once', `These are more than ${most} mailboxes.`, 'Take them wave by wave.')
  return rows
}

function sortedOut(rows: readonly EmployeeRow[], against: (row: EmployeeRow) => Because | undefined) {
  const judged = rows.map((row) => ({ row, because: against(row) }))
  const out = judged.flatMap(({ row, because }) =>
    because === undefined ? [] : [{ mailbox: row.id, sourceAddress: row.source_address, because }],
  )
  return {
    taken: judged.flatMap(({ row, because }) => (because === undefined ? [row] : [])),
    left: { skipped: out.length, examples: out.slice(0, MOST_NAMED) },
  }
}

/** Ends the invitations of these mailboxes, and whoever is in by them; how many there were. */
async function endOpen(trx: LedgerDb, mailboxes: readonly string[]): Promise<number> {
  const { rows } = await sql`
    with ended as (
      update employee_invitations set ended_at = clock_timestamp(), letter_due_at = null
      where mailbox_id = any(${mailboxes}::uuid[]) and ended_at is null returning id),
    out as (delete from employee_sessions s using ended e where s.invitation_id = e.id)
    select id from ended`.execute(trx)
  return rows.length
}

async function setLanguage(
  trx: LedgerDb,
  organisation: string,
  move: string,
  made: readonly { readonly mailbox: string }[],
  language: string,
): Promise<void> {
  await sql`
    insert into employee_answers (mailbox_id, organisation_id, move_id, language)
    select n, ${organisation}, ${move}, ${language} from unnest(${made.map(({ mailbox }) => mailbox)}::uuid[]) as n
    on conflict (mailbox_id) do update set language = excluded.language`.execute(trx)
}

/** Where a letter can go: an address, and not a bare user name. */
function letterAddress(row: EmployeeRow, reachedAt: 'mailbox' | 'contact'): string | null {
  const owner = row.kind === 'role' ? row.owner_email : null
  const address = reachedAt === 'contact' ? row.contact : (owner ?? row.source_address)
  return address !== null && /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,253}$/u.test(address) ? address : null
}

const addressToRemind = (row: EmployeeRow): string | null => row.invitation?.letter_to ?? letterAddress(row, 'mailbox')

async function assertSender({ database }: ServerContext): Promise<void> {
  const { sender } = await readSettings(database.kysely)
  if (sender === null)
    throw new CaravanError(
      'no-sender',
      'No letters can be sent: there is no system sender.',
      'Name its server in the console (Settings, “This server”) or by PUT /api/host/settings, or make links and give them by hand.',
    )
}
