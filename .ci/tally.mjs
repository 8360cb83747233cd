// node .ci/tally.mjs FOLDER: adds up the steps of .ci/run from what they left in the folder, and prints
// `N passed, N failed[, N skipped]` as the last line; exits 1 when anything failed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const count = { passed: 0, failed: 0, skipped: 0 }

/** A step's own results as JSON, or nothing where it ended before it wrote them. */
function read(file) {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch {
    return undefined
  }
}

function fail(what) {
  console.log(`failed: ${what}`)
  count.failed++
}

function countTests(report, code) {
  if (!report) return fail(`the tests ended with ${code} and left no result`)
  const before = count.failed
  count.passed += report.numPassedTests
  count.failed += report.numFailedTests
  count.skipped += report.numPendingTests + report.numTodoTests
  for (const file of report.testResults)
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
      fail(`${file.name} ${file.message ?? ''}`)
  // An unhandled error fails the run and no test.
  if (code !== 0 && count.failed === before) fail(`the test runner ended with ${code}`)
  if (report.numTotalTests === 0) fail('no test ran')
}

function countChecks(results, code) {
  if (!results) return fail(`the checks ended with ${code} and left no result`)
  for (const { name, passed } of results)
    if (passed) count.passed++
    else fail(`check ${name}`)
}

const steps = existsSync(join(folder, 'steps')) ? readFileSync(join(folder, 'steps'), 'utf8').trim().split('\n') : []
for (const line of steps) {
  const [name, code] = line.split(' ')
  if (name === 'test') countTests(read('tests.json'), Number(code))
  else if (name === 'check') countChecks(read('checks.json'), Number(code))
  else if (code !== '0') fail(`step ${name}`)
}
if (!steps.some((line) => line.startsWith('test '))) fail('the tests were not run')

const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`)
process.exitCode = count.failed > 0 ? 1 : 0
