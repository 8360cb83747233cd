import type { Fidelity, PassReport } from '@caravan/core/engine'
import { bytes, count, padEnd, plain, plural } from './format.ts'

/** Folders with another name that are named one by one; the report file has all of them. */
const RENAMED_SHOWN = 10

/** What a trial has shown of how faithful the copy will be. */
export function fidelityLines({ messages, verified, changes, dryRun }: PassReport, fidelity: Fidelity): string[] {
  const { read, flagsChanged, datesChanged, flagsLeftOut, foldersSameName, foldersRenamed, refused, tooLarge } =
    fidelity
  const tried = messages.source - messages.excluded
  const lines = [
    `This was a trial of ${plural(tried, 'message')}; ${count(messages.excluded)} more were left for later.`,
  ]
  const line = (what: string, text: string) => lines.push(`  ${padEnd(what, 10)}${text}`)
  if (!dryRun) {
    const named = Object.entries(changes).map(([change, n]) => `${change} ${count(n)}`)
    const rungs = (['exact', 'normalised', 'equivalent', 'mismatched'] as const)
      .filter((rung) => verified[rung] > 0)
      .map((rung) => `${count(verified[rung])} ${rung}`)
    line('content', `${rungs.join(', ') || 'nothing read'}${named.length === 0 ? '' : ` (${named.join(', ')})`}`)
    const kept = (changed: number) =>
      read === 0 ? 'nothing sent' : `kept on ${count(read - changed)} of ${count(read)}`
    const leftOut = flagsLeftOut.length === 0 ? '' : `; the target cannot keep ${plain(flagsLeftOut.join(', '))}`
    line('flags', kept(flagsChanged) + leftOut)
    line('dates', kept(datesChanged))
  }
  line('folders', `${count(foldersSameName)} keep their name, ${count(foldersRenamed.length)} get another one`)
  for (const { folder, target } of foldersRenamed.slice(0, RENAMED_SHOWN))
    line('', `${plain(folder)} → ${plain(target)}`)
  if (foldersRenamed.length > RENAMED_SHOWN) line('', `and ${count(foldersRenamed.length - RENAMED_SHOWN)} more`)
  const codes = Object.entries(refused).map(([code, n]) => `${code} ${count(n)}`)
  if (!dryRun) line('refused', codes.length === 0 ? 'none' : codes.join(', '))
  if (tooLarge !== null) {
    const over =
      tooLarge.messages === 0 ? 'none' : `${plural(tooLarge.messages, 'message')} of ${bytes(tooLarge.bytes)} in all`
    line('too large', `${over}, of those in the folders tried (the target takes ${bytes(tooLarge.limit)})`)
  }
  return lines
}
