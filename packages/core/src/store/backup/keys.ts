import { type ClientBase, escapeIdentifier } from 'pg'
import { readSchema, type Table } from '../schema/read.ts'

/**
 * Takes keys and indexes away for the time of the loading and makes them again after it, names and all. Measured with
 * 10 million messages and their copies: see docs/decisions/0002-ledger-tables.md. Making them again verifies every
 * row, so a file whose rows contradict each other is refused.
 */
export async function loadWithoutKeys(client: ClientBase, work: () => Promise<void>): Promise<void> {
  const tables = await readSchema(client)
  // References first: they stand on the keys.
  const keys = [...declared(tables, /^FOREIGN KEY/), ...declared(tables, /^(PRIMARY KEY|UNIQUE)/)]
  const indexes = tables.flatMap((table) => table.indexes)
  for (const { table, name } of keys)
    await client.query(`alter table ${escapeIdentifier(table)} drop constraint ${escapeIdentifier(name)}`)
  for (const definition of indexes) await client.query(`drop index ${escapeIdentifier(indexName(definition))}`)
  await work()
  for (const definition of indexes) await client.query(definition)
  for (const { table, name, definition } of keys.reverse())
    await client.query(`alter table ${escapeIdentifier(table)} add constraint ${escapeIdentifier(name)} ${definition}`)
}

function declared(tables: readonly Table[], kind: RegExp) {
  return tables.flatMap(({ name: table, constraints }) =>
    constraints.filter(({ definition }) => kind.test(definition)).map((constraint) => ({ table, ...constraint })),
  )
}

function indexName(definition: string): string {
  const name = /^CREATE (?:UNIQUE )?INDEX ("(?:[^"]|"")+"|\S+) ON /.exec(definition)?.[1]
  if (name === undefined) throw new Error(`not the definition of an index: ${definition}`)
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}
