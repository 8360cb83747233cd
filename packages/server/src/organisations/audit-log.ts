import { Readable } from 'node:stream'
import { auditLog, type QueryOf } from '@caravan/contract'
import { csvLines } from '@caravan/core/move'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer, standingIn } from '../api/answers.ts'

/** What one file holds at most, and how many lines the database gives at a time. */
const MOST_LINES = 200_000
const LINES_A_TIME = 1_000

type Filter = QueryOf<typeof auditLog.exportAuditTable>

interface Row {
  readonly id: number
  readonly at: Date
  readonly actor_kind: 'user' | 'token' | 'employee' | 'system'
  readonly actor_id: string | null
  readonly actor_name: string
  readonly action: string
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
}

/** The latest lines older than one, by its id. */
async function readLines(
  db: LedgerDb,
  organisation: string,
  { actor, action, from, before }: Filter,
  { olderThan, limit }: { readonly olderThan: number; readonly limit: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, reason
    from audit_log where organisation_id = ${organisation} and id < ${olderThan}
      and (${actor ?? null}::text is null or position(lower(${actor ?? null}) in lower(actor_name)) > 0)
      and (${action ?? null}::text is null or starts_with(action || '.', ${action ?? null} || '.'))
      and (${from ?? null}::timestamptz is null or at >= ${from ?? null})
      and (${before ?? null}::timestamptz is null or at < ${before ?? null})
    order by id desc limit ${limit}`.execute(db)
  return rows
}

const shown = (row: Row) => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id },
  before: row.before,
  after: row.after,
  reason: row.reason,
})

/** Line by line, a thousand in memory at most; where it ends before the log does, the last line says so. */
export async function* auditLines(
  db: LedgerDb,
  organisation: string,
  filter: Filter,
  most = MOST_LINES,
): AsyncGenerator<ReturnType<typeof shown>> {
  let olderThan = Number.MAX_SAFE_INTEGER
  for (let told = 0; ; ) {
    const rows = await readLines(db, organisation, filter, { olderThan, limit: LINES_A_TIME })
    for (const row of rows) {
      if (told === most) {
        yield cutBefore(row, most)
        return
      }
      yield shown(row)
      told += 1
      olderThan = row.id
    }
    if (rows.length < LINES_A_TIME) return
  }
}

/** In the shape of every other line, so that what reads the file reads it too. */
const cutBefore = ({ id, at }: Row, most: number): ReturnType<typeof shown> => ({
  ...{ id, at: at.toISOString(), action: 'audit.cut', subject: null, before: null, after: null },
  actor: { kind: 'system', id: null, name: 'Caravan' },
  reason: `This file ends after ${most} lines. Older ones are to be had by asking for what was before this moment.`,
})

const HEADINGS = ['Number', 'At', 'By', 'Kind', 'Who', 'Action', 'About', 'Which', 'Before', 'After', 'Reason']

async function* cellsOf(lines: AsyncIterable<ReturnType<typeof shown>>): AsyncGenerator<string[]> {
  for await (const { id, at, actor, action, subject, before, after, reason } of lines)
    yield [
      ...[String(id), at, actor.name, actor.kind, actor.id ?? '', action],
      ...[subject?.kind ?? '', subject?.id ?? '', written(before), written(after), reason ?? ''],
    ]
}

const written = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value))

async function* jsonOf(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

const fileNamed = (name: string): string => `attachment; filename="${name}"`

export const auditLogAnswers: readonly Answer[] = [
  answer(auditLog.listAudit, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const { limit, after, ...filter } = asked.query
    const behind = Number(after ?? Number.MAX_SAFE_INTEGER)
    const olderThan = Number.isSafeInteger(behind) ? behind : 0
    const rows = await readLines(database.kysely, organisation, filter, { olderThan, limit: limit + 1 })
    const items = rows.slice(0, limit).map(shown)
    const last = items.at(-1)
    return { items, ...(rows.length > limit && last !== undefined ? { next: String(last.id) } : undefined) }
  }),

  answer(auditLog.exportAuditTable, async ({ database }, asked) => {
    const lines = auditLines(database.kysely, standingIn(asked).organisation, asked.query)
    return asked.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', fileNamed('audit.csv'))
      .send(Readable.from(csvLines(HEADINGS, cellsOf(lines))))
  }),

  answer(auditLog.exportAuditLines, async ({ database }, asked) => {
    const lines = auditLines(database.kysely, standingIn(asked).organisation, asked.query)
    return asked.reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', fileNamed('audit.jsonl'))
      .send(Readable.from(jsonOf(lines)))
  }),
]
