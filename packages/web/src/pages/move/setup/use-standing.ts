import { useQuery } from '@tanstack/react-query'
import { moveQuery, progressQuery } from '../../../api/queries.ts'
import { servicesQuery } from '../../../api/setup-queries.ts'
import { useMove } from '../../where.ts'
import type { Standing } from './steps.ts'

/** How the set-up stands, or why that cannot be said; neither, while it is being read. */
export function useStanding(): {
  readonly standing?: Standing
  readonly failed?: { readonly error: Error; readonly again: () => void }
} {
  const at = useMove()
  const move = useQuery(moveQuery(at))
  const services = useQuery(servicesQuery(at))
  const progress = useQuery(progressQuery(at))
  if (move.data && services.data && progress.data)
    return { standing: { move: move.data, services: services.data.items, progress: progress.data } }
  const failed = [move, services, progress].find(({ error }) => error !== null)
  return failed?.error ? { failed: { error: failed.error, again: () => void failed.refetch() } } : {}
}
