// Runs dependency-cruiser with the rules of .dependency-cruiser.cjs and asserts that it saw the modules:
// with a TypeScript it does not understand it sees none, and would pass.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

const roots = ['packages', 'lab', 'tests', 'bench'].filter((root) => globSync(`${root}/**/*.{ts,tsx}`).length > 0)
const expected = roots
  .flatMap((root) => globSync(`${root}/**/*.{ts,tsx}`))
  .filter((file) => !file.includes('node_modules') && !file.includes('/dist/') && !file.endsWith('.d.ts'))
const run = spawnSync('depcruise', [...roots, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
})
if (run.error ?? run.signal) throw run.error ?? new Error(`depcruise ended by ${run.signal}`)
const report = JSON.parse(run.stdout)
const seen = new Set(report.modules.map((module) => module.source))
const unseen = expected.filter((file) => !seen.has(file))
for (const violation of report.summary.violations)
  console.error(`${violation.rule.name}: ${violation.from} -> ${violation.to}`)
for (const file of unseen) console.error(`not seen by the import check: ${file}`)
console.log(
  `imports: ${expected.length} modules, ${report.summary.violations.length} violations, ${unseen.length} unseen`,
)
process.exitCode = report.summary.violations.length + unseen.length > 0 || expected.length === 0 ? 1 : 0
