import type { FetchBody, FetchResponse } from '@caravan/imap'
import type { Arrival } from '../port.ts'

/** RFC 3501 §9: nz-number, 32 bits. */
export const LAST_UID = 2 ** 32 - 1
/** RFC 7162 §7: mod-sequences, 63 bits. */
export const LAST_MODSEQ = 2n ** 63n - 1n
/** Dates as IMAP writes them (RFC 3501 §9 date-time); others are given as the moment they mean. */
const DATE_TIME = /^[ \d]\d-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}$/

/** RFC 7162 §3.1.2.1: STATUS says 0 of a folder that keeps none. */
export const usable = (modSeq: bigint | undefined): bigint | undefined =>
  modSeq !== undefined && modSeq > 0n && modSeq <= LAST_MODSEQ ? modSeq : undefined

export const bodyOf = (answer: FetchResponse, section: string): FetchBody | undefined =>
  answer.bodies.find((body) => body.section.toUpperCase() === section)

/** The moment in seconds, null where it cannot be read. */
export function seconds(answer: FetchResponse): number | null {
  const moment = answer.internalDate?.epochMs
  return moment === undefined ? null : Math.floor(moment / 1000)
}

/** The arrival as APPEND takes it: as it was written where that is a date-time, else the moment. */
export function dateArgument(arrival: Arrival | undefined): { internalDateRaw?: string; internalDate?: Date } {
  if (arrival === undefined) return {}
  if (DATE_TIME.test(arrival.written)) return { internalDateRaw: arrival.written }
  return arrival.seconds === null ? {} : { internalDate: new Date(arrival.seconds * 1000) }
}
