/** At most so many of the numbers from 1 to `count`, spread evenly, the first and the last among them. */
export function evenly(count: number, most: number): number[] {
  const some = Math.min(count, most)
  return Array.from({ length: some }, (_, n) => (some === 1 ? 1 : 1 + Math.round((n * (count - 1)) / (some - 1))))
}
