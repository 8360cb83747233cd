/**
 * The few header fields by which a message is known, read from raw bytes with no trust in their form:
 * lines without a colon are passed over, folding is undone (RFC 5322 §2.2.3), repeated fields keep their first.
 */

/** The field by which a rebuilt message says of which original it is the copy: that one's header key, in hex. */
export const ORIGINAL_FIELD = 'x-caravan-original'

/** Where the header section ends: the index just past the empty line, or the length where there is none. */
export function headerEnd(bytes: Buffer): number {
  // An empty first line: no header at all.
  if (bytes[0] === 0x0a) return 1
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return 2
  let at = bytes.indexOf(0x0a)
  while (at !== -1) {
    let next = at + 1
    // CR LF, CR CR LF and a bare LF all end a line: servers turn one into the other.
    while (bytes[next] === 0x0d) next++
    if (bytes[next] === 0x0a) return next + 1
    at = bytes.indexOf(0x0a, at + 1)
  }
  return bytes.length
}

/** The value of each wanted field (lower-case names), first occurrence, white space folded, 8-bit bytes kept as latin1. */
export function headerFields(header: Buffer, wanted: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  const text = header.toString('latin1', 0, headerEnd(header)).replaceAll('\r', '')
  let field: string | undefined
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (field !== undefined) found.set(field, `${found.get(field) ?? ''} ${line}`)
      continue
    }
    field = undefined
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trimEnd().toLowerCase()
    if (!wanted.includes(name) || found.has(name)) continue
    field = name
    found.set(name, line.slice(colon + 1))
  }
  for (const [name, value] of found) found.set(name, value.replaceAll(/[ \t]+/g, ' ').trim())
  return found
}
