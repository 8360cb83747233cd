import { BlockList, isIP } from 'node:net'
import { CaravanError } from '@caravan/core/model'

/**
 * Proxies on other machines that are believed when they say whom a request comes from: addresses and ranges, parted by
 * commas. Throws `proxies-malformed`: a misread list would believe everybody or nobody.
 */
export function proxiesOf(text: string | undefined): readonly string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim())
  return entries.filter((entry) => entry !== '').map(checked)
}

function checked(entry: string): string {
  const [address = '', prefix, ...more] = entry.split('/')
  const version = isIP(address)
  const bits = prefix === undefined ? undefined : Number(prefix)
  try {
    if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix ?? '0')) throw new TypeError()
    if (bits !== undefined) new BlockList().addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6')
    // All addresses of the world are nobody's proxy.
    if (bits === 0) throw new TypeError()
    return entry
  } catch {
    throw new CaravanError(
      'proxies-malformed',
      `CARAVAN_PROXIES has "${entry.slice(0, 100)}", which is neither an address nor a range.`,
      'Write addresses and ranges of proxies, parted by commas: 192.0.2.7, 172.16.0.0/12.',
    )
  }
}
