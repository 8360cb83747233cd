import { type AnswerOf, type BodyOf, discoverService, moves } from '@caravan/contract'
import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import type { InOrganisation } from './queries.ts'

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

/** What is seen at a place now; a page that is opened again soon does not connect again. */
export const lookQuery = ({ organisation }: InOrganisation, { host, port, tls, unverified }: Place) =>
  queryOptions({
    queryKey: ['look', organisation, host, port, tls, unverified],
    queryFn: () =>
      client.call(discoverService.lookAtService, {
        params: { organisation },
        body: { host, port, tls, unverified },
      }),
    staleTime: 300_000,
    retry: false,
  })
