/** A message as it stands in a mailbox. */
export interface Standing {
  readonly folder: string
  readonly uid: number
  readonly key: string
  readonly flags: string
  /** Seconds since 1970. */
  readonly date: number
}

/** What the ledger says of a message that the source holds. */
export interface Claim {
  readonly folder: string
  readonly uid: number
  /** Null where it has no copy. */
  readonly targetFolder: string | null
  readonly targetUid: number | null
  readonly lost: boolean
  readonly merged: boolean
}
