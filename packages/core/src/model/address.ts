import { domainToASCII, domainToUnicode } from 'node:url'

/** One mail address, read (RFC 5321 §4.1.2, internationalised by RFC 6531 §3.3). */
export interface MailAddress {
  /** Composed (NFC), with the domain as people read it: `иван@пример.рф`. */
  readonly text: string
  /** As it goes on the wire, quoted where it has to be. */
  readonly local: string
  /** In ASCII and lower case (IDNA A-labels). */
  readonly domain: string
  /** By this two spellings are the same mailbox: every mail service in use takes local parts without regard to case. */
  readonly key: string
  /** Whether only servers with SMTPUTF8 take it: the local part is not ASCII. A domain alone never needs that. */
  readonly needsSmtpUtf8: boolean
}

/** What is wrong with a text that should be an address. */
export type AddressFault =
  | 'empty'
  | 'no-at-sign'
  | 'no-local-part'
  | 'no-domain'
  | 'bad-local-part'
  | 'bad-domain'
  | 'address-literal'
  | 'too-long'

export type AddressReading =
  | { readonly address: MailAddress; readonly fault?: never }
  | { readonly address?: never; readonly fault: AddressFault }

/** Octets: RFC 5321 §4.5.3.1.1, and §4.5.3.1.3 less the two angle brackets. */
const LONGEST_LOCAL = 64
const LONGEST_ADDRESS = 254
/** RFC 1035 §2.3.4, as text without the last dot. */
const LONGEST_DOMAIN = 253

// atext of RFC 5322 §3.2.3; beyond ASCII whatever is neither space nor control nor unassigned (RFC 6532 §3.2), with the
// two joiners that Persian and Indic spelling needs.
const ATOM = "[\\w!#$%&'*+\\-/=?^`{|}~]|[^\\x00-\\x7f\\p{Z}\\p{C}]|[\\u200c\\u200d]"
const DOT_ATOM = new RegExp(`^(?:${ATOM})+(?:\\.(?:${ATOM})+)*$`, 'u')
const QUOTED = /^"(?:[^\p{Cc}"\\]|\\[^\p{Cc}])*"$/u
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/
const PLAIN_DOMAIN = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/

/**
 * A domain in ASCII and lower case, or undefined where it is none. Takes any script (UTS 46), a final dot, and names
 * with at least two labels; no address literals, no numbers that browsers take for IPv4.
 */
export function normaliseDomain(text: string): string | undefined {
  const trimmed = text.trim().replace(/[.。．｡]$/u, '')
  // domainToASCII also undoes percent signs, as browsers do: `a%2eb` is no name in mail.
  if (trimmed.length === 0 || trimmed.length > 1_000 || trimmed.includes('%')) return undefined
  const lower = trimmed.toLowerCase()
  const ascii = PLAIN_DOMAIN.test(lower) && !lower.includes('xn--') ? lower : domainToASCII(trimmed)
  if (ascii.length > LONGEST_DOMAIN) return undefined
  const labels = ascii.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined
  return /^\d+$/.test(labels.at(-1) ?? '') ? undefined : ascii
}

/** Whether `domain` is one of these, or below one where subdomains count. All in ASCII, as `normaliseDomain` gives them. */
export function isOwnDomain(domain: string, own: ReadonlySet<string>, subdomains: boolean): boolean {
  if (own.has(domain)) return true
  if (!subdomains) return false
  for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1)) {
    if (own.has(domain.slice(dot + 1))) return true
  }
  return false
}

/** Reads one bare address: no name, no angle brackets, no comments. Never throws. */
export function readAddress(text: string): AddressReading {
  const trimmed = text.trim()
  if (trimmed === '') return { fault: 'empty' }
  if (trimmed.length > 2_000) return { fault: 'too-long' }
  const at = trimmed.lastIndexOf('@')
  if (at === -1) return { fault: 'no-at-sign' }
  if (at === 0) return { fault: 'no-local-part' }
  if (at === trimmed.length - 1) return { fault: 'no-domain' }
  const local = plainest(trimmed.slice(0, at).normalize('NFC'))
  if (local === undefined) return { fault: 'bad-local-part' }
  const written = trimmed.slice(at + 1)
  if (written.startsWith('[')) return { fault: 'address-literal' }
  const domain = normaliseDomain(written)
  if (domain === undefined) return { fault: 'bad-domain' }
  const octets = Buffer.byteLength(local)
  if (octets > LONGEST_LOCAL || octets + 1 + domain.length > LONGEST_ADDRESS) return { fault: 'too-long' }
  const shown = domain.includes('xn--') ? domainToUnicode(domain) : domain
  return {
    address: {
      text: `${local}@${shown}`,
      local,
      domain,
      key: `${local.toLowerCase()}@${domain}`,
      needsSmtpUtf8: octets !== local.length,
    },
  }
}

/** The local part, without quotes where it needs none (RFC 5321 §4.1.2: the two forms are the same mailbox). */
function plainest(local: string): string | undefined {
  if (DOT_ATOM.test(local)) return local
  if (!QUOTED.test(local)) return undefined
  const content = local.slice(1, -1).replaceAll(/\\(.)/gu, '$1')
  if (DOT_ATOM.test(content)) return content
  return `"${content.replaceAll(/["\\]/g, '\\$&')}"`
}
