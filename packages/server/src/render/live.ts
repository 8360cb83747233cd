import type { Progress } from '@caravan/core/engine'
import { Estimate } from './estimate.ts'
import { bytes, count, cut, duration, padEnd, padStart, plain } from './format.ts'
import { renderMapping } from './mapping.ts'

/** Where progress is shown: a terminal gets lines that change, anything else plain lines now and then. */
export interface Screen {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

const REFRESH_MS = 100
const PLAIN_EVERY_MS = 10_000

/** Folders under way that are shown; there are as many as sessions. */
const MOST_SHOWN = 8

interface FolderLine {
  readonly total: number
  done: number
}

/** Shows a pass while it runs: one line a folder, and a total with its rate and an honest end time. */
export class LiveView {
  readonly #screen: Screen
  readonly #now: () => number
  #step = ''
  /** Those under way, by name. */
  readonly #folders = new Map<string, FolderLine>()
  #estimate: Estimate | undefined
  #total = 0
  #drawn = 0
  #lastDrawn = Number.NEGATIVE_INFINITY
  #doing = 'copied'

  constructor(screen: Screen, now: () => number = () => performance.now()) {
    this.#screen = screen
    this.#now = now
  }

  show(progress: Progress): void {
    const now = this.#now()
    switch (progress.step) {
      case 'connecting':
        this.#step = 'Connecting'
        break
      case 'mapped':
        this.#line(renderMapping(progress.mapping))
        break
      case 'notice':
        this.#line(`  ${plain(progress.text)}`)
        break
      case 'inventory':
        this.#step = `Reading ${plain(progress.folder)}: ${count(progress.messages)} messages`
        break
      case 'copy-begins':
        this.#total = progress.messages
        this.#estimate = new Estimate(progress.messages, progress.bytes, now)
        break
      case 'folder-begins':
        if (progress.messages > 0) this.#folders.set(progress.folder, { total: progress.messages, done: 0 })
        break
      case 'copied':
        this.#estimate?.add(progress.messages, progress.bytes, now)
        this.#copied(progress.folder, progress.messages)
        break
      case 'verify-begins':
        this.#endFolders()
        this.#total = progress.messages
        this.#doing = 'read again'
        this.#estimate = new Estimate(progress.messages, progress.bytes, now)
        break
      case 'verified':
        this.#estimate?.add(progress.messages, progress.bytes, now)
        break
      case 'waiting':
        this.#line(`  waiting ${duration(progress.seconds)}${until(progress.seconds)}: ${plain(progress.because)}`)
        break
    }
    this.#draw(now)
  }

  /** Clears what changes; what stays is what was finished. */
  end(): void {
    this.#endFolders()
    this.#erase()
  }

  #copied(name: string, messages: number): void {
    const folder = this.#folders.get(name)
    if (folder === undefined) return
    folder.done += messages
    if (folder.done < folder.total) return
    this.#folders.delete(name)
    this.#line(lineOf(name, folder))
  }

  /** What was not copied whole is told when all has ended. */
  #endFolders(): void {
    for (const [name, folder] of this.#folders) this.#line(lineOf(name, folder))
    this.#folders.clear()
  }

  #line(text: string): void {
    this.#erase()
    this.#screen.write(`${text}\n`)
  }

  #draw(now: number): void {
    const pause = this.#screen.isTTY === true ? REFRESH_MS : PLAIN_EVERY_MS
    if (now - this.#lastDrawn < pause) return
    this.#lastDrawn = now
    const lines = this.#current(now)
    if (this.#screen.isTTY !== true) {
      for (const text of lines) this.#screen.write(`${text}\n`)
      return
    }
    this.#erase()
    const columns = this.#screen.columns ?? 80
    for (const text of lines) this.#screen.write(`${cut(text, columns - 1)}\n`)
    this.#drawn = lines.length
  }

  #current(now: number): string[] {
    const estimate = this.#estimate
    if (estimate === undefined) return [`  ${this.#step}`]
    if (this.#total === 0) return []
    const lines: string[] = []
    for (const [name, folder] of [...this.#folders].slice(0, MOST_SHOWN))
      lines.push(`${lineOf(name, folder)}  ${bar(folder.done, folder.total)}`)
    const rate = estimate.rate(now)
    const left = estimate.secondsLeft(now)
    const end = left === undefined ? '' : `, ends in about ${duration(left)}`
    lines.push(
      `  ${this.#doing} ${count(estimate.messages)} of ${count(this.#total)}, ${bytes(estimate.bytes)}, ${count(Math.round(rate.messages))} messages/s, ${bytes(rate.bytes)}/s${end}`,
    )
    return lines
  }

  #erase(): void {
    // Up to the first of our lines, and clear from there.
    if (this.#drawn > 0) this.#screen.write(`\u001b[${this.#drawn}A\u001b[0J`)
    this.#drawn = 0
  }
}

const lineOf = (name: string, { done, total }: FolderLine): string =>
  `  ${padEnd(cut(plain(name), 40), 40)} ${padStart(count(done), 9)} of ${count(total)}`
/** Of a wait that somebody would rather come back from than watch. */
const until = (seconds: number): string => {
  if (seconds < 60) return ''
  const end = new Date(Date.now() + seconds * 1000)
  const time = end.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return seconds < 12 * 3600 ? `, until ${time}` : `, until ${end.toLocaleDateString('en-CA')} ${time}`
}

const BAR = 20

function bar(done: number, total: number): string {
  const filled = Math.min(BAR, Math.floor((BAR * done) / Math.max(1, total)))
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`
}
