import { randomUUID } from 'node:crypto'
import { type AnswerOf, people } from '@caravan/contract'
import type { Preview, ProposedMailbox } from '@caravan/core/move'
import { type LedgerDb, type NewCredential, putCredentials } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notAllowed } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, type MovePath, readMoveRow } from '../moves/one-move.ts'
import { previewOf, type ReadTable, readSent } from './tables.ts'

export const importAnswers: readonly Answer[] = [
  answer(people.previewImport, async (context, { params, body }) => {
    const { database } = context
    const move = await readMoveRow(database.kysely, params)
    const read = await readSent(context, params, body)
    return shownPreview(read, await previewOf(database.kysely, move, read, body), body)
  }),

  answer(people.confirmImport, async (context, asked) => {
    const { database, vault } = context
    const { params, body } = asked
    await readMoveRow(database.kysely, params)
    const read = await readSent(context, params, body)
    if (read.sha256 !== body.sha256)
      throw conflict(
        'file-changed',
        'This is not the file that was looked at.',
        'Look at the preview of this file first.',
      )
    return database.kysely.transaction().execute(async (trx) => {
      // Held: what the preview found free stays free until it is taken.
      const move = await holdMove(trx, params)
      const preview = await previewOf(trx, move, read, body)
      const ready = preview.mailboxes.filter((mailbox) => mailbox.ready)
      const { waves, wavesMade } = await wavesOf(trx, params, ready)
      const { projects, projectsUnknown } = await projectsOf(trx, params.organisation, ready)
      const rows = ready.map((one) => rowOf(one, { waves, projects, decider: actorIn(asked).name }))
      await insertRows(trx, params, rows)
      const credentials = ready.flatMap((one, index) => credentialsOf(one, rows[index]?.id ?? '', params))
      // A token may bring people and no passwords.
      if (credentials.length > 0 && !standingIn(asked).may('credentials:write')) throw notAllowed('credentials:write')
      await putCredentials(trx, vault.keys, credentials)
      const result = {
        imported: rows.length,
        leftOut: preview.mailboxes.length - rows.length,
        wavesMade,
        projectsUnknown,
        credentials: credentials.length,
      }
      await audit(trx, actorIn(asked), {
        organisation: params.organisation,
        action: 'mailboxes.imported',
        subject: { kind: 'move', id: move.id },
        after: { ...result, sha256: read.sha256 },
      })
      await recordEvent(trx, params.organisation, 'mailboxes.changed', { move: move.id, count: rows.length })
      return result
    })
  }),
]

function shownPreview(
  { sha256, table, recognition }: ReadTable,
  preview: Preview,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): AnswerOf<typeof people.previewImport> {
  const { source, encoding, delimiter, sheet, sheets } = table
  return {
    sha256,
    table: {
      ...{ source, delimiter, sheet, encoding: encoding?.name, encodingSure: encoding?.sure },
      sheets: sheets && [...sheets],
    },
    headingRow: recognition.headingRow,
    columns: recognition.columns.map((column) => ({ ...column, samples: [...column.samples] })),
    columnsLeft: [...preview.columnsLeft],
    rowCount: preview.mailboxes.length,
    readyCount: preview.readyCount,
    problemCount: preview.problemCount,
    rows: preview.mailboxes.slice(offset, offset + limit).map((one) => ({
      row: one.row,
      ready: one.ready,
      sourceAddress: one.source?.text,
      targetAddress: one.target?.text,
      displayName: one.displayName,
      kind: one.kind,
      role: one.role && { key: one.role.key, confidence: one.role.confidence },
      owner: one.owner,
      wave: one.wave,
      project: one.project,
      decision: one.decision,
      hasSourcePassword: one.secrets.source !== undefined,
      hasTargetPassword: one.secrets.target !== undefined,
    })),
    problems: preview.problems.slice(offset, offset + limit).map((problem) => ({ ...problem })),
  }
}

/** The waves that the table names, by name; those that are not there are made, after the others. */
async function wavesOf(trx: LedgerDb, { organisation, move }: MovePath, mailboxes: readonly ProposedMailbox[]) {
  const names = [...new Set(mailboxes.flatMap(({ wave }) => wave ?? []))]
  const { rows: made } = await sql<{ name: string }>`
    insert into waves (organisation_id, move_id, name, position)
    select ${organisation}, ${move}, n.name,
      n.at + (select coalesce(max(position), 0) from waves where move_id = ${move})
    from unnest(${names}::text[]) with ordinality as n (name, at)
    on conflict (move_id, name) do nothing returning name`.execute(trx)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from waves where move_id = ${move} and name = any(${names}::text[])`.execute(trx)
  return { waves: new Map(rows.map(({ id, name }) => [name, id])), wavesMade: made.map(({ name }) => name) }
}

/** The projects that the table names. Who belongs to a project is a right, so that none is made by an import. */
async function projectsOf(trx: LedgerDb, organisation: string, mailboxes: readonly ProposedMailbox[]) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from projects where organisation_id = ${organisation}`.execute(trx)
  const projects = new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]))
  const names = new Set(mailboxes.flatMap(({ project }) => project ?? []))
  return { projects, projectsUnknown: [...names].filter((name) => !projects.has(name.toLowerCase())).slice(0, 1_000) }
}

interface Known {
  readonly waves: ReadonlyMap<string, string>
  readonly projects: ReadonlyMap<string, string>
  readonly decider: string
}

/** A row as the database's `jsonb_to_recordset` reads it. */
function rowOf(one: ProposedMailbox, { waves, projects, decider }: Known) {
  const owner = one.owner?.includes('@') ? { owner_email: one.owner } : { owner_name: one.owner }
  return {
    id: randomUUID(),
    wave_id: waves.get(one.wave ?? ''),
    project_id: projects.get(one.project?.toLowerCase() ?? ''),
    // Of a first company mail there may be no old address: the new one names the mailbox.
    source_address: one.source?.text ?? one.target?.text,
    target_address: one.target?.text,
    source_user: one.sourceUser,
    target_user: one.targetUser,
    display_name: one.displayName ?? '',
    first_name: one.firstName,
    middle_name: one.middleName,
    last_name: one.lastName,
    nickname: one.nickname,
    department: one.department,
    contact: one.contact?.text,
    aliases: one.aliases.map(({ text }) => text),
    kind: one.kind,
    role_key: one.kind === 'role' ? one.role?.key : undefined,
    ...owner,
    decision: one.decision ?? 'undecided',
    decided_by: one.decision && decider,
    notes: one.notes ?? '',
  }
}

type Row = ReturnType<typeof rowOf>

/** Rows of one statement. */
const MOST_AT_ONCE = 2_000

async function insertRows(trx: LedgerDb, { organisation, move }: MovePath, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += MOST_AT_ONCE)
    await sql`
      insert into move_mailboxes (organisation_id, move_id, source_service, target_service, id, wave_id, project_id,
        source_address, target_address, source_user, target_user, display_name, first_name, middle_name, last_name,
        nickname, department, contact, aliases, kind, role_key, owner_name, owner_email, decision, decided_by,
        decided_at, notes)
      select ${organisation}, ${move}, ${onlyService(move, 'source')}, ${onlyService(move, 'target')}, r.id, r.wave_id,
        r.project_id, r.source_address, r.target_address, r.source_user, r.target_user, r.display_name, r.first_name,
        r.middle_name, r.last_name, r.nickname, r.department, r.contact, r.aliases, r.kind, r.role_key, r.owner_name,
        r.owner_email, r.decision, r.decided_by, case when r.decided_by is not null then now() end, r.notes
      from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + MOST_AT_ONCE))}::jsonb) as r (id uuid, wave_id uuid,
        project_id uuid, source_address text, target_address text, source_user text, target_user text,
        display_name text, first_name text, middle_name text, last_name text, nickname text, department text,
        contact text, aliases text[], kind text, role_key text, owner_name text, owner_email text, decision text,
        decided_by text, notes text)`.execute(trx)
}

/** The service of a side, where the move has one there: then there is no doubt which is meant. */
const onlyService = (move: string, side: 'source' | 'target') => sql`
  (select min(id::text)::uuid from services where move_id = ${move} and side = ${side} having count(*) = 1)`

function credentialsOf(one: ProposedMailbox, subject: string, { organisation, move }: MovePath): NewCredential[] {
  const { source, target } = one.secrets
  return [
    ...(source ? [{ organisation, move, subject, purpose: 'source-sign-in' as const, secret: source }] : []),
    ...(target ? [{ organisation, move, subject, purpose: 'target-sign-in' as const, secret: target }] : []),
  ]
}
