import { useQuery } from '@tanstack/react-query'
import { addressCountQuery } from '../../../api/people-queries.ts'
import { moveQuery, progressQuery, servicesQuery } from '../../../api/queries.ts'
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
  const addresses = useQuery(addressCountQuery(at))
  if (move.data && services.data && progress.data && addresses.data) {
    const { items } = services.data
    return { standing: { move: move.data, services: items, progress: progress.data, addresses: addresses.data } }
  }
  const failed = [move, services, progress, addresses].find(({ error }) => error !== null)
  return failed?.error ? { failed: { error: failed.error, again: () => void failed.refetch() } } : {}
}
