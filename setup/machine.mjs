import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { environment, runSilently, SetupError } from './run-here.mjs'

// What the lab calls and a small Debian may lack.
const COMMANDS = [
  { command: 'openssl', package: 'openssl' },
  { command: 'unshare', package: 'util-linux' },
  { command: 'setpriv', package: 'util-linux' },
  { command: 'flock', package: 'util-linux' },
  { command: 'mount', package: 'mount' },
  { command: 'useradd', package: 'passwd' },
  // What PST files are read with.
  { command: 'readpst', package: 'pst-utils' },
  // What the console's journeys are made with.
  { command: 'chromium', package: 'chromium' },
]

/** Tests and demo run real servers from Debian's packages, so they want a Debian. */
export function requireDebian() {
  const known = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (known && /^ID(_LIKE)?=.*\bdebian\b/m.test(release)) return
  throw new SetupError(
    'Tests and demo run real mail servers from Debian packages: run them on Debian 12 (x64 or arm64), or in a container of it.',
  )
}

/** Installs the Debian packages of commands that are not there. */
export async function requireCommands() {
  const lacking = COMMANDS.filter(({ command }) => !isThere(command))
  await install([...new Set(lacking.map((item) => item.package))], 'the lab and the journeys')
}

/** Installs Chinese letters where the machine has none: the page of an employee brings none, and shows the machine's. */
export async function requireChineseLetters() {
  const { output } = await runSilently('fc-list', [':lang=zh-cn'])
  await install(output.trim() === '' ? ['fonts-noto-cjk'] : [], 'pictures of pages in Chinese')
}

async function install(packages, what) {
  if (packages.length === 0) return
  const names = packages.join(' and ')
  if (process.getuid() !== 0)
    throw new SetupError(`For ${what}, ${names} is missing: run \`apt-get install ${packages.join(' ')}\` as root.`)
  console.error(`Installing ${names} with apt-get, for ${what} …`)
  const env = { ...environment(), DEBIAN_FRONTEND: 'noninteractive' }
  const installed = () =>
    runSilently('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
  let { code, output } = await installed()
  if (code !== 0) {
    await runSilently('apt-get', ['update', '-qq'], { env })
    ;({ code, output } = await installed())
  }
  if (code === 0) return
  throw new SetupError(`${names} can't be installed; apt-get says: ${output.trim().split('\n').at(-1)}`)
}

function isThere(command) {
  return environment()
    .PATH.split(delimiter)
    .some((folder) => existsSync(join(folder, command)))
}
