// node packages/web/build/build.ts: builds the console into packages/web/dist, unless what is there is of these sources.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { BUILT } from '../built/index.ts'
import { compressAll } from './compress.ts'
import { firstLoad } from './first-load.ts'
import { sourcesDigest } from './sources.ts'

/** Octets: what a phone on a poor line waits for. */
const LARGEST_FIRST_LOAD = 300_000

const stamp = join(BUILT, '.sources')
const digest = sourcesDigest()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const began = performance.now()
  rmSync(BUILT, { recursive: true, force: true })
  await build({ configFile: join(import.meta.dirname, '../vite.config.ts'), logLevel: 'warn' })
  compressAll(BUILT)
  const octets = firstLoad(BUILT)
  const said = `The console is built: ${(octets / 1000).toFixed(0)} kB of script for the first look at a move, ${((performance.now() - began) / 1000).toFixed(1)} s.`
  process.stderr.write(`${said}\n`)
  if (octets > LARGEST_FIRST_LOAD) {
    rmSync(BUILT, { recursive: true, force: true })
    throw new Error(`The first load may have ${LARGEST_FIRST_LOAD / 1000} kB: load what not everybody needs lazily.`)
  }
  writeFileSync(stamp, digest)
}
