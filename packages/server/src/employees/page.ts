import type { AnswerOf, employeePage } from '@caravan/contract'
import { planOf } from '@caravan/core/move'
import { employeeSignIn } from '@caravan/core/services'
import type { LedgerDb, MoveMailboxes, Moves, Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import type { Employee } from '../api/caller.ts'
import { filesOfMailbox, shown } from '../files/rows.ts'
import { readMoveRow } from '../moves/one-move.ts'
import { planned, stateOf } from '../moves/standing.ts'
import { keptOf, nameOf } from '../oauth/registration.ts'
import { linkEnded } from './caller.ts'
import { type EmployeeRow, type EmployeeState, iso, languageOf, oneEmployee, refusedOf, stepsOf } from './standing.ts'

type Page = AnswerOf<typeof employeePage.readEmployeePage>
type Mailbox = Selectable<MoveMailboxes>

/** What an employee sees: of their own mailbox, and of the move only what concerns them. */
export async function pageOf(db: LedgerDb, employee: Employee): Promise<Page> {
  const { organisation, move, id } = employee
  const path = { organisation, move, mailbox: id }
  const row = await oneEmployee(db, path)
  // It went between the two questions.
  if (row?.invitation == null) throw linkEnded()
  const mailbox = await db.selectFrom('move_mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const moveRow = await readMoveRow(db, path)
  const { name: company } = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow()
  return {
    company,
    displayName: mailbox.display_name,
    language: languageOf(row),
    addresses: { old: mailbox.source_address, new: mailbox.target_address, aliases: mailbox.aliases },
    invitedBy: row.invitation.invited_by,
    expiresAt: iso(row.invitation.expires_at),
    move: await moveShown(db, moveRow),
    wave: await waveShown(db, mailbox),
    oldService: oldShown(await serviceOf(db, mailbox.source_service), mailbox),
    newService: newShown(await serviceOf(db, mailbox.target_service), mailbox),
    access: accessShown(row),
    files: mailbox.source_files ? { items: (await filesOfMailbox(db, path)).map(shown) } : null,
    progress: await progressShown(db, mailbox),
    steps: stepsOf(row),
  }
}

async function moveShown(db: LedgerDb, row: Selectable<Moves>): Promise<Page['move']> {
  const { stages } = stateOf(row)
  const plan = planOf(await planned(db, row))
  const at = (status: string) => plan.findLast(({ stage }) => stages[stage].status === status)?.stage
  const { night_from: from, night_to: to } = row
  return {
    kind: row.kind,
    timeZone: row.time_zone,
    stage: at('open') ?? at('left') ?? 'assess',
    cutOverOn: row.cut_over_on,
    plan: plan.filter(({ applies }) => applies).map(({ stage, begins, ends }) => ({ stage, begins, ends })),
    nightHours: from === null || to === null ? null : { from: from.slice(0, 5), to: to.slice(0, 5) },
  }
}

async function waveShown(db: LedgerDb, { wave_id }: Mailbox): Promise<Page['wave']> {
  if (wave_id === null) return null
  const wave = await db.selectFrom('waves').selectAll().where('id', '=', wave_id).executeTakeFirst()
  return wave === undefined
    ? null
    : {
        name: wave.name,
        startsAt: wave.starts_at?.toISOString() ?? null,
        startedAt: wave.started_at?.toISOString() ?? null,
      }
}

const serviceOf = (db: LedgerDb, id: string | null) =>
  id === null
    ? Promise.resolve(undefined)
    : db.selectFrom('services').selectAll().where('id', '=', id).executeTakeFirst()

function oldShown(service: Selectable<Services> | undefined, mailbox: Mailbox): Page['oldService'] {
  if (service === undefined) return null
  const { provider, way, steps, page } = employeeSignIn(service.host)
  const registered = keptOf(service)
  const agrees = registered?.way === 'consent'
  return {
    ...{ name: service.name, provider, way: agrees ? 'consent' : way, page: agrees ? null : page },
    consentAt: agrees ? nameOf(registered) : null,
    userName: mailbox.source_user ?? mailbox.source_address,
    steps: steps.map(({ key, text }) => ({ key, text })),
  }
}

const newShown = (service: Selectable<Services> | undefined, mailbox: Mailbox): Page['newService'] =>
  service === undefined
    ? null
    : { name: service.name, host: service.host, userName: mailbox.target_user ?? mailbox.target_address }

/** What of the board's states an employee is told. */
const ACCESS: Readonly<Partial<Record<EmployeeState, Page['access']['state']>>> = {
  'not-needed': 'not-needed',
  given: 'given',
  refused: 'refused',
}

export function accessShown(row: EmployeeRow): Page['access'] {
  const { state, answers } = row
  return {
    state: ACCESS[state] ?? 'asked-for',
    givenAt: state === 'given' ? (row.givenAt?.toISOString() ?? null) : null,
    messages: answers?.messages ?? null,
    folders: answers?.folders ?? null,
    refused: refusedOf(row)?.refused ?? null,
  }
}

/** What passes count (core/engine/report), as `endPass` keeps it. */
type Counts = Partial<Record<'source' | 'pending' | 'copied' | 'present' | 'repaired' | 'merged', number>>

async function progressShown(db: LedgerDb, mailbox: Mailbox): Promise<Page['progress']> {
  const { rows } = await sql<{ state: 'queued' | 'running' }>`
    select state from pass_requests where mailbox_id = ${mailbox.id} and state in ('queued', 'running')
      and kind not in ('addresses', 'verify', 'reverse')`.execute(db)
  const counts = (mailbox.last_counts ?? {}) as Counts
  const { source, pending = 0, copied = 0, present = 0, repaired = 0, merged = 0 } = counts
  return {
    state: progressState(mailbox, rows[0]?.state),
    messages: source === undefined ? null : source + pending,
    arrived: source === undefined ? null : copied + present + repaired + merged,
    lastPassAt: mailbox.last_pass_at?.toISOString() ?? null,
  }
}

function progressState(mailbox: Mailbox, open: 'queued' | 'running' | undefined): Page['progress']['state'] {
  if (mailbox.decision === 'stay' || mailbox.decision === 'leave-behind') return 'stays'
  if (open !== undefined) return open === 'running' ? 'copying' : 'waiting'
  // Nothing is held up that has not begun: a reading before it may have failed.
  if (mailbox.failures > 0 && mailbox.last_kind !== null) return 'held-up'
  return mailbox.copied_once ? 'copied' : 'not-begun'
}
