import { useQuery } from '@tanstack/react-query'
import { type InOrganisation, meQuery } from '../../api/queries.ts'

/** Whether one may plan and run moves here (core's model/roles.ts: `move:write`, `move:run`); the server has the last word. */
export function useMayPlan({ organisation }: InOrganisation): boolean {
  const { data: me } = useQuery(meQuery)
  const role = me?.organisations.find(({ id }) => id === organisation)?.role
  return role === 'owner' || role === 'lead'
}
