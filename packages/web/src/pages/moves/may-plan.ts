import { useQuery } from '@tanstack/react-query'
import { type InOrganisation, meQuery } from '../../api/queries.ts'

/** One's own role here; undefined while nobody knows it yet. */
export function useRole({ organisation }: InOrganisation) {
  const { data: me } = useQuery(meQuery)
  return me?.organisations.find(({ id }) => id === organisation)?.role
}

/** Whether one may plan and run moves here (core's model/roles.ts: `move:write`, `move:run`); the server has the last word. */
export function useMayPlan(at: InOrganisation): boolean {
  const role = useRole(at)
  return role === 'owner' || role === 'lead'
}
