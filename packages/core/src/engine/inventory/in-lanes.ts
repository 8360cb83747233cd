import type { Session } from '../../services/port.ts'
import type { PassContext } from '../context.ts'

/**
 * Does work for each of some things, several at a time, with a session of each side for each of these lanes. The results
 * come in the order of the things. The first failure stops the rest, and goes up when all have ended.
 * @param lanes how many are worth it; as many as there are sessions at most
 */
export async function inLanes<T, R>(
  { sources, targets }: Pick<PassContext, 'sources' | 'targets'>,
  lanes: number,
  things: readonly T[],
  work: (thing: T, source: Session, target: Session) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const left = [...things.entries()]
  const lane = () =>
    sources.use((source) =>
      targets.use(async (target) => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          const [index, thing] = next
          results[index] = await work(thing, source, target)
        }
      }),
    )
  const count = Math.max(1, Math.min(lanes, sources.size, targets.size))
  const ended = await Promise.allSettled(
    Array.from({ length: count }, async () => {
      try {
        await lane()
      } catch (error) {
        left.length = 0
        throw error
      }
    }),
  )
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return results
}
