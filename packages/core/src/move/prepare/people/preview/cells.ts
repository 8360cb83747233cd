import { type AddressReading, readAddress } from '../../../../model/index.ts'

/** Characters that stand in cells without being seen: spaces that do not break, marks of direction, byte order marks. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu

/** The text of a cell as it is stored: composed, without what is not seen, white space folded; of halves of characters a mark. */
export const cellText = (cell: string): string =>
  cell
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\s\u0000-\u001f]+/gu, ' ')
    .trim()

/**
 * The bare address that a cell means: `mailto:`, `smtp:` and angle brackets with a name before them are left out, an @ of
 * full width is one. A local part alone gets the domain, where one is given.
 */
export function addressInCell(cell: string, domain: string | undefined): AddressReading {
  const text = cellText(cell).replaceAll('＠', '@')
  const bare = (/<([^<>]*)>$/.exec(text)?.[1] ?? text).replace(/^(?:mailto|smtp|sip):/i, '').trim()
  return readAddress(bare.includes('@') || bare === '' || domain === undefined ? bare : `${bare}@${domain}`)
}

/** The addresses of a cell that lists some: separated by commas, semicolons, spaces, lines, or `+` as Microsoft does. */
export function listInCell(cell: string): string[] {
  return cell
    .split(/[,;\s|]+|\+(?=smtp:)/iu)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^(?:x500|sip|spo|eum):/i.test(one))
}
