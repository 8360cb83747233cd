import { normaliseDomain } from '../../../../model/index.ts'
import type { Field } from '../columns/fields.ts'
import type { Mapping, RecognisedColumn, Recognition } from '../columns/recognise.ts'
import type { Table, TableRow } from '../table/table.ts'
import type { RowProblem } from './problems.ts'
import type { ProposedMailbox } from './proposed.ts'
import { type RowContext, RowReader } from './row.ts'
import { type ExistingMailbox, Uniqueness } from './uniqueness.ts'

export interface PreviewOptions {
  /** What the move has already. */
  readonly existing?: Iterable<ExistingMailbox>
  /** The domains that old and new addresses may have; any where not given. */
  readonly sourceDomains?: readonly string[]
  readonly targetDomains?: readonly string[]
  /** The domain of cells that hold a local part alone; the only one of the list above unless given. */
  readonly sourceDomain?: string
  readonly targetDomain?: string
  /** Which address every row needs: the old one, or the new one in a company's first move. */
  readonly required?: 'sourceAddress' | 'targetAddress'
}

/** What an import would bring. Nothing is stored; confirming takes `mailboxes` that are `ready`. */
export interface Preview {
  readonly mailboxes: readonly ProposedMailbox[]
  readonly problems: readonly RowProblem[]
  /** More than are listed, where a table has very many. */
  readonly problemCount: number
  readonly readyCount: number
  /** Columns that are not read, with what they hold: the reader sees that they stay behind. */
  readonly columnsLeft: readonly Pick<RecognisedColumn, 'index' | 'heading' | 'filled'>[]
}

/** A table of 10,000 rows that are all wrong in two ways is still listed whole. */
const MOST_PROBLEMS = 25_000

/** Reads a table by a mapping into proposed mailboxes and what is wrong, row by row. Keeps nothing of it. */
export function previewTable(
  table: Table,
  recognition: Recognition,
  mapping: Mapping,
  options: PreviewOptions = {},
): Preview {
  const required = options.required ?? 'sourceAddress'
  const context = contextOf(recognition, mapping, options, required)
  const columnsLeft = recognition.columns
    .filter(({ index }) => (mapping.fields.get(index) ?? 'unused') === 'unused')
    .map(({ index, heading, filled }) => ({ index, heading, filled }))
  if (![...mapping.fields.values()].includes(required)) {
    const problem = missingColumn(required, mapping.headingRow)
    return { mailboxes: [], problems: [problem], problemCount: 1, readyCount: 0, columnsLeft }
  }
  const mailboxes: ProposedMailbox[] = []
  const problems: RowProblem[] = []
  let problemCount = 0
  let readyCount = 0
  for (const row of table.rows) {
    if (mapping.headingRow !== undefined && row.number <= mapping.headingRow) continue
    const cells = cellsOf(row, mapping)
    if (cells.size === 0) continue
    const reader = new RowReader(row.number, cells, context)
    const mailbox = reader.read()
    mailboxes.push(mailbox)
    if (mailbox.ready) readyCount++
    problemCount += reader.problems.length
    for (const problem of reader.problems) if (problems.length < MOST_PROBLEMS) problems.push(problem)
  }
  return { mailboxes, problems, problemCount, readyCount, columnsLeft }
}

/** The row's cells that are read, by field; none where all of them are empty. */
function cellsOf(row: TableRow, mapping: Mapping): Map<Field, string[]> {
  const cells = new Map<Field, string[]>()
  for (const [index, field] of mapping.fields) {
    const cell = row.cells[index] ?? ''
    if (field === 'unused' || cell.trim() === '') continue
    const others = cells.get(field)
    if (others === undefined) cells.set(field, [cell])
    else others.push(cell)
  }
  return cells
}

function contextOf(
  recognition: Recognition,
  mapping: Mapping,
  options: PreviewOptions,
  required: 'sourceAddress' | 'targetAddress',
): RowContext {
  const headings = new Map<Field, string>()
  for (const { index, heading } of recognition.columns) {
    const field = mapping.fields.get(index)
    if (field !== undefined && !headings.has(field)) headings.set(field, heading)
  }
  const [sourceDomains, targetDomains] = [domainSet(options.sourceDomains), domainSet(options.targetDomains)]
  return {
    uniqueness: new Uniqueness(options.existing ?? []),
    sourceDomains,
    targetDomains,
    sourceDomain: options.sourceDomain ?? only(sourceDomains),
    targetDomain: options.targetDomain ?? only(targetDomains),
    required,
    headings,
  }
}

const domainSet = (domains: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  domains === undefined ? undefined : new Set(domains.flatMap((domain) => normaliseDomain(domain) ?? []))

const only = (domains: ReadonlySet<string> | undefined): string | undefined =>
  domains?.size === 1 ? [...domains][0] : undefined

const missingColumn = (field: 'sourceAddress' | 'targetAddress', headingRow: number | undefined): RowProblem => ({
  row: headingRow ?? 0,
  code: 'missing-column',
  severity: 'error',
  field,
  column: undefined,
  cell: undefined,
  message:
    field === 'sourceAddress' ? 'No column was taken for the old address.' : 'No column was taken for the new address.',
  remedy: 'Say which column it is.',
})
