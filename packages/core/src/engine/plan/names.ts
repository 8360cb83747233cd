/**
 * Folder names that a target cannot have, written so that it can, and back: a forbidden character becomes `=` and the
 * two hexadecimal digits of each of its UTF-8 bytes. `=` itself is written out only where it would be read as such an
 * escape, so that ordinary names stay as they are.
 */
const ESCAPE = /=(?=[0-9A-F]{2})/g

/** One level of a name, with every character of `forbidden` and every control character written out. */
export function writable(level: string, forbidden: string): string {
  let out = ''
  for (const char of level.replaceAll(ESCAPE, '=3D')) {
    out += forbidden.includes(char) || /\p{Cc}/u.test(char) ? escaped(char) : char
  }
  // Spaces at the edges are dropped or refused by several servers.
  return out.replace(/^ +| +$/g, (spaces) => escaped(spaces))
}

/** What `writable` was given. */
export function original(level: string): string {
  return level.replaceAll(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString())
}

const escaped = (text: string): string =>
  Buffer.from(text).reduce((out, byte) => `${out}=${byte.toString(16).toUpperCase().padStart(2, '0')}`, '')
