import { people } from '@caravan/contract'
import { type ExportedMailbox, exportMailboxes } from '@caravan/core/move'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { readMoveRow } from '../moves/one-move.ts'
import { filtered } from './mailbox-rows.ts'

/** More than the largest import. */
const MOST_ROWS = 200_000

export const exportAnswers: readonly Answer[] = [
  answer(people.exportMailboxes, async ({ database }, { params, query, reply }) => {
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<Record<keyof ExportedMailbox, string | null>>`
      select m.source_address as "sourceAddress", m.target_address as "targetAddress",
        m.display_name as "displayName", m.first_name as "firstName", m.middle_name as "middleName",
        m.last_name as "lastName", m.nickname, m.kind, nullif(m.decision, 'undecided') as decision,
        coalesce(m.owner_email, m.owner_name) as owner, w.name as wave, m.department, p.name as project,
        m.source_user as "sourceUser", m.target_user as "targetUser", array_to_string(m.aliases, ' ') as aliases,
        m.contact as "contactAddress", m.notes
      from move_mailboxes m left join waves w on w.id = m.wave_id left join projects p on p.id = m.project_id
      where ${filtered(params, query)}
      order by lower(m.source_address), m.id limit ${MOST_ROWS}`.execute(database.kysely)
    const mailboxes = rows.map(
      (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as ExportedMailbox,
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="mailboxes.csv"')
      .send(exportMailboxes(mailboxes))
  }),
]
