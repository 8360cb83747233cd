import { auditLog, type EventTopic, filled, overview, type QueryOf } from '@caravan/contract'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { client } from './client.ts'
import type { InMove, InOrganisation } from './queries.ts'

const PAGE = 50

/** Not below the key of the move: what arrives is laid on top when the reader wants it. */
export const activityQuery = ({ organisation, move }: InMove, topic: EventTopic | undefined) =>
  infiniteQueryOptions({
    queryKey: ['activity', organisation, move, topic],
    queryFn: ({ pageParam }) =>
      client.call(overview.listMoveEvents, {
        params: { organisation, move },
        query: { limit: PAGE, ...(topic !== undefined && { topic }), ...(pageParam > 0 && { before: pageParam }) },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export type AuditFilter = Pick<QueryOf<typeof auditLog.listAudit>, 'actor' | 'action' | 'from' | 'before'>

export const auditQuery = ({ organisation }: InOrganisation, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', organisation, filter],
    queryFn: ({ pageParam }) =>
      client.call(auditLog.listAudit, {
        params: { organisation },
        query: { limit: PAGE, ...filter, ...(pageParam !== '' && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** Where what the filter shows is to be had as a file: the server writes it, a table without formulas. */
export function auditFileAddress(
  { organisation }: InOrganisation,
  filter: AuditFilter,
  kind: 'table' | 'lines',
): string {
  const { path } = kind === 'table' ? auditLog.exportAuditTable : auditLog.exportAuditLines
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
  return `${filled(path, { organisation })}${query.size === 0 ? '' : `?${query.toString()}`}`
}
