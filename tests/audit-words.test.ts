import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const PACKAGES = join(import.meta.dirname, '../packages')

test('everything that the server writes into the audit log has words in the console', () => {
  const server = join(PACKAGES, 'server/src')
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing/'),
  )
  const written = files.flatMap((name) =>
    [...readFileSync(join(server, name), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z.-]+)'/g)].map((found) => found[1]),
  )
  expect(written.length).toBeGreaterThan(40)
  const [, words = ''] = readFileSync(join(PACKAGES, 'web/src/words/en/activity.ts'), 'utf8').split(
    'export const action',
  )
  expect(written.filter((action) => !words.includes(`'${action ?? ''}':`))).toEqual([])
})
