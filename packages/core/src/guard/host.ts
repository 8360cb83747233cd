import { domainToASCII } from 'node:url'
import { CaravanError } from '../model/errors.ts'
import { parseAddress } from './ranges.ts'

/** A host as somebody typed it, brought to one spelling. */
export interface Host {
  readonly kind: 'name' | 'address'
  /** ASCII in lower case, without brackets and without a dot at the end: what certificates and DNS know it by. */
  readonly name: string
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
/** All of ASCII but letters, digits, dot, hyphen and underscore. */
const NO_HOST_SIGN = /[^A-Za-z0-9._\u0080-\u{10ffff}-]/u
/** RFC 1035 §2.3.4, without the root's own octet. */
const LONGEST = 253

/**
 * Reads a host name or an IP address. An address is taken in its usual spelling only: `127.1`, `0x7f.0.0.1`,
 * `0177.0.0.1`, `2130706433`, full-width digits, a dot behind it or a zone are spellings that programs read differently,
 * and so ways around a check.
 *
 * @throws CaravanError `host-malformed`
 */
export function readHost(text: string): Host {
  const bare = /^\[(.*)\]$/.exec(text)?.[1]
  if (bare !== undefined && parseAddress(bare)?.family !== 6)
    throw malformed('Brackets stand around IPv6 addresses only')
  const typed = bare ?? text
  if (parseAddress(typed) !== undefined) return { kind: 'address', name: typed.toLowerCase() }
  if (/[:%]/.test(typed)) throw malformed('It is no IPv6 address, or bears a zone or a port')
  // `domainToASCII` reads as a URL does, and would cut these off or leave them out.
  if (NO_HOST_SIGN.test(typed)) throw malformed('It has a sign that no host name has')
  // A name's own dot at the end says that it is complete; more of them say nothing.
  const name = domainToASCII(typed).replace(/\.$/, '')
  if (name === '' || name.length > LONGEST || !name.split('.').every((label) => LABEL.test(label)))
    throw malformed('It is neither a host name nor an address')
  // WHATWG URL §3.5 “ends in a number”: what would be read as an IPv4 address, in whatever spelling, is one.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(name.split('.').at(-1) ?? ''))
    throw malformed('It is a number, and no IPv4 address in its usual spelling')
  return { kind: 'name', name }
}

// What was typed is not quoted: it may be a URL with a password in it.
const malformed = (why: string): CaravanError =>
  new CaravanError(
    'host-malformed',
    `The host is not written rightly. ${why}.`,
    'Write a host name such as imap.example.com, an IPv4 address as 192.0.2.1, an IPv6 address as 2001:db8::1.',
  )
