import { emptyReport, reportedError } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { reportJson } from '../render/json.ts'
import { copy, reverse } from './copy.ts'
import { db } from './db.ts'
import { discover } from './discover.ts'
import { exitStatusOf, renderError } from './exit.ts'
import { folders } from './folders.ts'
import { inventory } from './inventory.ts'
import { type CommandLine, readCommandLine } from './options.ts'
import { serve } from './serve.ts'
import type { Streams } from './streams.ts'
import { USAGE } from './usage.ts'
import { vault } from './vault.ts'
import { verify } from './verify.ts'
import { VERSION } from './version.ts'
import { worker } from './worker.ts'

const COMMANDS: Readonly<Record<string, (line: CommandLine, streams: Streams) => Promise<number>>> = {
  copy,
  reverse,
  verify,
  inventory,
  folders,
  discover,
  serve,
  worker,
  db,
  vault,
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
      ;(asked ? streams.out : streams.err).write(USAGE)
      return asked ? 0 : 2
    }
    return await command(line, streams)
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const status = exitStatusOf(error)
    if (json && status !== 2) streams.out.write(`${JSON.stringify(reportJson(emptyReport(reportedError(error))))}\n`)
    streams.err.write(renderError(error))
    return status
  }
}
