// node packages/web/build/build.ts: builds the console into packages/web/dist, unless what is there is of these sources.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { BUILT } from '../built/index.ts'
import { compressAll } from './compress.ts'
import { employeeLoad, firstLoad } from './first-load.ts'
import { sourcesDigest } from './sources.ts'

/** Octets: what a phone on a poor line waits for. */
const LARGEST_FIRST_LOAD = 300_000
/** For people who come once, with what connection they have. */
const LARGEST_EMPLOYEE_LOAD = 100_000

const stamp = join(BUILT, '.sources')
const digest = sourcesDigest()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const began = performance.now()
  rmSync(BUILT, { recursive: true, force: true })
  for (const config of ['../vite.config.ts', '../vite.employee.config.ts'])
    await build({ configFile: join(import.meta.dirname, config), logLevel: 'warn' })
  compressAll(BUILT)
  const [console, employee] = [firstLoad(BUILT), employeeLoad(BUILT)]
  const seconds = (performance.now() - began) / 1000
  const said = `The console is built: ${kB(console)} of script for the first look at a move, ${kB(employee)} for an employee’s page, ${seconds.toFixed(1)} s.`
  process.stderr.write(`${said}\n`)
  for (const [octets, most] of [
    [console, LARGEST_FIRST_LOAD],
    [employee, LARGEST_EMPLOYEE_LOAD],
  ] as const)
    if (octets > most) {
      rmSync(BUILT, { recursive: true, force: true })
      throw new Error(
        `The first load may have ${kB(most)}, and has ${kB(octets)}: load what not everybody needs lazily.`,
      )
    }
  writeFileSync(stamp, digest)
}

function kB(octets: number): string {
  return `${(octets / 1000).toFixed(octets < 10_000 ? 1 : 0)} kB`
}
