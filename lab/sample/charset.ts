export type Charset = 'utf-8' | 'windows-1251' | 'gb18030'

/** Text as bytes of a character set; Node only decodes the old ones, so their tables are made by decoding. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text)
  const table = tableOf(charset)
  const bytes = Array.from(text).flatMap((character) => {
    const code = character.charCodeAt(0)
    const known = code < 128 && character.length === 1 ? [code] : table.get(character)
    if (!known) throw new Error(`${charset} has no ${character}.`)
    return known
  })
  return Buffer.from(bytes)
}

const tables = new Map<Charset, Map<string, number[]>>()

function tableOf(charset: Charset): Map<string, number[]> {
  const made = tables.get(charset)
  if (made) return made
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(charset)
  const codes = charset === 'gb18030' ? doubles() : Array.from({ length: 128 }, (_, index) => [index + 128])
  for (const code of codes) table.set(decoder.decode(Uint8Array.from(code)), code)
  tables.set(charset, table)
  return table
}

function* doubles(): Generator<number[]> {
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) yield [lead, trail]
}
