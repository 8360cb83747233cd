/** People and mailboxes: from any provider's table to proposed mailboxes with addresses, and back to a table. */
export { type Confidence, FIELDS, type Field, SECRET_FIELDS } from './columns/fields.ts'
export {
  type Mapping,
  mappingOf,
  type RecognisedColumn,
  type Recognition,
  recogniseColumns,
} from './columns/recognise.ts'
export { csvLines, writeCsv } from './export/csv.ts'
export { type ExportedMailbox, exportMailboxes } from './export/mailboxes.ts'
export { type Preview, type PreviewOptions, previewTable } from './preview/preview.ts'
export { PROBLEM_SEVERITY, type ProblemCode, type RowProblem } from './preview/problems.ts'
export {
  MAILBOX_DECISIONS,
  MAILBOX_KINDS,
  type MailboxDecision,
  type MailboxKind,
  type ProposedMailbox,
} from './preview/proposed.ts'
export type { ExistingMailbox } from './preview/uniqueness.ts'
export { type Role, recogniseRole } from './roles/recognise.ts'
export { ROLES, type RoleKey } from './roles/roles.ts'
export {
  applyAddressRule,
  type Collision,
  type MadeAddress,
  type RuleOptions,
  type RuleResult,
  type Unmade,
} from './rules/apply.ts'
export type { Spelling } from './rules/cyrillic.ts'
export type { Person } from './rules/local-part.ts'
export { type NameParts, splitName } from './rules/names.ts'
export type { Proposal } from './rules/proposals.ts'
export { type AddressRule, PLACEHOLDERS, type Placeholder, parseAddressRule } from './rules/rule.ts'
export { type Spelled, transliterate } from './rules/transliterate.ts'
export { type ReadingChoice, readPastedTable, readTable } from './table/read.ts'
export {
  DELIMITERS,
  type Delimiter,
  ENCODINGS,
  type Encoding,
  TABLE_LIMITS,
  type Table,
  type TableLimits,
  type TableRow,
} from './table/table.ts'
