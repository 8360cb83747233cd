import { emptyReport, reportedError } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { reportJson } from '../render/json.ts'
import { exitStatusOf, renderError } from './exit.ts'
import { type CommandLine, readCommandLine } from './options.ts'
import type { Streams } from './streams.ts'
import { USAGE } from './usage.ts'
import { SERVE_USAGE } from './usage-serve.ts'
import { VERSION } from './version.ts'

type Command = (line: CommandLine, streams: Streams) => Promise<number>

/** Each is loaded when it is asked for: a server's parts take a second that a copy need not wait. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  copy: async () => (await import('./copy.ts')).copy,
  reverse: async () => (await import('./copy.ts')).reverse,
  verify: async () => (await import('./verify.ts')).verify,
  estimate: async () => (await import('./estimate.ts')).estimate,
  inventory: async () => (await import('./inventory.ts')).inventory,
  folders: async () => (await import('./folders.ts')).folders,
  consent: async () => (await import('./consent.ts')).consent,
  discover: async () => (await import('./discover.ts')).discover,
  people: async () => (await import('./people.ts')).importPeople,
  serve: async () => (await import('./serve.ts')).serve,
  worker: async () => (await import('./worker.ts')).worker,
  db: async () => (await import('./db.ts')).db,
  vault: async () => (await import('./vault.ts')).vault,
}

/** Runs one command line; resolves with the exit status. Only errors nobody foresaw are thrown. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  let json = false
  try {
    const line = readCommandLine(args)
    json = line.values.json ?? false
    if (line.values.version === true) {
      streams.out.write(`caravan ${VERSION}\n`)
      return 0
    }
    const command = line.command === undefined ? undefined : COMMANDS[line.command]
    if (command === undefined || line.values.help === true) {
      const asked = line.values.help === true
      ;(asked ? streams.out : streams.err).write(line.command === 'serve' ? SERVE_USAGE : USAGE)
      return asked ? 0 : 2
    }
    return await (await command())(line, streams)
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const status = exitStatusOf(error)
    if (json && status !== 2) streams.out.write(`${JSON.stringify(reportJson(emptyReport(reportedError(error))))}\n`)
    streams.err.write(renderError(error))
    return status
  }
}
