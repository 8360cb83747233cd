import { open, rename, rm } from 'node:fs/promises'
import type { PassReport } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { reportJson } from '../render/json.ts'
import { renderReport } from '../render/report.ts'

/** Throws `CaravanError` `report-not-written` where no report could be written, before anything is done. */
export async function assertReportWritable(file: string | undefined): Promise<void> {
  if (file === undefined) return
  const probe = `${file}.${process.pid}.part`
  try {
    await (await open(probe, 'w', 0o600)).close()
    await rm(probe)
  } catch (cause) {
    throw notWritten(file, cause, 'Nothing was done yet. Give a file that can be written with --report.')
  }
}

/** Writes the whole report to a file, which is there whole or not at all. Throws `CaravanError` `report-not-written`. */
export async function writeReport(file: string, report: PassReport): Promise<void> {
  const text = file.endsWith('.json')
    ? `${JSON.stringify(reportJson(report), undefined, 2)}\n`
    : renderReport(report, { exceptions: Number.POSITIVE_INFINITY })
  const temporary = `${file}.${process.pid}.part`
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw notWritten(file, cause, 'What is in it is done and noted. Give a file that can be written and run again.')
  }
}

function notWritten(file: string, cause: unknown, remedy: string): CaravanError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  return new CaravanError('report-not-written', `The report cannot be written to ${file} (${why}).`, remedy, { cause })
}
