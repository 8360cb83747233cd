/**
 * Folder names that a target cannot have, written so that it can, and back: a forbidden character becomes `=`, the two
 * hexadecimal digits of each of its UTF-8 bytes, and `=`. What already looks like that is written out too, so that
 * every name can be read back; ordinary names, `FY=2024` among them, stay as they are.
 */
const ESCAPED = /=((?:[0-9A-F]{2})+)=/g
const BEYOND = '\u{10000}'
const LOOKS_ESCAPED = /=(?=(?:[0-9A-F]{2})+=)/g

/**
 * One level of a name, with every character of `forbidden` and every control character written out. A space in
 * `forbidden` means spaces at the edges, which some services drop; U+10000 means every character from there on.
 */
export function writable(level: string, forbidden: string): string {
  let out = ''
  const plane0Only = forbidden.includes(BEYOND)
  for (const char of level.replaceAll(LOOKS_ESCAPED, '=3D=')) {
    const isForbidden = (char !== ' ' && forbidden.includes(char)) || (plane0Only && char.length > 1)
    out += isForbidden || /\p{Cc}/u.test(char) ? escaped(char) : char
  }
  return forbidden.includes(' ') ? out.replace(/^ +| +$/g, escaped) : out
}

/** What `writable` was given. */
export function original(level: string): string {
  return level.replaceAll(ESCAPED, (_all, hex: string) => Buffer.from(hex, 'hex').toString())
}

const escaped = (text: string): string => `=${Buffer.from(text).toString('hex').toUpperCase()}=`
