import { mailboxArgument } from '../arguments.ts'
import type { UntaggedResponse } from '../response.ts'
import type { ResponseCode } from '../response-code.ts'
import type { Session } from '../session.ts'

/** A mailbox as SELECT or EXAMINE found it (RFC 3501 §6.3.1). */
export interface SelectedMailbox {
  /** Messages in it. */
  exists: number
  /** undefined where the server gave none: its UIDs do not last. */
  uidValidity: number | undefined
  uidNext: number | undefined
  flags: string[]
  /** What may be stored lastingly; undefined means all (RFC 3501 §7.1). `\*` means new keywords too. */
  permanentFlags: string[] | undefined
  /** RFC 7162; undefined where the mailbox keeps no mod-sequences. */
  highestModSeq: bigint | undefined
  readOnly: boolean
}

/** SELECT and EXAMINE. */
export async function select(
  connection: Session,
  command: 'SELECT' | 'EXAMINE',
  rawName: string,
): Promise<SelectedMailbox> {
  const mailbox: SelectedMailbox = {
    exists: 0,
    uidValidity: undefined,
    uidNext: undefined,
    flags: [],
    permanentFlags: undefined,
    highestModSeq: undefined,
    readOnly: command === 'EXAMINE',
  }
  const answer = await connection.run({
    name: command,
    parts: [`${command} `, mailboxArgument(rawName, connection.utf8)],
    accept: (response) => take(mailbox, response),
  })
  takeCode(mailbox, answer.code)
  return mailbox
}

function take(mailbox: SelectedMailbox, response: UntaggedResponse): boolean {
  switch (response.type) {
    case 'exists':
      mailbox.exists = response.number
      return true
    case 'recent':
      return true
    case 'flags':
      mailbox.flags = response.flags
      return true
    case 'state':
      return response.state === 'OK' && takeCode(mailbox, response.code)
    default:
      return false
  }
}

function takeCode(mailbox: SelectedMailbox, code: ResponseCode | undefined): boolean {
  switch (code?.name) {
    case 'UIDVALIDITY':
      mailbox.uidValidity = code.number
      return true
    case 'UIDNEXT':
      mailbox.uidNext = code.number
      return true
    case 'PERMANENTFLAGS':
      mailbox.permanentFlags = code.flags
      return true
    case 'HIGHESTMODSEQ':
      mailbox.highestModSeq = code.modSeq
      return true
    case 'NOMODSEQ':
      mailbox.highestModSeq = undefined
      return true
    case 'READ-ONLY':
      mailbox.readOnly = true
      return true
    case 'CLOSED':
    case 'UNSEEN':
      return true
    default:
      return false
  }
}
