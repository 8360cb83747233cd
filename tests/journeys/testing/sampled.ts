/**
 * Of many cases of one kind `npm test` takes a few, evenly spread from the first to the last; `npm run test:long` takes
 * all of them.
 */
export function sampled<T>(cases: readonly T[], few: number): readonly T[] {
  if (process.env['CARAVAN_ALL_CASES'] === '1' || cases.length <= few) return cases
  const step = few === 1 ? 0 : (cases.length - 1) / (few - 1)
  return Array.from({ length: few }, (_, at) => cases[Math.round(at * step)] as T)
}
