import { addressParser } from 'postal-mime'
import { type MailAddress, readAddress } from '../../model/index.ts'

/**
 * The addresses that the value of a recipient field names (RFC 5322 §3.4, with the old forms of §4.4): members of groups,
 * without comments and source routes, quoted local parts. Where a broken value has more `@` than the parser found
 * addresses, the words around them are read one by one: too many can be decided away, a missing one is lost.
 */
export function addressesOf(value: string): MailAddress[] {
  if (!value.includes('@') && !value.includes('=?')) return []
  const found = new Map<string, MailAddress>()
  const take = (raw: string): void => {
    const address = cleaned(raw)
    if (address !== undefined) found.set(address.key, address)
  }
  let parsed = 0
  for (const { address } of addressParser(value, { flatten: true })) {
    if (address === undefined || address === '') continue
    const before = found.size
    take(address)
    if (found.size > before) parsed++
  }
  const bare = withoutQuotesAndComments(value)
  if (count(bare, '@') > parsed) for (const word of bare.split(/[\s<>,;:[\]]+/u)) if (word.includes('@')) take(word)
  return [...found.values()]
}

/** One address as the parser hands it out, or undefined where it is none. */
function cleaned(raw: string): MailAddress | undefined {
  if (raw.length > 2_000) return undefined
  // Source routes (§4.4): `@relay.example,@other.example:anna@x.example`; and apostrophes, as Outlook puts them around.
  const routed = (raw.startsWith('@') ? raw.slice(raw.lastIndexOf(':') + 1) : raw).replace(/^'(.*)'$/, '$1')
  const plain = readAddress(routed)
  if (plain.address !== undefined) return plain.address
  const spaceless = readAddress(
    withoutQuotesAndComments(routed)
      .replaceAll(/\s*([@.])\s*/g, '$1')
      .replace(/\.$/, ''),
  )
  if (spaceless.address !== undefined && !routed.includes('"')) return spaceless.address
  // The parser takes the quotes of a local part away: `"anna berg"@x.example`.
  const at = routed.lastIndexOf('@')
  if (at <= 0) return undefined
  const local = routed.slice(0, at).replaceAll(/["\\]/g, '\\$&')
  return readAddress(`"${local}"${routed.slice(at)}`).address
}

function count(text: string, sign: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found++
  return found
}

/** In one pass, whatever is left open: from a quote or comment that never ends, the rest is text. */
function withoutQuotesAndComments(text: string): string {
  let kept = ''
  let from = 0
  const open = { quote: true, comment: true }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    const kind = sign === '"' ? 'quote' : sign === '(' ? 'comment' : undefined
    if (kind === undefined || !open[kind]) continue
    const end = kind === 'quote' ? endOfQuote(text, at) : endOfComment(text, at)
    // One look for the end of each kind: text made of openings would be gone through for each of them.
    if (end === -1) open[kind] = false
    else {
      kept += `${text.slice(from, at)} `
      at = end
      from = end + 1
    }
  }
  return kept + text.slice(from)
}

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return -1
}

function endOfComment(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  return -1
}
