import type { Field } from '../columns/fields.ts'
import { writeCsv } from './csv.ts'

/** The columns of an export, with headings that our own import takes for the same fields. Secrets are never exported. */
const COLUMNS = [
  ['sourceAddress', 'Old address'],
  ['targetAddress', 'New address'],
  ['displayName', 'Display name'],
  ['firstName', 'First name'],
  ['middleName', 'Middle name'],
  ['lastName', 'Last name'],
  ['nickname', 'Nickname'],
  ['kind', 'Kind'],
  ['decision', 'Decision'],
  ['owner', 'Owner'],
  ['wave', 'Wave'],
  ['department', 'Department'],
  ['project', 'Project'],
  ['sourceUser', 'Source user'],
  ['targetUser', 'Target user'],
  ['aliases', 'Aliases'],
  ['contactAddress', 'Contact email'],
  ['notes', 'Notes'],
] as const satisfies readonly (readonly [Field, string])[]

/** A mailbox as a row of text; several aliases are separated by spaces. */
export type ExportedMailbox = Partial<Record<(typeof COLUMNS)[number][0], string | undefined>>

/** The table of mailboxes as CSV, to be edited and read in again. */
export const exportMailboxes = (mailboxes: Iterable<ExportedMailbox>): string =>
  writeCsv(
    COLUMNS.map(([, heading]) => heading),
    rowsOf(mailboxes),
  )

function* rowsOf(mailboxes: Iterable<ExportedMailbox>): Generator<string[]> {
  for (const mailbox of mailboxes) yield COLUMNS.map(([field]) => mailbox[field] ?? '')
}
