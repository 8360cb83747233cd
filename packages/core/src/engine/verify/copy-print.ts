import { originalOf, REPAIR_LIMIT } from '../repair/rebuild.ts'
import { headerFields, ORIGINAL_FIELD } from './header.ts'
import { type Print, Printer, printOf, REBUILT } from './print.ts'

/** What is looked at to know a rebuilt message, in octets: its mark is the first field of the header. */
const LOOKED_AT = 64 * 1024

/** The prints of a message at the target: of one that was rebuilt to be taken, those of the original it carries. */
export async function printOfCopy(message: {
  readonly size: number
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>
}): Promise<Print> {
  const printer = new Printer()
  const kept: Buffer[] = []
  let length = 0
  // Base64 takes a third more than what it holds.
  let keeping = message.size <= REPAIR_LIMIT * 3
  let looked = false
  for await (const chunk of message.body) {
    printer.update(chunk)
    if (!keeping) continue
    kept.push(chunk)
    length += chunk.length
    if (looked || length < LOOKED_AT) continue
    looked = true
    keeping = isMarked(kept)
  }
  if (!keeping || !(looked || isMarked(kept))) return printer.finish()
  const original = originalOf(Buffer.concat(kept))
  if (original === undefined) return printer.finish()
  const print = printOf([original])
  return { ...print, oddities: print.oddities | REBUILT }
}

/** Judged by the first octets alone, in whatever pieces they came. */
function isMarked(parts: readonly Buffer[]): boolean {
  const head = Buffer.concat(parts).subarray(0, LOOKED_AT)
  return headerFields(head, [ORIGINAL_FIELD]).has(ORIGINAL_FIELD)
}
