/** A mailbox that the move has already, by what it must not share. Addresses as keys (`MailAddress.key`). */
export interface ExistingMailbox {
  readonly sourceKey?: string | undefined
  readonly targetKey?: string | undefined
}

/** Who has which address: in the move, and in the rows read so far. One look-up a cell, however many rows there are. */
export class Uniqueness {
  readonly #existing = { source: new Set<string>(), target: new Set<string>() }
  readonly #rows = { source: new Map<string, number>(), target: new Map<string, number>() }

  constructor(existing: Iterable<ExistingMailbox>) {
    for (const { sourceKey, targetKey } of existing) {
      if (sourceKey !== undefined) this.#existing.source.add(sourceKey)
      if (targetKey !== undefined) this.#existing.target.add(targetKey)
    }
  }

  /** Takes an address for a row; says who has it already. */
  claim(side: 'source' | 'target', key: string, row: number): { inMove: boolean; otherRow: number | undefined } {
    const otherRow = this.#rows[side].get(key)
    if (otherRow === undefined) this.#rows[side].set(key, row)
    return { inMove: this.#existing[side].has(key), otherRow }
  }

  /** The row whose mailbox has this address as its own source. */
  rowOf(key: string): number | undefined {
    return this.#rows.source.get(key)
  }
}
