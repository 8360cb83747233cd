import type { PassReport, ReportedError } from '@caravan/core/engine'

/** What reading a mailbox for the addresses that mail was sent to came to. */
export interface AddressReport {
  readonly status: 'green' | 'exceptions'
  /** Messages whose recipients were read now, having not been before. */
  readonly messages: number
  /** Own addresses that this mailbox has seen so far. */
  readonly addresses: number
  /** Messages with so many recipients that the last ones were not read. */
  readonly cut: number
  /** Sightings of addresses that found no room. */
  readonly beyond: number
  readonly repeated: boolean
  /** What the mailbox holds. */
  readonly held: { readonly messages: number; readonly octets: number }
  readonly unread: readonly { readonly folder: string; readonly error: ReportedError }[]
  readonly error: null
}

/** What a pass came to. */
export type Report = PassReport | AddressReport
