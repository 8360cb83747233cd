/**
 * How long it takes to import people from a workbook through the API: the preview, then the import, each reading the file.
 *
 *   node bench/import.ts [--people 10000] [--rounds 3] [--passwords 2]
 */
import { parseArgs } from 'node:util'
import { moves, people } from '@caravan/contract'
import { writeWorkbook } from '@caravan/core/testing'
import { startTestServer } from '@caravan/server/testing'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    passwords: { type: 'string', default: '2' },
  },
})
const passwords = Number(values.passwords)
const headings = [
  'Old address',
  'New address',
  'Display name',
  'First name',
  'Last name',
  'Department',
  'Wave',
  'Notes',
]
const secrets = ['Old password', 'New password'].slice(0, passwords)
const rows = Array.from({ length: Number(values.people) }, (_, at) => [
  ...[`person${at}@old.example`, `person${at}@new.example`, `Given${at} Family${at}`, `Given${at}`, `Family${at}`],
  ...[`Department ${at % 40}`, `Wave ${at % 5}`, at % 7 === 0 ? 'comes back in March' : ''],
  ...secrets.map((name) => `${name}-${at}`),
])
const file = writeWorkbook([[...headings, ...secrets], ...rows]).toString('base64')

await using running = await startTestServer()
const { owner, organisation } = running
for (let round = 0; round < Number(values.rounds); round++) {
  const body = { name: `Move ${round}`, kind: 'new-addresses' as const }
  const { id: move } = await owner.call(moves.makeMove, { params: { organisation }, body })
  const params = { organisation, move }
  const begun = performance.now()
  const { sha256, readyCount } = await owner.call(people.previewImport, { params, body: { input: { file } } })
  const looked = performance.now()
  const done = await owner.call(people.confirmImport, { params, body: { input: { file }, sha256 } })
  const ended = performance.now()
  const ms = [looked - begun, ended - looked, ended - begun].map((one) => `${Math.round(one)} ms`)
  process.stdout.write(
    `${readyCount} people, ${done.credentials} passwords: preview ${ms[0]}, import ${ms[1]}, both ${ms[2]}\n`,
  )
}
