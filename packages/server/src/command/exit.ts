import { CaravanError, type PassStatus } from '@caravan/core/model'
import { plain } from '../render/format.ts'
import { UsageError } from './usage.ts'

/** The exit status of each end of a pass; the usage text and docs/command.md say the next step of each. */
export const EXIT: Readonly<Record<PassStatus, number>> = {
  green: 0,
  exceptions: 3,
  mismatch: 4,
  interrupted: 5,
  undecided: 6,
}
const USAGE = 2

export const exitStatusOf = (error: CaravanError): number =>
  error instanceof UsageError || error.code === 'same-mailbox' || error.code === 'rule-matches-nothing'
    ? USAGE
    : EXIT.interrupted

/** A named error for people: what happened, what the server said, what to do. */
export function renderError(error: CaravanError): string {
  const said = error.serverReply === undefined ? '' : `  the server said: ${plain(error.serverReply)}\n`
  return `caravan: ${plain(error.message)}\n${said}  next: ${error.remedy}\n`
}
