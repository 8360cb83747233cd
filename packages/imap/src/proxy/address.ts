import { isIPv4 } from 'node:net'
import { InvalidArgumentError } from '../errors.ts'

/** The octets of an IP address, 4 or 16. @throws InvalidArgumentError for one with a zone, which means nothing elsewhere */
export function addressBytes(address: string): number[] {
  if (isIPv4(address)) return address.split('.').map(Number)
  const url = `http://[${address}]`
  if (!URL.canParse(url)) throw new InvalidArgumentError('The address cannot be told to a proxy')
  // In one spelling: without IPv4's dots, and with the longest run of zeros left out (RFC 5952).
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::')
  const before = words(head)
  const behind = tail === undefined ? [] : words(tail)
  const zeros = Array.from({ length: 8 - before.length - behind.length }, () => 0)
  return [...before, ...zeros, ...behind].flatMap((word) => [word >> 8, word & 255])
}

const words = (text: string): number[] => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)))
