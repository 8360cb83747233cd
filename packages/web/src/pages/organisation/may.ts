import type { Scope } from '@caravan/contract'
import { useQuery } from '@tanstack/react-query'
import { type InOrganisation, meQuery } from '../../api/queries.ts'

/** What a lead may not do (core's model/roles.ts). */
const NOT_LEADS: ReadonlySet<Scope> = new Set(['organisation:manage', 'approve'])

/** Whether one may do this here, so that what would be refused is not offered; the server has the last word. */
export function useMay({ organisation }: InOrganisation, scope: Scope): boolean {
  const { data: me } = useQuery(meQuery)
  const role = me?.organisations.find(({ id }) => id === organisation)?.role
  return role === 'owner' || (role === 'lead' && !NOT_LEADS.has(scope))
}
