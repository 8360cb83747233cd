import type { PassReport } from '@caravan/core/engine'
import { CaravanError, type PassStatus } from '@caravan/core/model'
import { plain } from '../render/format.ts'

/** The exit status of each end of a pass; the usage text and docs/command.md say the next step of each. */
const EXIT: Readonly<Record<PassStatus, number>> = {
  green: 0,
  exceptions: 3,
  mismatch: 4,
  interrupted: 5,
  undecided: 6,
}
const USAGE = 2
/** What only another command line can mend. */
const USAGE_CODES: ReadonlySet<string> = new Set(['usage', 'same-mailbox', 'rule-matches-nothing', 'not-an-address'])

export const exitStatusOf = (error: CaravanError): number => (USAGE_CODES.has(error.code) ? USAGE : EXIT.interrupted)

/** The exit status of a pass that could make its report. */
export const exitStatusOfReport = ({ status, error }: Pick<PassReport, 'status' | 'error'>): number =>
  error !== null && USAGE_CODES.has(error.code) ? USAGE : EXIT[status]

/** A named error for people: what happened, what the server said, what to do. */
export function renderError(error: CaravanError): string {
  const said = error.serverReply === undefined ? '' : `  the server said: ${plain(error.serverReply)}\n`
  return `caravan: ${plain(error.message)}\n${said}  next: ${error.remedy}\n`
}
