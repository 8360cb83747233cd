import type { ListedMessage } from '../../services/port.ts'

/** Messages asked for at once; a slice is all that is held in memory of a folder. */
export const LISTING_SLICE = 5_000

/** A slice without what the server repeats. */
export function onceEach(slice: readonly ListedMessage[], after: number): ListedMessage[] {
  let last = after
  return slice.filter(({ uid }) => {
    const fresh = uid > last
    if (fresh) last = uid
    return fresh
  })
}
