import type { PassReport } from '@caravan/core/engine'

/**
 * The report as one JSON object: documented in docs/command.md and kept stable. `source` is the sum of the other counts;
 * what an interrupted pass has yet to deal with stands apart in `pending`.
 */
export function reportJson(report: PassReport): object {
  const { status, messages, bytes, folders, seconds, verified, exceptions, ...rest } = report
  return { status, messages, bytes, folders, seconds: rounded(seconds), verified, exceptions, ...rest }
}

const rounded = (seconds: PassReport['seconds']): PassReport['seconds'] => ({
  total: milliseconds(seconds.total),
  inventory: milliseconds(seconds.inventory),
  copy: milliseconds(seconds.copy),
  verify: milliseconds(seconds.verify),
})

const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000
