import { canonicalFlags } from '../../model/index.ts'
import type { LabelPolicy } from '../port.ts'

/**
 * How messages are placed that a server shows in several folders. `labels`: once, in the folder of one of their labels,
 * where the server is known for its labels (Gmail); `every`: in each folder, as it shows them.
 */
export type LabelWish = LabelPolicy | 'labels' | 'every'

/**
 * The wish, as far as a server can fulfil it: it has to know which messages of two folders are one. Servers that merely
 * name what is the same message (RFC 8474) are asked by those alone who know that nobody put it into two folders on purpose.
 */
export function labelPolicy(capabilities: ReadonlySet<string>, wish: LabelWish = 'every'): LabelPolicy | undefined {
  if (wish === 'every') return undefined
  if (capabilities.has('X-GM-EXT-1')) return wish === 'labels' ? 'folders' : wish
  return capabilities.has('OBJECTID') && wish !== 'labels' ? wish : undefined
}

/** What labels of the service's own are called as keywords; what they say otherwise is a folder's or a flag's. */
const OWN: Readonly<Record<string, string | undefined>> = { '\\important': '$Important', '\\muted': '$Muted' }

/** What no keyword may hold (RFC 3501 §9 atom), and what some servers do not take. */
const UNFIT = /[\0-\x20\x7f-\uffff(){}%*"\\\][]+/g

/** A longer keyword is refused by some servers; labels may have 225 characters. */
const LONGEST = 100

/**
 * Flags with the labels as keywords: `Projects/2024` as it is, in others `_` stands for what a keyword cannot hold. Names
 * beyond ASCII stay in the server's own writing (RFC 3501 §5.1.3), since keywords have no other.
 * @param flags as the server wrote them
 * @param labels X-GM-LABELS, without the one of the folder that was asked (Google, “IMAP extensions”, read 2026-11)
 * @param folder the name of that folder: servers that do name it are not believed
 * @returns canonical flags
 */
export function withLabels(flags: readonly string[], labels: readonly string[], folder: string): string {
  const keywords: string[] = []
  for (const label of labels) {
    if (label === folder) continue
    const keyword = label.startsWith('\\') ? OWN[label.toLowerCase()] : label.replaceAll(UNFIT, '_').slice(0, LONGEST)
    if (keyword !== undefined && keyword !== '') keywords.push(keyword)
  }
  return canonicalFlags([...flags, ...keywords])
}
