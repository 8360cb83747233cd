import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { documentText } from './openapi-file.ts'

const fresh = () => JSON.parse(documentText()) as Record<string, unknown>

test('openapi.json is what the routes make', async () => {
  expect(await readFile(new URL('../openapi.json', import.meta.url), 'utf8')).toBe(documentText())
})

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(fresh())
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('the check of the document bites: a parameter without a place is found', async () => {
  const document = fresh()
  const paths = document['paths'] as Record<string, Record<string, { parameters?: { in?: string }[] }>>
  const parameter = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ parameters }) => parameters ?? [])[0]
  delete parameter?.in
  expect((await new Validator().validate(document)).valid).toBe(false)
})

test('every parameter of a path is described, and every operation has a name of its own', () => {
  const paths = fresh()['paths'] as Record<
    string,
    Record<string, { operationId: string; parameters?: { in: string; name: string }[] }>
  >
  const names = new Set<string>()
  for (const [path, operations] of Object.entries(paths))
    for (const { operationId, parameters = [] } of Object.values(operations)) {
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
      expect(inPath.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
      expect(names.has(operationId), operationId).toBe(false)
      names.add(operationId)
    }
})
