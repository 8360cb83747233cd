import { open, rename } from 'node:fs/promises'
import type { PassReport } from '@caravan/core/engine'
import { CaravanError } from '@caravan/core/model'
import { reportJson } from '../render/json.ts'
import { renderReport } from '../render/report.ts'

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
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new CaravanError(
      'report-not-written',
      `The report could not be written to ${file} (${why}).`,
      'The copy itself is done and noted. Give a file that can be written with --report and run again.',
      { cause },
    )
  }
}
