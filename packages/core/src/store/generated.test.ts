import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readSchema } from './schema/read.ts'
import { schemaSql } from './schema/to-sql.ts'
import { schemaTypes } from './schema/to-types.ts'
import { startTestServer } from './testing/database.ts'

test('generated.ts and schema.sql are what the migrations make', async () => {
  const server = await startTestServer()
  const tables = await readSchema((await server.database()).pool)
  const file = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
  expect(schemaTypes(tables)).toBe(await file('./generated.ts'))
  expect(schemaSql(tables)).toBe(await file('./schema.sql'))
  await server.stop()
})
