import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFresh } from '../../bin/fresh.mjs'

let folder: string
beforeAll(async () => {
  folder = `${await mkdtemp(join(tmpdir(), 'caravan-fresh-'))}/`
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the build notes of one source of ten octets. */
async function built(name: string): Promise<string> {
  await writeFile(`${folder}${name}.ts`, '0123456789')
  await utimes(`${folder}${name}.ts`, 1_000, 1_000)
  const sources = `${folder}${name}.json`
  await writeFile(sources, JSON.stringify([[`${name}.ts`, 1_000_000, 10]]))
  return sources
}

test('what was built runs while its sources are as they were', async () => {
  expect(isFresh(folder, await built('same'))).toBe(true)
})

test('a source that was written again, has another length or is gone lets the sources run', async () => {
  const later = await built('later')
  await utimes(`${folder}later.ts`, 1_001, 1_001)
  expect(isFresh(folder, later)).toBe(false)

  const longer = await built('longer')
  await writeFile(`${folder}longer.ts`, '0123456789a')
  await utimes(`${folder}longer.ts`, 1_000, 1_000)
  expect(isFresh(folder, longer)).toBe(false)

  const gone = await built('gone')
  await rm(`${folder}gone.ts`)
  expect(isFresh(folder, gone)).toBe(false)
})

test('where nothing was built, or its list cannot be read, the sources run', async () => {
  expect(isFresh(folder, `${folder}nothing.json`)).toBe(false)
  await writeFile(`${folder}half.json`, '[["half.ts",')
  expect(isFresh(folder, `${folder}half.json`)).toBe(false)
})
