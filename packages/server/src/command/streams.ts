import type { Screen } from '../render/live.ts'

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Streams {
  readonly out: { write(text: string): unknown }
  readonly err: Screen
}
