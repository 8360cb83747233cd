import type { BodyOf, people } from '@caravan/contract'

/** What stands in a line, in this order. */
export type Column = 'address' | 'old' | 'new'

const FIELDS = { address: 'sourceAddress', old: 'sourcePassword', new: 'targetPassword' } as const
/** A heading, so that nothing of the first line is taken for one. */
const HEADINGS = { address: 'Old address', old: 'Old password', new: 'New password' } as const

export interface Pasted {
  readonly body: Pick<BodyOf<typeof people.previewImport>, 'input' | 'mapping'>
  /** Lines that lack what they must have; they are left out. */
  readonly short: number
  readonly lines: number
}

/** A pasted list as the import takes it. */
export function readPasted(text: string, columns: readonly Column[]): Pasted {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const first = lines.find((line) => /[\t;,]/.test(line)) ?? ''
  const delimiter = ['\t', ';', ','].find((one) => first.includes(one)) ?? ','
  const whole = lines.filter((line) => {
    const cells = line.split(delimiter)
    return columns.every((_, index) => (cells[index] ?? '').trim() !== '')
  })
  const heading = columns.map((column) => HEADINGS[column]).join(delimiter)
  return {
    body: {
      input: { pasted: [heading, ...whole].join('\n') },
      mapping: Object.fromEntries(columns.map((column, index) => [String(index), FIELDS[column]])),
    },
    short: lines.length - whole.length,
    lines: whole.length,
  }
}
