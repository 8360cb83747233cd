import { ServiceError } from '../services/port.ts'
import type { FolderPair, PassContext } from './context.ts'
import { placesOf } from './places.ts'
import { folderProblem } from './report/build.ts'
import type { PassState } from './report/make.ts'

/**
 * Runs work over folders, several at a time; those whose mail goes to one folder of the target follow each other. What a
 * server refuses of one must not hold back the others. The first failure of another kind stops the rest: what is under
 * way ends, nothing new begins, and it goes up when all have ended.
 * @param work gets a context that is told to stop by the failure of another folder too
 */
export async function eachFolder(
  context: PassContext,
  state: PassState,
  pairs: readonly FolderPair[],
  work: (context: PassContext, pair: FolderPair) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const signals = context.signal === undefined ? [stop.signal] : [context.signal, stop.signal]
  const ofOne: PassContext = { ...context, signal: AbortSignal.any(signals) }
  let failure: { readonly error: unknown } | undefined
  const left = rows(pairs).values()
  const run = async () => {
    for (const row of left) {
      for (const pair of row) {
        if (failure !== undefined) return
        try {
          await work(ofOne, pair)
        } catch (error) {
          if (isOfFolder(error)) {
            const problem = folderProblem(pair.title, error)
            state.facts = state.facts.map((fact) => (fact.pair === pair ? { ...fact, problem } : fact))
            continue
          }
          failure ??= { error }
          stop.abort(new Error('another folder has failed'))
          return
        }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(pairs.length, context.sources.size) }, run))
  // A call, since the compiler believes that a variable keeps its value while others run.
  const failed = (() => failure)()
  if (failed !== undefined) throw failed.error
}

const isOfFolder = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.scope !== 'session' && error.scope !== 'service'

/** Folders in their order, those together that share a place at the target. */
export function rows(pairs: readonly FolderPair[]): FolderPair[][] {
  let found: { readonly pairs: FolderPair[]; readonly places: Set<number> }[] = []
  for (const pair of pairs) {
    const places = placesOf(pair).map(({ target }) => target.id)
    const row = { pairs: [] as FolderPair[], places: new Set<number>() }
    const apart: typeof found = []
    for (const other of found) {
      if (!places.some((place) => other.places.has(place))) apart.push(other)
      else for (const one of other.pairs) row.pairs.push(one)
    }
    row.pairs.push(pair)
    for (const one of row.pairs) for (const { target } of placesOf(one)) row.places.add(target.id)
    found = [...apart, row]
  }
  return found.map((row) => row.pairs)
}
