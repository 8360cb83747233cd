import { storableFlags } from '../../model/index.ts'
import type { PlanRow, Span } from '../../store/index.ts'
import { messageWanted } from './rules.ts'

/** What a pass wants of one folder. */
export interface Wanted extends Span {
  /** Flags follow the source only on copies that were sent: what was found at the target is left as it is. */
  readonly onlySentFlags: boolean
}

/** What is to be done with one message, and why. */
export type Action =
  | { readonly do: 'append'; readonly uid: number; readonly size: number }
  | {
      readonly do: 'set-flags'
      readonly uid: number
      readonly targetFolder: number
      readonly targetUid: number
      /** As last set at the target by us, and as they are to be. */
      readonly from: string
      readonly to: string
    }
  | { readonly do: 'nothing'; readonly because: 'present' | 'removed' | 'excluded' }

/**
 * The plan for one message: a pure function of what the source shows, what the ledger knows and the rules.
 * Flags follow the source only when the source changed them since they were last set: what people do with their mail
 * at its new home is theirs.
 */
export function planMessage(row: PlanRow, wanted: Wanted, permanentFlags: readonly string[] | undefined): Action {
  if (row.targetUid === null || row.targetFolder === null) {
    const left =
      row.uid < (wanted.uidFrom ?? 0) ||
      wanted.leftOut?.includes(row.uid) === true ||
      (wanted.once === true && row.elsewhere)
    if (left || !messageWanted(row, wanted)) return { do: 'nothing', because: 'excluded' }
    return { do: 'append', uid: row.uid, size: row.size }
  }
  if (row.lost === true) return { do: 'nothing', because: 'removed' }
  if (wanted.onlySentFlags && row.recognised === true) return { do: 'nothing', because: 'present' }
  const { kept } = storableFlags(row.flags, permanentFlags)
  const from = row.copyFlags ?? ''
  if (kept !== from) {
    return { do: 'set-flags', uid: row.uid, targetFolder: row.targetFolder, targetUid: row.targetUid, from, to: kept }
  }
  return { do: 'nothing', because: 'present' }
}
