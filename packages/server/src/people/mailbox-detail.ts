import { people } from '@caravan/contract'
import { shownFolderName } from '@caravan/core/services'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { oneMailbox } from './mailbox-rows.ts'

const MOST_FOLDERS = 1_000
const MOST_EVENTS = 100

interface FolderRow {
  readonly name: string
  readonly target: string[] | null
  readonly messages: number
  readonly bytes: number
  readonly there: number
  readonly exact: number
  readonly normalised: number
  readonly equivalent: number
  readonly mismatched: number
}

export const mailboxDetailAnswers: readonly Answer[] = [
  answer(people.listMailboxFolders, async ({ database }, { params }) => {
    const { ledger_id: ledger } = await oneMailbox(database.kysely, params)
    if (ledger === null) return { items: [], total: 0 }
    const { rows } = await sql<FolderRow>`
      select f.name, r.target_path as target, count(g.uid) as messages, coalesce(sum(g.size), 0)::bigint as bytes,
        count(c.uid) as there, count(*) filter (where k.rung = 1) as exact,
        count(*) filter (where k.rung = 2) as normalised, count(*) filter (where k.rung = 3) as equivalent,
        count(*) filter (where k.rung = 4) as mismatched
      from (select id, name, mailbox_id from source_folders
          where mailbox_id = ${ledger} and not superseded order by name limit ${MOST_FOLDERS}) as f
        left join messages g on g.folder_id = f.id and not g.gone
        left join copies c on c.folder_id = g.folder_id and c.uid = g.uid and not c.lost
        left join checks k on k.folder_id = c.folder_id and k.uid = c.uid
        left join lateral (select target_path from routes where mailbox_id = f.mailbox_id and source_name = f.name
          order by used_at desc limit 1) as r on true
      group by f.id, f.name, r.target_path order by f.name`.execute(database.kysely)
    const { rows: all } = await sql<{ total: number }>`
      select count(*) as total from source_folders where mailbox_id = ${ledger} and not superseded`.execute(
      database.kysely,
    )
    const items = rows.map((row) => ({ ...row, name: shownFolderName(row.name) }))
    return { items, total: all[0]?.total ?? 0 }
  }),

  answer(people.listMailboxEvents, async ({ database }, { params }) => {
    const { id, organisation_id: organisation } = await oneMailbox(database.kysely, params)
    const { rows } = await sql<{ position: number; kind: string; at: Date; data: Record<string, unknown> }>`
      select position, kind, at, data from events
      where organisation_id = ${organisation} and data->>'mailbox' = ${id} and position is not null
        and kind <> 'pass.progress'
      order by position desc limit ${MOST_EVENTS}`.execute(database.kysely)
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  }),
]
