import type { Counts, PassReport, ReportedException } from '@caravan/core/engine'
import type { PassKind, PassStatus } from '@caravan/core/model'
import { fidelityLines } from './fidelity.ts'
import { bytes, count, cut, duration, padEnd, padStart, plain, plural } from './format.ts'

/** Exceptions shown at a terminal; the report file has them all. */
export const SHOWN = 20

const NEXT: Readonly<Record<PassStatus, string>> = {
  green: 'Green: every message is accounted for.',
  exceptions: 'Finished with exceptions: every message is accounted for, and those above want a look.',
  mismatch: 'Verification found a difference: look at the list above before anybody relies on the copy.',
  interrupted: 'Interrupted: nothing is lost. Run the same command again, and it goes on where it was.',
  undecided: 'Undecided: nothing was touched. This wants a decision.',
}

/** What a pass of each kind has done, and would do in a dry run. */
const DONE: Readonly<Record<PassKind, readonly [done: string, would: string]>> = {
  trial: ['Trial: copied', 'Trial: would copy'],
  first: ['Copied', 'Would copy'],
  delta: ['Copied', 'Would copy'],
  final: ['Final pass: copied', 'Final pass: would copy'],
  reverse: ['Copied back', 'Would copy back'],
  verify: ['Compared', 'Compared'],
}

/** What green means of some kinds beyond every message being accounted for. */
const GREEN: Readonly<Partial<Record<PassKind, string>>> = {
  trial: 'Green, as a trial: every message that was tried is accounted for. The others wait for the first pass.',
  final:
    'Green, and final: every message of the old mailbox is accounted for and was read again at the new one; nothing is pending.',
  reverse: 'Green: everything that arrived at the new home is in the old mailbox. Nothing was deleted at either.',
}

/** The report as text for people, ending with a line break. */
export function renderReport(report: PassReport, options: { exceptions: number; compared?: boolean }): string {
  const begun = report.perFolder.length > 0 && report.status !== 'undecided'
  const { compared = false } = options
  const done = DONE[report.kind ?? 'first'][report.dryRun ? 1 : 0]
  const lines = begun ? [`${done}  ${report.source}  →  ${report.target}`, ''] : []
  if (begun) lines.push(...folderTable(report), '', sumLine(report))
  if (begun && report.pending > 0)
    lines.push(
      compared
        ? `${plural(report.pending, 'message')} of the source not at the target.`
        : `${plural(report.pending, 'message')} still to come.`,
    )
  if (begun && report.origins > 0)
    lines.push(`${plural(report.origins, 'message')} of those present came here from there: not read again.`)
  if (begun) lines.push(...verifiedLines(report))
  if (begun && report.fidelity !== null) lines.push('', ...fidelityLines(report, report.fidelity), '')
  if (report.flagsSet > 0) lines.push(`Flags brought up to date on ${plural(report.flagsSet, 'message')}.`)
  for (const { text, count: n } of report.remarks) lines.push(`Note: ${plain(text)} (${plural(n, 'time')}).`)
  if (begun) lines.push(compared ? `Read in ${duration(report.seconds.total)}.` : timeLine(report))
  if (report.exceptions.length > 0) lines.push('', ...exceptionLines(report.exceptions, options.exceptions))
  if (report.error !== null) {
    lines.push(...(begun ? [''] : []), plain(report.error.message))
    if (report.error.serverReply !== null) lines.push(`  the server said: ${plain(report.error.serverReply)}`)
    lines.push(`  next: ${report.error.remedy}`)
  }
  if (begun || report.status === 'undecided') lines.push('', lastLine(report))
  return `${lines.join('\n')}\n`
}

function lastLine({ status, kind, dryRun }: PassReport): string {
  if (status !== 'green') return NEXT[status]
  if (dryRun) return 'Nothing was changed.'
  return (kind === null ? undefined : GREEN[kind]) ?? NEXT.green
}

const COLUMNS: readonly (readonly [heading: string, fates: readonly (keyof Counts)[]])[] = [
  ['source', ['source']],
  ['copied', ['copied']],
  ['present', ['present']],
  ['refused', ['refused']],
  ['other', ['repaired', 'merged', 'removed', 'vanished', 'excluded']],
]

function folderTable(report: PassReport): string[] {
  const name = 34
  const cells = (counts: Counts) =>
    COLUMNS.map(([, fates]) => padStart(count(fates.reduce((n, fate) => n + counts[fate], 0)), 9)).join('')
  const head = `  ${padEnd('folder', name)}${COLUMNS.map(([heading]) => padStart(heading, 9)).join('')}${padStart('verified', 10)}`
  const rows = report.perFolder.map((folder) => {
    const to = folder.target === '' || folder.target === folder.folder ? '' : `  → ${plain(folder.target)}`
    const note = folder.why === 'excluded' ? '  left out' : folder.why === 'not-created' ? '  not created' : to
    return `  ${padEnd(cut(plain(folder.folder), name - 1), name)}${cells(folder.messages)}${padStart(count(folder.verified.checked), 10)}${note}`
  })
  const total = `  ${padEnd('total', name)}${cells(report.messages)}${padStart(count(report.verified.checked), 10)}`
  return [head, ...rows, total]
}

function sumLine({ messages, dryRun }: PassReport): string {
  const parts = (Object.entries(messages) as [keyof Counts, number][])
    .filter(([fate, n]) => fate !== 'source' && n > 0)
    .map(([fate, n]) => `${count(n)} ${fate === 'copied' && dryRun ? 'to copy' : fate}`)
  return `${plural(messages.source, 'message')} = ${parts.length === 0 ? '0' : parts.join(' + ')}`
}

function verifiedLines({ verified, changes, dryRun }: PassReport): string[] {
  if (dryRun) return []
  if (verified.level === 'none') return ['Not verified (--verify none).']
  const rungs = (['exact', 'normalised', 'equivalent', 'mismatched'] as const)
    .filter((rung) => rung === 'exact' || verified[rung] > 0)
    .map((rung) => `${count(verified[rung])} ${rung}`)
  const earlier = verified.checked - verified.fresh
  const lines = [
    `Verified by ${verified.level}: ${plural(verified.checked, 'message')} read again from the target${earlier > 0 ? ` (${count(earlier)} by an earlier pass)` : ''}: ${rungs.join(', ')}.`,
  ]
  const named = Object.entries(changes).map(([change, n]) => `${change} ${count(n)}`)
  if (named.length > 0) lines.push(`Changed on the way: ${named.join(', ')}.`)
  return lines
}

function timeLine({ bytes: octets, seconds, messages, dryRun }: PassReport): string {
  if (dryRun) return `${bytes(octets)} would be sent.`
  const rate =
    messages.copied > 0 && seconds.copy > 0 ? `, ${perSecond(messages.copied / seconds.copy)} messages/s` : ''
  return `${bytes(octets)} sent in ${duration(seconds.total)} (inventory ${duration(seconds.inventory)}, copy ${duration(seconds.copy)}${rate}, verify ${duration(seconds.verify)}).`
}

const perSecond = (rate: number): string => (rate < 10 ? rate.toFixed(1) : count(Math.round(rate)))

function exceptionLines(exceptions: readonly ReportedException[], most: number): string[] {
  const lines = [`Exceptions (${count(exceptions.length)})`]
  for (const e of exceptions.slice(0, most)) {
    const what = e.uid === null ? 'whole folder' : `UID ${e.uid}`
    const subject = e.subject === null ? '' : ` “${cut(plain(e.subject), 60)}”`
    lines.push(
      `  ${plain(e.folder)}, ${what}${subject}${e.date === null ? '' : `, ${plain(e.date)}`}${e.size > 0 ? `, ${bytes(e.size)}` : ''}: ${e.code}`,
    )
    if (e.serverReply !== null) lines.push(`    the server said: ${plain(e.serverReply)}`)
    if (e.rawFile !== null) lines.push(`    kept: ${e.rawFile}`)
    lines.push(`    next: ${e.remedy}`)
  }
  if (exceptions.length > most)
    lines.push(`  and ${count(exceptions.length - most)} more: --report FILE writes them all.`)
  return lines
}
