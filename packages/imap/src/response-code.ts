import { type NumberRange, parseSet } from './sequence-set.ts'

/** The code in brackets of a status response (RFC 3501 §7.1, RFC 5530, RFC 4315 §3). */
export interface ResponseCode {
  /** In capitals: `APPENDUID`, `TRYCREATE`, `OVERQUOTA`, `LIMIT`, … */
  name: string
  /** What stands behind the name, unread. */
  args: string
  /** UIDNEXT, UIDVALIDITY, UNSEEN, TOOBIG and the like, HIGHESTMODSEQ apart. */
  number?: number
  /** HIGHESTMODSEQ (RFC 7162 §3.1.2.1), 63 bit. */
  modSeq?: bigint
  /** APPENDUID and COPYUID: of the target mailbox. */
  uidValidity?: number
  /** APPENDUID, and COPYUID's UIDs in the target, in the server's order. */
  uids?: NumberRange[]
  /** COPYUID: UIDs in the source, in the server's order. */
  sourceUids?: NumberRange[]
  /** PERMANENTFLAGS. */
  flags?: string[]
  /** CAPABILITY, in capitals. */
  capabilities?: string[]
}

// Cut into words, a longer one takes thirty times as much memory; the longest real ones have a few kilobytes.
const maxCode = 1024 * 1024

/**
 * Reads what stands between the brackets. A code whose arguments make no sense keeps them in `args` only: the status
 * it stands in counts more than its ornament. So does one of more than a mebibyte.
 */
export function parseResponseCode(inside: string): ResponseCode {
  const text = inside.trim()
  const space = text.search(/[ (]/)
  const name = (space === -1 ? text : text.slice(0, space)).toUpperCase()
  const args = space === -1 ? '' : text.slice(space).trim()
  const code: ResponseCode = { name, args }
  if (args.length > maxCode) return code
  const words = args.split(/ +/)
  switch (name) {
    case 'APPENDUID':
      readUids(code, words[0], words[1], undefined)
      break
    case 'COPYUID':
      readUids(code, words[0], words[2], words[1])
      break
    case 'HIGHESTMODSEQ':
      if (/^\d{1,20}$/.test(args)) code.modSeq = BigInt(args)
      break
    case 'PERMANENTFLAGS':
    case 'BADCHARSET':
      code.flags = args
        .replace(/^\(|\)$/g, '')
        .split(/ +/)
        .filter((flag) => flag !== '')
      break
    case 'CAPABILITY':
      code.capabilities = args
        .toUpperCase()
        .split(/ +/)
        .filter((word) => word !== '')
      break
    default:
      if (/^\d{1,15}$/.test(args)) code.number = Number(args)
  }
  return code
}

function readUids(
  code: ResponseCode,
  uidValidity: string | undefined,
  uids: string | undefined,
  sourceUids: string | undefined,
): void {
  const form = /^[\d:,]+$/
  if (uidValidity === undefined || !/^\d{1,10}$/.test(uidValidity)) return
  if (uids === undefined || !form.test(uids) || (sourceUids !== undefined && !form.test(sourceUids))) return
  try {
    const source = sourceUids === undefined ? undefined : parseSet(sourceUids)
    code.uids = parseSet(uids)
    code.uidValidity = Number(uidValidity)
    if (source !== undefined) code.sourceUids = source
  } catch {
    // `1,,2` and the like: kept in args only.
    delete code.uids
  }
}
