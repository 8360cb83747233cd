import { createHash } from 'node:crypto'
import type { BodyOf, people } from '@caravan/contract'
import { CaravanError, readAddress } from '@caravan/core/model'
import {
  type ExistingMailbox,
  type Field,
  mappingOf,
  type Preview,
  previewTable,
  type Recognition,
  readPastedTable,
  readTable,
  recogniseColumns,
  type Table,
} from '@caravan/core/move'
import type { LedgerDb, Moves } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import type { MovePath } from '../moves/one-move.ts'
import { tableOfSeen, tableOfService } from './discovered.ts'

type Body = Omit<BodyOf<typeof people.confirmImport>, 'sha256'>

/** A table as it was sent, read. */
export interface ReadTable {
  readonly sha256: string
  readonly table: Table
  readonly recognition: Recognition
}

const LARGEST_FILE = 20 * 1024 * 1024

/** Reads what was sent, or what was named to be asked. Throws `table-too-large`, `table-unreadable`, and what a service said. */
export async function readSent(context: ServerContext, path: MovePath, { input, reading }: Body): Promise<ReadTable> {
  const bytes =
    'file' in input
      ? Buffer.from(input.file, 'base64')
      : 'pasted' in input
        ? Buffer.from(input.pasted)
        : 'service' in input
          ? await tableOfService(context, path, input.service)
          : await tableOfSeen(context, path, input.seen)
  if (bytes.length > LARGEST_FILE)
    throw new CaravanError(
      'table-too-large',
      `The file has ${bytes.length} octets; ${LARGEST_FILE} are read at most.`,
      'Split it into several files.',
    )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { encoding, delimiter, sheet } = reading
  const choice = { ...(encoding && { encoding }), ...(delimiter && { delimiter }), ...(sheet && { sheet }) }
  const table = 'pasted' in input ? readPastedTable(input.pasted) : await readTable(bytes, choice)
  return { sha256, table, recognition: recogniseColumns(table) }
}

/** What the table would bring to the move as it is now. */
export async function previewOf(
  db: LedgerDb,
  move: Selectable<Moves>,
  { table, recognition }: ReadTable,
  body: Body,
): Promise<Preview> {
  const corrections = new Map<number, Field | null>(
    Object.entries(body.mapping).map(([index, field]) => [Number(index), field]),
  )
  // With one domain of its own there is no doubt which one is meant.
  const own = move.own_domains.length === 1 ? move.own_domains[0] : undefined
  const sourceDomain = body.sourceDomain ?? own
  const targetDomain = body.targetDomain ?? (move.kind === 'same-domain' ? own : undefined)
  const mapping = mappingOf(recognition, corrections)
  const newOnly = move.kind === 'first-company-mail' && ![...mapping.fields.values()].includes('sourceAddress')
  return previewTable(table, recognition, mapping, {
    existing: await existingOf(db, move.id),
    ...(sourceDomain !== undefined && { sourceDomain }),
    ...(targetDomain !== undefined && { targetDomain }),
    required: newOnly ? 'targetAddress' : 'sourceAddress',
  })
}

async function existingOf(db: LedgerDb, move: string): Promise<ExistingMailbox[]> {
  const { rows } = await sql<{ source: string; target: string | null }>`
    select source_address as source, target_address as target from move_mailboxes where move_id = ${move}`.execute(db)
  return rows.map(({ source, target }) => ({
    sourceKey: readAddress(source).address?.key,
    targetKey: target === null ? undefined : readAddress(target).address?.key,
  }))
}
