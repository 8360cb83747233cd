import { join } from 'node:path'
import { type PassOptions, type Rules, runPass } from '@caravan/core/engine'
import { keepingPace } from '@caravan/core/services'
import { defaultDataFolder, openDatabase } from '@caravan/core/store'
import { reportJson } from '../render/json.ts'
import { LiveView } from '../render/live.ts'
import { renderReport, SHOWN } from '../render/report.ts'
import { mailboxAt } from './account.ts'
import { exitStatusOfReport } from './exit.ts'
import {
  type CommandLine,
  connectionCount,
  deletionsOf,
  homewardRulesOf,
  leaseTime,
  passKind,
  peopleOf,
  rulesOf,
  verifyLevel,
} from './options.ts'
import { paceOf } from './pace.ts'
import { stopOnInterrupt } from './stop.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'
import { assertReportWritable, writeReport } from './write-report.ts'

/** `caravan copy`: one pass over one mailbox. Resolves with the exit status. */
export async function copy(line: CommandLine, streams: Streams): Promise<number> {
  return onePass(line, streams, passKind(line.values), rulesOf(line.values))
}

/** `caravan reverse`: what arrived at the new home goes back to the old mailbox. Resolves with the exit status. */
export async function reverse(line: CommandLine, streams: Streams): Promise<number> {
  return onePass(line, streams, 'reverse', homewardRulesOf(line.values))
}

async function onePass(
  { values }: CommandLine,
  streams: Streams,
  kind: PassOptions['kind'],
  rules: Rules,
): Promise<number> {
  const verify = verifyLevel(values.verify)
  const connections = connectionCount(values.connections)
  const deleteGone = deletionsOf(values)
  const pace = paceOf(values)
  if (values['accept-removed'] === true && values['copy-again'] === true) {
    throw new UsageError('--accept-removed and --copy-again exclude each other.')
  }
  const leaseMs = leaseTime(process.env['CARAVAN_LEASE_SECONDS'])
  await assertReportWritable(values.report)
  const mailFrom = kind === 'reverse' ? 'to' : 'from'
  const source = await mailboxAt('from', values, mailFrom)
  const target = await mailboxAt('to', values, mailFrom)
  const live = new LiveView(streams.err)
  const stop = stopOnInterrupt(streams.err)
  const database = await openDatabase({ dataDir: values.data })
  const db = database.kysely
  try {
    const report = await runPass({
      db,
      kind,
      source: keepingPace(source, { db, wishes: pace.from, signal: stop.signal }),
      target: keepingPace(target, { db, wishes: pace.to, signal: stop.signal }),
      rules,
      people: peopleOf(values.person),
      verify,
      connections,
      dryRun: values['dry-run'] ?? false,
      keepRefused: values['keep-refused'] ?? keptBeside(values.report, values.data),
      accept: {
        shrunkenSource: values['accept-shrunken-source'] ?? false,
        smallTarget: values['accept-small-target'] ?? false,
        removedCopies:
          values['accept-removed'] === true ? 'leave' : values['copy-again'] === true ? 'copy-again' : 'ask',
      },
      deleteGone,
      onProgress: (progress) => live.show(progress),
      signal: stop.signal,
      ...(leaseMs === undefined ? undefined : { leaseMs }),
    })
    live.end()
    streams.out.write(
      values.json === true ? `${JSON.stringify(reportJson(report))}\n` : renderReport(report, { exceptions: SHOWN }),
    )
    if (values.report !== undefined) await writeReport(values.report, report)
    return exitStatusOfReport(report)
  } finally {
    live.end()
    stop.done()
    await database.close()
  }
}

/** Refused messages lie beside the report where there is one, else in the data folder, a folder a pass. */
function keptBeside(report: string | undefined, data: string | undefined): string {
  if (report !== undefined) return `${report}.refused`
  return join(data ?? defaultDataFolder(), 'refused', new Date().toISOString().replaceAll(/[:.]/g, '-'))
}
