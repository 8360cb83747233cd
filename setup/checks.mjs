import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runHere } from './run-here.mjs'

/**
 * Runs every `check:…` script of package.json, also after one has failed, and ends with a line for each. Where
 * CARAVAN_CHECK_RESULTS names a file, the results are written to it as JSON.
 */
export async function runChecks() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const checks = Object.keys(scripts).filter((name) => name.startsWith('check:'))
  const results = []
  for (const check of checks) {
    const began = Date.now()
    const name = check.slice('check:'.length)
    console.log(`— ${name}: ${scripts[check]}`)
    const code = await runHere('sh', ['-c', scripts[check]])
    results.push({ name, passed: code === 0, seconds: (Date.now() - began) / 1000 })
  }
  console.log('')
  for (const { name, passed, seconds } of results)
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  const file = process.env.CARAVAN_CHECK_RESULTS
  if (file) writeFileSync(file, JSON.stringify(results))
  return results.every((result) => result.passed) ? 0 : 1
}
