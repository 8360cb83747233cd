/**
 * Writes `generated.ts` (the tables' types) and `schema.sql` (the schema to read) from a freshly migrated database.
 * Run by `npm run generate`; the check fails where the files differ from what it writes.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from './database.ts'
import { readSchema } from './schema/read.ts'
import { schemaSql } from './schema/to-sql.ts'
import { schemaTypes } from './schema/to-types.ts'

const folder = await mkdtemp(join(tmpdir(), 'caravan-generate-'))
try {
  const database = await openDatabase({ dataDir: folder, url: '' })
  try {
    const tables = await readSchema(database.pool)
    await writeFile(fileURLToPath(new URL('./generated.ts', import.meta.url)), schemaTypes(tables))
    await writeFile(fileURLToPath(new URL('./schema.sql', import.meta.url)), schemaSql(tables))
  } finally {
    await database.close()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
