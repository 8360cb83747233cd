import { isUtf8 } from 'node:buffer'

// RFC 3501 §5.1.3: base64 with "," for "/", without padding, over UTF-16BE.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,'

/** Writes a mailbox name in modified UTF-7 (RFC 3501 §5.1.3). */
export function encodeUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === '&') return '&-'
    const bytes = Buffer.from(run, 'utf16le').swap16()
    return `&${bytes.toString('base64').replaceAll('/', ',').replace(/=+$/, '')}-`
  })
}

/**
 * Reads a mailbox name in modified UTF-7 (RFC 3501 §5.1.3). What is no valid modified UTF-7 comes back verbatim as a
 * whole, so a decoded name is for people only: commands take the raw one.
 */
export function decodeUtf7(raw: string): string {
  let name = ''
  for (let at = 0; at < raw.length; ) {
    const start = raw.indexOf('&', at)
    if (start === -1) return name + raw.slice(at)
    const end = raw.indexOf('-', start)
    if (end === -1) return raw
    const run = end === start + 1 ? '&' : decodeRun(raw.slice(start + 1, end))
    if (run === undefined) return raw
    name += raw.slice(at, start) + run
    at = end + 1
  }
  return name
}

function decodeRun(base64: string): string | undefined {
  for (const letter of base64) if (!alphabet.includes(letter)) return undefined
  const bytes = Buffer.from(base64.replaceAll(',', '/'), 'base64')
  // Whole UTF-16 units only: 6 bits a letter leave at most 5 bits of padding.
  const units = Math.floor((base64.length * 6) / 16)
  if (units === 0 || base64.length !== Math.ceil((units * 16) / 6)) return undefined
  const text = bytes
    .subarray(0, units * 2)
    .swap16()
    .toString('utf16le')
  return text.isWellFormed() ? text : undefined
}

/**
 * The readable form of a raw mailbox name.
 *
 * @param raw the name as on the wire, a character a byte
 * @param utf8 whether UTF8=ACCEPT is enabled (RFC 6855 §3); 8-bit names of servers that never asked are read so too
 */
export function decodeMailboxName(raw: string, utf8 = false): string {
  if (!/[\x80-\xff]/.test(raw)) return utf8 ? raw : decodeUtf7(raw)
  const bytes = Buffer.from(raw, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : raw
}

/**
 * The raw form of a name that a person chose, for commands.
 *
 * @param utf8 whether UTF8=ACCEPT is enabled on the connection (RFC 6855 §3)
 */
export function encodeMailboxName(name: string, utf8 = false): string {
  return utf8 ? Buffer.from(name, 'utf8').toString('latin1') : encodeUtf7(name)
}
