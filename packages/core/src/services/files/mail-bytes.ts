import type { Bytes } from './bytes.ts'

const BLOCK = 256 * 1024

/**
 * The octets of a message as IMAP has them: every line ends with CR LF (RFC 3501 §4.3.1). A bare LF becomes one; a bare CR
 * stays. Read in pieces, each of whole lines where it can.
 * @param quoted lines of `>` and `From ` lose one `>` (mboxrd)
 */
export async function* mailBytes(bytes: Bytes, from: number, to: number, quoted: boolean): AsyncGenerator<Buffer> {
  let lineBegins = true
  let afterReturn = false
  for (let at = from; at < to; ) {
    const block = await bytes.read(at, Math.min(BLOCK, to - at))
    if (block.length === 0) return
    const cut = at + block.length >= to ? block.length : block.lastIndexOf('\n') + 1 || block.length
    let text = block.toString('latin1', 0, cut)
    if (quoted) text = unquoted(text, lineBegins)
    // A CR LF that a very long line has pushed across two blocks is one.
    const first = afterReturn && text.startsWith('\n') ? 1 : 0
    text = text.slice(0, first) + text.slice(first).replaceAll(/(?<!\r)\n/g, '\r\n')
    yield Buffer.from(text, 'latin1')
    lineBegins = block[cut - 1] === 0x0a
    afterReturn = block[cut - 1] === 0x0d
    at += cut
  }
}

const unquoted = (text: string, lineBegins: boolean): string =>
  text.replaceAll(lineBegins ? /(^|\n)>(>*From )/g : /(\n)>(>*From )/g, '$1$2')
