import type { Column, Table } from './read.ts'

/** The schema as one would write it: to be read and compared, not run (tables stand by name, not by dependence). */
export function schemaSql(tables: readonly Table[]): string {
  const head = '-- Written by `npm run generate` from the migrations. Do not edit.\n'
  return [head, ...tables.map(tableSql)].join('\n')
}

function tableSql({ name, columns, constraints, indexes, options }: Table): string {
  const lines = [...columns.map(columnSql), ...constraints.map((c) => `constraint ${c.name} ${c.definition}`)]
  const settings = options.length > 0 ? ` with (${options.join(', ')})` : ''
  const table = `create table ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${settings};\n`
  return [table, ...indexes.map((definition) => `${definition};\n`)].join('')
}

function columnSql(column: Column): string {
  // Names that are not all small letters are written in quotes.
  const name = /^[a-z_]+$/.test(column.name) ? column.name : `"${column.name}"`
  const parts = [name, column.type]
  if (column.identity) parts.push(`generated ${column.identity} as identity`)
  else if (column.default !== null) parts.push(`default ${column.default}`)
  if (!column.nullable) parts.push('not null')
  return parts.join(' ')
}
