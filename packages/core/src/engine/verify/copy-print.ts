import { originalOf, REPAIR_LIMIT } from '../repair/rebuild.ts'
import { headerEnd, headerFields, ORIGINAL_FIELD } from './header.ts'
import { type Print, Printer, printOf, REBUILT } from './print.ts'

/** What is looked at to know a rebuilt message: its mark stands in the header. */
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
  for await (const chunk of message.body) {
    printer.update(chunk)
    if (!keeping) continue
    kept.push(chunk)
    length += chunk.length
    if (length >= LOOKED_AT && length - chunk.length < LOOKED_AT && !isMarked(kept)) {
      keeping = false
      kept.length = 0
    }
  }
  if (!keeping || !isMarked(kept)) return printer.finish()
  const original = originalOf(Buffer.concat(kept))
  if (original === undefined) return printer.finish()
  const print = printOf([original])
  return { ...print, oddities: print.oddities | REBUILT }
}

function isMarked(parts: readonly Buffer[]): boolean {
  const first: Buffer[] = []
  for (let length = 0, at = 0; at < parts.length && length < LOOKED_AT; at++) {
    const part = parts[at] ?? Buffer.alloc(0)
    first.push(part)
    length += part.length
  }
  const head = Buffer.concat(first)
  return headerFields(head.subarray(0, headerEnd(head)), [ORIGINAL_FIELD]).has(ORIGINAL_FIELD)
}
