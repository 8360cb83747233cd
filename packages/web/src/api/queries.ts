import { alerts, moves, organisations, overview } from '@caravan/contract'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { client, faultOf } from './client.ts'

/** Where a page stands. */
export interface InOrganisation {
  readonly organisation: string
}
export interface InMove extends InOrganisation {
  readonly move: string
}

/** What was not answered is asked again; what was refused is not. */
export const makeQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => {
          const fault = faultOf(error)
          return count < 3 && (fault.kind === 'offline' || (fault.kind === 'refused' && fault.problem.status >= 500))
        },
      },
    },
  })

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => client.call(organisations.me, {}) })

export const movesQuery = ({ organisation }: InOrganisation) =>
  queryOptions({
    queryKey: ['moves', organisation],
    queryFn: () => client.call(moves.listMoves, { params: { organisation } }),
  })

/** Everything of one move stands under this key: it is read anew together. */
export const moveKey = ({ organisation, move }: InMove) => ['move', organisation, move] as const

export const moveQuery = (at: InMove) =>
  queryOptions({ queryKey: [...moveKey(at), 'itself'], queryFn: () => client.call(moves.readMove, { params: at }) })

export const stagesQuery = (at: InMove) =>
  queryOptions({ queryKey: [...moveKey(at), 'stages'], queryFn: () => client.call(moves.readStages, { params: at }) })

export const servicesQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'services'],
    queryFn: () => client.call(moves.listServices, { params: at }),
  })

export const wavesQuery = (at: InMove) =>
  queryOptions({ queryKey: [...moveKey(at), 'waves'], queryFn: () => client.call(moves.listWaves, { params: at }) })

export const progressQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'progress'],
    queryFn: () => client.call(overview.readProgress, { params: at }),
  })

export const eventsQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'events'],
    queryFn: () => client.call(overview.listMoveEvents, { params: at, query: {} }),
  })

/** Some of the mailboxes that do not go on: the overview shows the first. */
export const alertsQuery = ({ organisation, move }: InMove) =>
  queryOptions({
    queryKey: [...moveKey({ organisation, move }), 'alerts'],
    queryFn: () => client.call(alerts.listAlerts, { params: { organisation }, query: { move, limit: 20 } }),
  })
