import type { Rung } from '../../model/index.ts'

/** How much of a message a check has read, as the ledger keeps it. */
export const CHECK_LEVEL = { listed: 0, headers: 1, content: 2 } as const

/** A rung as the ledger keeps it: 1 exact … 4 mismatched. */
export const RUNG_NUMBER: Readonly<Record<Rung, number>> = { exact: 1, normalised: 2, equivalent: 3, mismatched: 4 }
