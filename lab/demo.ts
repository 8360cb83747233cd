/**
 * `npm run demo`: a sample company of forty mailboxes moves between two real mail servers on this machine, driven
 * through the API of a Caravan that runs for it alone. Everything stands in temporary folders and is gone afterwards.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Demo, orAborted, startDemo } from './demo/index.ts'
import type { Outside } from './demo/outside.ts'
import type { DemoProgram } from './demo/program.ts'
import type { DemoServers } from './demo/servers.ts'
import { note, say, showEnds, showMailServers, showStanding } from './demo/show.ts'

/** Of each connection to the old home, in bytes a second. So the whole takes some minutes, and one can watch. */
const LINE = 350_000

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const stop = new AbortController()
const { signal } = stop
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
const keyboard = createInterface({ input: process.stdin })

say('Alvero Doors moves its mail. Two mail servers and a Caravan start …')
try {
  const pace = values.quick ? { volume: 0.1 } : { bytesPerSecond: LINE }
  const demo = await startDemo({ ...pace, signal, tell: note, opened: welcome })
  try {
    await watch(demo)
  } finally {
    say('\nEnding: what runs is stopped, and what it wrote is removed.')
    await demo[Symbol.asyncDispose]()
  }
} catch (error) {
  if (!signal.aborted) throw error
} finally {
  keyboard.close()
}

async function watch(demo: Demo): Promise<void> {
  const { company, move, outside } = demo
  showEnds(company, move)
  const begun = performance.now()
  await orAborted(demo.copied(), signal)
  say(`\nThe copy took ${Math.round((performance.now() - begun) / 1000)} s.`)
  await showStanding(company, move, outside.url)
  say('\nThe demo runs until Ctrl-C, which ends all of it and leaves nothing behind.')
  if (!signal.aborted) await once(signal, 'abort')
}

/** Tells how to get in, and listens to the keyboard from then on. */
function welcome(program: DemoProgram, servers: DemoServers, outside: Outside): void {
  const megabytes = Math.round(servers.bytes / 1_000_000)
  const pace = values.quick
    ? 'A tenth of its mail, as fast as it goes.'
    : `The line to the old service is held at ${LINE / 1000} kB/s a connection, so that you can watch: some minutes.`
  say(`
Open this in a browser on this machine. It lets you in as the owner, without a password, once:

  ${program.signInLink()}

Enter prints another such address. Ctrl-C ends the demo.
What is around Caravan, the new service’s administration and the letters that people get, is at ${outside.url}

${servers.messages.toLocaleString('en')} messages, ${megabytes} MB. ${pace}`)
  showMailServers({ old: servers.old.port, home: servers.home.port })
  keyboard.on('line', (line) => void typed(line.trim(), program, servers))
}

async function typed(line: string, program: DemoProgram, servers: DemoServers): Promise<void> {
  if (line !== 'room') {
    say(`\n  ${program.signInLink()}\n`)
    return
  }
  await servers.giveRoom()
  note('The new service has given the full mailbox more room: run it again.')
}
