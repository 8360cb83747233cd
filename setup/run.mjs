// node setup/run.mjs demo|test|test:long|guide|check|prepare [arguments…]
//
// Makes sure of what a command needs, says what it had to fetch, and runs the command on the Node that npm brought.
// Plain JavaScript without dependencies: it runs on the machine's own Node, 18 or later, before anything is installed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './checks.mjs'
import { requireChineseLetters, requireCommands, requireDebian } from './machine.mjs'
import { requirePackages } from './packages.mjs'
import { node24, root, runHere, SetupError } from './run-here.mjs'

const TARGETS = {
  demo: { lab: 'dovecot', run: (args) => runHere(node24, ['lab/demo.ts', ...args]) },
  test: { lab: 'all', run: (args) => runHere(node24, [bin('vitest'), 'run', ...args]) },
  'test:long': {
    lab: 'all',
    pictures: true,
    run: (args) => runHere(node24, [bin('vitest'), 'run', '--config', 'vitest.long.config.ts', ...args]),
  },
  guide: {
    lab: 'all',
    pictures: true,
    run: (args) => runHere(node24, [bin('vitest'), 'run', '--config', 'vitest.guide.config.ts', ...args]),
  },
  check: { lab: undefined, run: runChecks },
  prepare: { lab: 'all', run: () => 0 },
}

/** The program of an installed package, run by its file: no shell has cached another Node for it. */
function bin(name) {
  const folder = join(root, 'node_modules', name)
  const { bin: declared } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof declared === 'string' ? declared : declared[name])
}

async function main([name, ...args]) {
  const target = TARGETS[name]
  if (!target) throw new SetupError(`Say what to run: node setup/run.mjs ${Object.keys(TARGETS).join('|')}`)
  requireDebian()
  await requirePackages()
  if (target.lab) {
    await requireCommands()
    if (target.pictures) await requireChineseLetters()
    const code = await runHere(node24, ['lab/prepare.ts', target.lab])
    if (code !== 0) return code
    for (const part of ['web', 'server']) {
      const built = await runHere(node24, [`packages/${part}/build/build.ts`])
      if (built !== 0) return built
    }
  }
  return target.run(args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof SetupError)) throw cause
  console.error(cause.message)
  process.exitCode = 1
}
