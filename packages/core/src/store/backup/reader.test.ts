import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORMAT } from './format.ts'
import { BackupReader } from './reader.ts'

async function* cut(bytes: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

test('tables are told apart wherever the file happens to be cut into pieces', async () => {
  const line = fc.constantFrom('', 'a', '\\\\.', '.', '\\\\', '1\t\\N', 'x'.repeat(50)).map((text) => `${text}\n`)
  const table = fc.array(line, { maxLength: 6 }).map((lines) => lines.join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(table, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (tables, sizes) => {
        const header = { format: FORMAT, version: 1, program: '0', createdAt: '', migrations: [], tables: [] }
        const body = `${JSON.stringify(header)}\n${tables.map((rows) => `${rows}\\.\n`).join('')}`
        const sha256 = createHash('sha256').update(body).digest('hex')
        const whole = Buffer.from(`${body}${JSON.stringify({ sha256 })}\n`)
        const reader = new BackupReader(cut(whole, sizes), 'file')
        expect(await reader.header).toEqual(header)
        for (const rows of tables) {
          const found: Buffer[] = []
          for await (const block of reader.table()) found.push(block)
          expect(Buffer.concat(found).toString()).toBe(rows)
        }
        await reader.finish()
      },
    ),
    { numRuns: 300 },
  )
})
