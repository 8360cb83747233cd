import { type AnswerOf, employees } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { readMoveRow } from '../moves/one-move.ts'
import { filtered, pageKey, readPageKey } from '../people/mailbox-rows.ts'
import {
  countStates,
  type EmployeeRow,
  employeeRows,
  iso,
  isoOrNull,
  languageOf,
  refusedOf,
  stepsOf,
  WELCOME,
  type WelcomeState,
} from './standing.ts'

type Shown = AnswerOf<typeof employees.listEmployees>['items'][number]

export const boardAnswers: readonly Answer[] = [
  answer(employees.listEmployees, async ({ database }, { params, query }) => {
    const { limit, after, state, welcome, ...filter } = query
    const page = { limit: limit + 1, after: readPageKey(after), state, welcome }
    const rows = await employeeRows(database.kysely, filtered(params, filter), page)
    if (rows.length === 0) await readMoveRow(database.kysely, params)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return { items: rows.slice(0, limit).map(shown), ...(last && { next: pageKey(last) }) }
  }),

  answer(employees.countEmployees, async ({ database }, { params }) => {
    const db = database.kysely
    const { id } = await readMoveRow(db, params)
    const { rows: letters } = await sql<{ waiting: number; failed: number }>`
      select count(*) filter (where letter_due_at is not null) as waiting,
        count(*) filter (where letter_error is not null and letter_due_at is null) as failed
      from employee_invitations where move_id = ${id} and ended_at is null`.execute(db)
    const { rows: steps } = await sql<Record<keyof Shown['steps'], number>>`
      select count(signed_in_at) as "signedIn", count(password_changed_at) as "passwordChanged",
        count(second_factor_at) as "secondFactor", count(old_account_removed_at) as "oldAccountRemoved"
      from employee_answers where move_id = ${id}`.execute(db)
    return {
      welcome: await countWelcome(db, id),
      states: await countStates(db, params),
      letters: letters[0] ?? { waiting: 0, failed: 0 },
      steps: steps[0] ?? { signedIn: 0, passwordChanged: 0, secondFactor: 0, oldAccountRemoved: 0 },
    }
  }),
]

function shown(row: EmployeeRow): Shown {
  const found = refusedOf(row)
  return {
    mailbox: row.id,
    sourceAddress: row.source_address,
    displayName: row.display_name,
    wave: row.wave_id,
    state: row.state,
    language: languageOf(row),
    invitation: invitationShown(row),
    givenAt: row.state === 'given' ? (row.givenAt?.toISOString() ?? null) : null,
    checked: row.state === 'given' && row.checked,
    messages: row.answers?.messages ?? null,
    folders: row.answers?.folders ?? null,
    refused: found?.refused ?? null,
    refusedAt: found?.at ?? null,
    steps: stepsOf(row),
    welcome: welcomeShown(row),
  }
}

function welcomeShown({ letter, welcome }: EmployeeRow): Shown['welcome'] {
  if (letter === null || welcome === null) return null
  return {
    state: welcome,
    laidAt: isoOrNull(letter.laid_at),
    openedAt: isoOrNull(letter.opened_at),
    goneAt: isoOrNull(letter.gone_at),
    lookedAt: isoOrNull(letter.looked_at),
    error: letter.error as NonNullable<Shown['welcome']>['error'],
  }
}

async function countWelcome(db: LedgerDb, move: string) {
  const { rows } = await sql<{ state: WelcomeState; count: number; failed: number }>`
    select ${WELCOME} as state, count(*) as count, count(l.error) as failed
    from welcome_letters l where l.move_id = ${move} group by 1`.execute(db)
  const states = { due: 0, unopened: 0, opened: 0, gone: 0 }
  for (const { state, count } of rows) states[state] = count
  return { states, failed: rows.reduce((sum, { failed }) => sum + failed, 0) }
}

function invitationShown({ invitation }: EmployeeRow): Shown['invitation'] {
  if (invitation === null) return null
  return {
    by: invitation.by_letter ? 'letter' : 'link',
    invitedBy: invitation.invited_by,
    madeAt: iso(invitation.created_at),
    expiresAt: iso(invitation.expires_at),
    letterTo: invitation.letter_to,
    sentAt: isoOrNull(invitation.sent_at),
    letterWaits: invitation.letter_due_at !== null,
    letterError: invitation.letter_error as NonNullable<Shown['invitation']>['letterError'],
    openedAt: isoOrNull(invitation.opened_at),
    reminders: invitation.reminders,
    remindedAt: isoOrNull(invitation.reminded_at),
  }
}
