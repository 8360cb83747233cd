import type { Column, Table } from './read.ts'

/** TypeScript's type for SQL's, as pg gives it (with `values.ts`: 64-bit numbers as numbers). */
const TYPES: Record<string, string> = {
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  'double precision': 'number',
  numeric: 'string',
  boolean: 'boolean',
  text: 'string',
  uuid: 'string',
  inet: 'string',
  date: 'string',
  'time without time zone': 'string',
  bytea: 'Buffer',
}

/** Kysely's table interfaces, and `Schema` over them. */
export function schemaTypes(tables: readonly Table[]): string {
  const head = [
    '// Written by `npm run generate` from the migrations. Do not edit.',
    "import type { ColumnType, GeneratedAlways } from 'kysely'",
    '',
    '/** Written as text (an array would turn into one of PostgreSQL), read as the value. */',
    'type Json = ColumnType<unknown, string, string>',
    '/** May be left out of an insert. */',
    'type Generated<T> =',
    '  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>',
    'type Time = ColumnType<Date, Date | string, Date | string>',
    '',
  ]
  const schema = tables.map(({ name }) => `  ${name}: ${interfaceName(name)}`)
  const names = [
    '/** Every table of ours; whatever else stands in the database is not touched. */',
    'export const TABLES = [',
    ...tables.map(({ name }) => `  '${name}',`),
    '] as const',
    '',
  ]
  return [...head, ...tables.map(tableType), 'export interface Schema {', ...schema, '}', '', ...names].join('\n')
}

function tableType(table: Table): string {
  const columns = table.columns.map((column) => `  ${column.name}: ${columnType(column, table)}`)
  return [`export interface ${interfaceName(table.name)} {`, ...columns, '}', ''].join('\n')
}

const interfaceName = (table: string) => table.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())

function columnType(column: Column, table: Table): string {
  const type = allowedTexts(column, table) ?? plainType(column.type)
  const value = column.nullable ? `${type} | null` : type
  if (column.identity === 'always') return `GeneratedAlways<${value}>`
  return column.default !== null || column.identity ? `Generated<${value}>` : value
}

function plainType(type: string): string {
  if (type.endsWith('[]')) return `${plainType(type.slice(0, -2))}[]`
  if (type === 'json' || type === 'jsonb') return 'Json'
  if (type.startsWith('timestamp')) return 'Time'
  const known = TYPES[type]
  if (known === undefined) throw new Error(`schema/to-types.ts has no TypeScript type for ${type}`)
  return known
}

/** `check (kind in ('trial', 'first'))` becomes `'trial' | 'first'`. */
function allowedTexts({ name }: Column, { constraints }: Table): string | undefined {
  const start = `CHECK ((${name} = ANY (ARRAY[`
  const found = constraints.find(({ definition }) => definition.startsWith(start))
  const texts = found?.definition.match(/'(?:[^']|'')*'(?=::text)/g)
  return texts?.map((text) => JSON.stringify(text.slice(1, -1).replaceAll("''", "'")).replaceAll('"', "'")).join(' | ')
}
