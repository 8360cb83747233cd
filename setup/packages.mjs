import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root, runSilently, SetupError } from './run-here.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.caravan-lock')
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED/

/** Makes node_modules what package-lock.json says, unless it is that already. */
export async function requirePackages() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const digest = createHash('sha256').update(lock).digest('hex')
  const stamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
  if (stamped && existsSync(node24)) return
  // After somebody's own `npm install` all is there but the stamp.
  if (!isInstalled(JSON.parse(lock).packages)) await install()
  if (!existsSync(node24))
    throw new SetupError(
      `npm brought no Node 24 for ${process.platform}-${process.arch}: run \`npm ci --include=optional\`.`,
    )
  writeFileSync(stamp, digest)
}

async function install() {
  const began = Date.now()
  console.error('Installing the npm packages that package-lock.json names (npm ci) …')
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  // By default npm tries again for minutes where there is no network: 167 s measured before it fell back on its cache.
  const patience = [
    '--prefer-offline',
    '--fetch-retries=3',
    '--fetch-retry-mintimeout=500',
    '--fetch-retry-maxtimeout=3000',
  ]
  const complete = ['--include=dev', '--include=optional']
  // npm says which program it is when we were started by it; else it stands in PATH.
  const npm = process.env.npm_execpath
  const { code, output } = npm?.endsWith('.js')
    ? await runSilently(process.execPath, [npm, 'ci', ...complete, ...patience, ...quiet])
    : await runSilently('npm', ['ci', ...complete, ...patience, ...quiet])
  if (code !== 0) throw new SetupError(explained(code, output))
  console.error(`npm packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

function explained(code, output) {
  if (code === 127) return 'npm is not there: install Node.js 20 or later together with npm, then run this again.'
  if (OFFLINE.test(output))
    return `The npm packages are not installed and the npm registry can't be reached: connect this machine, then run this again.`
  return `npm ci ended with ${code}:\n${output.trim()}`
}

/** Whether npm's own record of what it installed agrees with the lock file. */
function isInstalled(locked) {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = Object.entries(locked).filter(([path]) => path.startsWith('node_modules/'))
  const agrees = ([path, entry]) => {
    const found = installed[path]
    // Of an optional package only this platform's build is there.
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path))
  }
  const extra = Object.keys(installed).filter((path) => path.startsWith('node_modules/') && !(path in locked))
  return extra.length === 0 && wanted.every(agrees)
}
