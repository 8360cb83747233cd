import { history } from '@caravan/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InMove, moveKey } from './queries.ts'

/** Spans that the chart of the pace can show. */
export const HOURS = [3, 24, 168] as const
export type Hours = (typeof HOURS)[number]

/** The server counts by minutes: while nothing else happens, this comes anew by itself. */
const EVERY_MS = 30_000

export const historyQuery = (at: InMove, hours: Hours = 3) =>
  queryOptions({
    queryKey: [...moveKey(at), 'history', hours],
    queryFn: () => client.call(history.readHistory, { params: at, query: { hours } }),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  })
