import { canonicalFlags, flagList } from '../../model/index.ts'
import type { ServiceError, Session } from '../../services/port.ts'
import type { RepairKind } from '../../store/index.ts'
import { mend } from '../repair/mend.ts'
import { REPAIR_LIMIT, rebuild } from '../repair/rebuild.ts'
import type { HeldMessage } from './outgoing.ts'

/** A refused message in a form in which the target may take it. */
export interface Repaired {
  readonly size: number
  readonly body: readonly Buffer[]
  readonly binary?: boolean
  readonly flags?: string
  /** How it was changed; undefined where every byte is as it was. */
  readonly kind: RepairKind | undefined
}

/** Refusals that no repair helps against: they are not about the message's form. */
const NOT_ABOUT_FORM = new Set(['message-too-large', 'flags-refused', 'not-handed-out'])

/** NUL, or a line that ends with LF alone. */
const notOfLines = (parts: readonly Buffer[]): boolean => {
  let previous: number | undefined
  for (const part of parts) {
    if (part.includes(0)) return true
    for (let at = part.indexOf(0x0a); at !== -1; at = part.indexOf(0x0a, at + 1))
      if ((at === 0 ? previous : part[at - 1]) !== 0x0d) return true
    previous = part.at(-1)
  }
  return false
}

/** The forms in which a refused message can be tried, the gentlest first; each is made only when it is asked for. */
export function* repairsFor(message: HeldMessage, refusal: ServiceError, session: Session): Iterable<Repaired> {
  if (refusal.code === 'too-many-keywords') {
    // A message is worth more than its keywords; the flags' step tries to set them later, and says so.
    const flags = canonicalFlags(flagList(message.flags).filter((flag) => flag.startsWith('\\')))
    yield { size: message.size, body: message.body, flags, kind: undefined }
    return
  }
  if (NOT_ABOUT_FORM.has(refusal.code) || message.size > REPAIR_LIMIT) return
  // What is announced as binary may hold what lines may not, and is kept to the byte (Cyrus 3.6 does so).
  if (session.takesBinary && notOfLines(message.body))
    yield { size: message.size, body: message.body, binary: true, kind: undefined }
  const mended = mend(message.body)
  if (mended !== undefined) yield { size: mended.length, body: [mended], kind: 'mended' }
  const rebuilt = rebuild(Buffer.concat(message.body))
  yield { size: rebuilt.length, body: [rebuilt], kind: 'rebuilt' }
}
