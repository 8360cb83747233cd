import { type EventTopic, organisations, overview, type QueryOf } from '@caravan/contract'
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

export type AuditFilter = Pick<QueryOf<typeof organisations.listAudit>, 'actor' | 'action' | 'from' | 'before'>

export const auditQuery = ({ organisation }: InOrganisation, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', organisation, filter],
    queryFn: ({ pageParam }) =>
      client.call(organisations.listAudit, {
        params: { organisation },
        query: { limit: PAGE, ...filter, ...(pageParam !== '' && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
