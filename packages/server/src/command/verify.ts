import { compareMailboxes } from '@caravan/core/engine'
import { keepingPace } from '@caravan/core/services'
import { openDatabase } from '@caravan/core/store'
import { plural } from '../render/format.ts'
import { reportJson } from '../render/json.ts'
import { LiveView } from '../render/live.ts'
import { renderReport, SHOWN } from '../render/report.ts'
import { mailboxAt } from './account.ts'
import { exitStatusOfReport } from './exit.ts'
import { type CommandLine, connectionCount, rulesOf } from './options.ts'
import { paceOf } from './pace.ts'
import { stopOnInterrupt } from './stop.ts'
import type { Streams } from './streams.ts'
import { assertReportWritable, writeReport } from './write-report.ts'

/** `caravan verify`: compares two mailboxes afresh, writes nothing to either. Resolves with the exit status. */
export async function verify({ values }: CommandLine, streams: Streams): Promise<number> {
  const rules = rulesOf(values)
  const connections = connectionCount(values.connections)
  const pace = paceOf(values)
  await assertReportWritable(values.report)
  const source = await mailboxAt('from', values)
  const target = await mailboxAt('to', values)
  const live = new LiveView(streams.err)
  const stop = stopOnInterrupt(streams.err)
  const database = await openDatabase({ dataDir: values.data })
  const db = database.kysely
  try {
    const report = await compareMailboxes({
      db,
      source: keepingPace(source, { db, wishes: pace.from, signal: stop.signal }),
      target: keepingPace(target, { db, wishes: pace.to, signal: stop.signal }),
      rules,
      connections,
      onProgress: (progress) => live.show(progress),
      signal: stop.signal,
    })
    live.end()
    if (values.json === true) streams.out.write(`${JSON.stringify(reportJson(report))}\n`)
    else {
      streams.out.write(renderReport(report, { exceptions: SHOWN, compared: true }))
      if (report.extra > 0) streams.out.write(`${plural(report.extra, 'message')} at the target only.\n`)
    }
    if (values.report !== undefined) await writeReport(values.report, report)
    return exitStatusOfReport(report)
  } finally {
    live.end()
    stop.done()
    await database.close()
  }
}
