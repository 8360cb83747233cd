import type { Standing } from './standing.ts'
import type { Side } from './steps.ts'

/** Numbers by message, and by message and folder. */
export class Tally {
  readonly #counts = new Map<string, number>()
  add(key: string, folder = '', n = 1): void {
    this.#counts.set(`${key} ${folder}`, this.of(key, folder) + n)
  }
  of(key: string, folder = ''): number {
    return this.#counts.get(`${key} ${folder}`) ?? 0
  }
  /** What is counted in a folder, by key. */
  in(folder: string): [key: string, n: number][] {
    const end = ` ${folder}`
    return [...this.#counts].flatMap(([at, n]) =>
      at.endsWith(end) ? [[at.slice(0, -end.length), n] as [string, number]] : [],
    )
  }
  dropIn(folder: string): void {
    for (const [key] of this.in(folder)) this.#counts.delete(`${key} ${folder}`)
  }
  clear(): void {
    this.#counts.clear()
  }
  copy(): Tally {
    const other = new Tally()
    for (const [at, n] of this.#counts) other.#counts.set(at, n)
    return other
  }
}

/**
 * What owners and others did, as far as it changes how often a message may and must stand at the target. Each
 * allowance of the oracle comes from here, from what happened and no more.
 */
export class History {
  /** Taken from the source after a pass could have copied it: the copy stays, and one moved is copied at its new place. */
  taken = new Tally()
  /** Delivered at the target by others. */
  foreign = new Tally()
  /** Deleted at the target by its owner, in all and by folder. */
  deleted = new Tally()
  /** Moved out of a target folder by its owner. */
  movedOut = new Tally()
  /** Deleted so that the ledger knows it, and no second copy was what he deleted: not to be copied again. */
  settled = new Tally()
  /** Messages whose copies the target's owner flagged. */
  readonly touched = new Set<string>()
  /**
   * Messages that stand at the target for no reason that the ledger knows: others brought them at any time, or they
   * were taken from the source and the ledger is lost. And the target's folders that something was taken out of.
   */
  readonly strangers = new Set<string>()
  readonly gaps = new Set<string>()
  /** Since the ledger was lost no pass has ended: what leaves its folder now is copied again. */
  forgetful = false
  /** Something happened after which messages are recognised by content: flags that both sides had count as ours. */
  recognised = false
  #saved: { settled: Tally; moved: Tally } | undefined
  readonly #movedInAll = new Tally()
  /** Of `settled`, what no pass has seen yet. */
  readonly #unnoticed = new Tally()
  /** What arrived late and no pass has dealt with yet. */
  readonly #late = new Tally()
  #orphaned = false
  /** Target folders that were numbered anew since a pass has seen them: what is deleted there now is copied again. */
  readonly #renumbered = new Set<string>()
  /** The same of the source: a pass finds what stands in them again by content. */
  readonly #renumberedAtSource = new Set<string>()
  /** A pass is under way. */
  running = false
  /** What a pass that died had sent, or was about to, as far as the ledger knows. */
  #inDoubt: ReadonlySet<string> = new Set()

  /**
   * A pass has died. What its owner deletes now of what that pass had sent, and had not noted yet, is sent again: the gap
   * that it leaves may as well be another message's.
   */
  died(inDoubt: ReadonlySet<string>): void {
    this.#inDoubt = inDoubt
  }

  sourceTaken(key: string): void {
    this.taken.add(key)
    if (this.forgetful) this.strangers.add(key)
  }

  /** A pass has deleted the copy of what was taken from the source. */
  goneDeleted(key: string): void {
    if (this.taken.of(key) > 0) this.taken.add(key, '', -1)
  }

  targetDeleted(key: string, folder: string, source: readonly Standing[], target: readonly Standing[]): void {
    const excess = this.excess(key, source, target)
    this.deleted.add(key)
    this.deleted.add(key, folder)
    this.gaps.add(folder)
    // Who deletes one of a pair has not said that he wants none.
    if (this.forgetful || excess > 0 || this.#inDoubt.has(key) || this.#renumbered.has(folder)) return
    // The copy is gone while the pass looks for it, to know it as that of a message with a new UID: it is copied again.
    if (this.running && source.some((one) => one.key === key && this.#renumberedAtSource.has(one.folder))) return
    this.settled.add(key)
    this.#unnoticed.add(key, folder)
  }

  /**
   * A folder's UIDs mean other messages now. What is not found again in a folder of the target that was made anew counts
   * as missing there and is copied again: nobody can tell whether its owner had deleted it.
   */
  renumbered(side: Side, folder: string): void {
    if (side === 'source') {
      this.uprooted()
      this.#renumberedAtSource.add(folder)
      return
    }
    this.recognised = true
    this.#renumbered.add(folder)
    for (const [key, n] of this.#unnoticed.in(folder)) this.settled.add(key, '', -n)
    this.#unnoticed.dropIn(folder)
  }

  /**
   * A source folder has new UIDs or another name: a sending of its mail that arrives only now is known under the old ones,
   * and stays. What comes to stand under its old name is recognised by content.
   */
  uprooted(): void {
    this.recognised = true
    for (const [key, n] of this.#late.in('')) this.taken.add(key, '', n)
    this.#late.clear()
    this.#orphaned = true
  }

  /** A sending that nobody waited for any more has arrived: with it comes back what its owner had deleted before. */
  cameLate(before: readonly Standing[], after: readonly Standing[]): void {
    for (const key of new Set(after.map((one) => one.key))) {
      const more = after.filter((one) => one.key === key).length - before.filter((one) => one.key === key).length
      this.settled.add(key, '', -Math.min(more, this.settled.of(key)))
      this.#late.add(key, '', more)
      if (this.#orphaned) this.taken.add(key, '', more)
    }
  }

  /** A pass went on after another had taken over: what it sent since stands beside the other's, as if it came late. */
  overtaken(source: readonly Standing[], target: readonly Standing[]): void {
    for (const key of new Set(target.map((one) => one.key))) {
      const more = this.excess(key, source, target) - this.#late.of(key)
      if (more > 0) this.#late.add(key, '', more)
    }
  }

  /** What nobody saw came to light: with source folders that have new UIDs or names by now, it may stay as a second one. */
  cameToLight(keys: readonly string[]): void {
    for (const key of keys) (this.#orphaned ? this.taken : this.#late).add(key)
  }

  /** A pass has ended that saw all that was deleted before, and what had been sent unless it is still on its way. */
  noticed(onItsWay: boolean): void {
    this.forgetful = false
    this.#inDoubt = new Set()
    this.#renumbered.clear()
    this.#renumberedAtSource.clear()
    this.#unnoticed.clear()
    this.#late.clear()
    if (!onItsWay) this.#orphaned = false
  }

  broughtByOthers(key: string): void {
    this.foreign.add(key)
    this.strangers.add(key)
    this.touched.add(key)
  }

  targetMoved(key: string, folder: string, source: readonly Standing[], target: readonly Standing[]): void {
    // Of two that stand there, the one that its owner files elsewhere is his, and stays.
    if (this.excess(key, source, target) > 0) this.taken.add(key)
    this.movedOut.add(key, folder)
    this.gaps.add(folder)
    this.#movedInAll.add(key)
    if (this.forgetful) this.taken.add(key)
  }

  /** How many more stand at the target than the contract allows, of one message. */
  excess(key: string, source: readonly Standing[], target: readonly Standing[]): number {
    const count = (side: readonly Standing[]) => side.filter((one) => one.key === key).length
    return count(target) + this.settled.of(key) - count(source) - this.taken.of(key) - this.foreign.of(key)
  }

  /**
   * The ledger is lost. What stands in the folder of its source message is found there; of what was deleted
   * nobody knows any more, so it is copied again (contract, point 5). What was filed elsewhere may be found there.
   */
  ledgerLost(source: readonly Standing[], target: readonly Standing[]): void {
    this.settled.clear()
    this.#unnoticed.clear()
    this.deleted.clear()
    this.foreign.clear()
    this.taken.clear()
    const at = (side: readonly Standing[], { key, folder }: Standing) =>
      side.filter((one) => one.key === key && one.folder === folder).length
    const seen = new Set<string>()
    for (const one of target) {
      if (seen.has(`${one.key} ${one.folder}`)) continue
      seen.add(`${one.key} ${one.folder}`)
      const more = at(target, one) - at(source, one)
      if (more <= 0) continue
      this.taken.add(one.key, '', more)
      this.strangers.add(one.key)
    }
    this.forgetful = true
    this.recognised = true
  }

  ledgerSaved(): void {
    this.#saved = { settled: this.settled.copy(), moved: this.#movedInAll.copy() }
  }

  /**
   * An older ledger: what was sent since and deleted or filed elsewhere is copied again, and of a sending since then that
   * arrived late it knows nothing.
   */
  ledgerPutBack(keys: Iterable<string>): void {
    for (const [key, n] of this.#late.in('')) this.taken.add(key, '', n)
    this.#late.clear()
    const { settled, moved } = this.#saved ?? { settled: new Tally(), moved: new Tally() }
    this.settled = settled.copy()
    this.#unnoticed.clear()
    for (const key of keys) {
      if (this.taken.of(key) > 0) this.strangers.add(key)
      this.taken.add(key, '', this.#movedInAll.of(key) - moved.of(key))
    }
    this.forgetful = true
    this.recognised = true
  }
}
