import type { FetchResponse } from '@caravan/imap'
import { type ListedMessage, ServiceError, type UidRange } from '../port.ts'
import { LAST_MODSEQ, LAST_UID, seconds } from './answers.ts'

/** UIDs that one command is asked about: it has no more answers than these (`MOST_RESPONSES` of the endpoint). */
export const UIDS_AT_ONCE = 200_000
/** Of folders whose UIDs would take more commands the changes are not asked for. */
const MOST_COMMANDS = 50
/** Ranges of UIDs that are gone; a server that names more is not held to it, and the folder is listed. */
const MOST_RANGES = 250_000

/**
 * A message as it is listed; undefined where the answer is not a whole one, such as a flag that changed meanwhile.
 * @param flags what was answered of them, canonical
 */
export function listedMessage(answer: FetchResponse, flags: string | undefined): ListedMessage | undefined {
  const { uid, size } = answer
  if (uid === undefined || uid > LAST_UID || size === undefined || flags === undefined) return undefined
  return {
    uid,
    size,
    internalDate: seconds(answer),
    flags,
    modSeq: answer.modSeq !== undefined && answer.modSeq <= LAST_MODSEQ ? answer.modSeq : null,
    providerId: answer.gmailMessageId ?? answer.emailId ?? null,
  }
}

/**
 * UIDs from the first to the last as sets of which each is one command. A set without an end (`*`) is none: what comes
 * while it is asked for would come along.
 * @param exists messages in the folder: no more can answer
 * @param atOnce UIDs that one command may be asked about
 * @throws ServiceError `changes-untold` where that would be too many commands
 */
export function spans(from: number, last: number, exists: number, atOnce: number): string[] {
  if (from > last) return []
  const most = exists <= atOnce ? last - from + 1 : atOnce
  if ((last - from + 1) / most > MOST_COMMANDS) throw tooMuch('The UIDs of this folder lie too far apart.')
  const sets: string[] = []
  for (let first = from; first <= last; first += most) sets.push(`${first}:${Math.min(last, first + most - 1)}`)
  return sets
}

/** Gathers what VANISHED names (RFC 7162 §3.2.10). */
export class Vanished {
  readonly ranges: UidRange[] = []
  readonly take = (uids: readonly UidRange[]): void => {
    for (const range of uids) if (this.ranges.push(range) > MOST_RANGES) throw tooMuch('Too many messages are gone.')
  }
}

const tooMuch = (message: string): ServiceError =>
  new ServiceError('folder', 'changes-untold', message, 'Nothing needs to be done: the folder is listed whole.')
