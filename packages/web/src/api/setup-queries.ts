import { type AnswerOf, type BodyOf, discoverService, moves } from '@caravan/contract'
import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import type { InMove } from './queries.ts'

export type Service = AnswerOf<typeof moves.changeService>
export type Side = Service['side']
export type Look = AnswerOf<typeof discoverService.lookAtService>
/** Where a service is said to be. */
export type Place = BodyOf<typeof discoverService.lookAtService>

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => client.call(discoverService.listProviders, {}),
  staleTime: Number.POSITIVE_INFINITY,
})

/** A place that is looked at; that of a service that is kept is reached through its proxy. */
export type Looked = Place & Partial<Pick<Service, 'id' | 'proxy'>>

/** What is seen at a place now; a page that is opened again soon does not connect again. */
export const lookQuery = ({ organisation, move }: InMove, { host, port, tls, unverified, id, proxy }: Looked) => {
  const through = id === undefined || proxy == null ? undefined : { move, service: id }
  return queryOptions({
    queryKey: ['look', organisation, host, port, tls, unverified, through, proxy],
    queryFn: () =>
      client.call(discoverService.lookAtService, {
        params: { organisation },
        body: { host, port, tls, unverified, through },
      }),
    staleTime: 300_000,
    retry: false,
  })
}
