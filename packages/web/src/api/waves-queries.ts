import { estimates, people, waves } from '@caravan/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InMove, moveKey } from './queries.ts'

export const waveProgressQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'wave-progress'],
    queryFn: () => client.call(waves.readWaveProgress, { params: at }),
  })

/** Reckoned anew now and then, not with every event: it walks through all mailboxes. */
export const estimateQuery = ({ organisation, move }: InMove) =>
  queryOptions({
    queryKey: ['estimate', organisation, move],
    queryFn: () => client.call(estimates.readEstimate, { params: { organisation, move } }),
    staleTime: 0,
    refetchInterval: 60_000,
  })

/** Mailboxes of a wave, or of none, whose old addresses begin so; a hundred at a time. */
export const waveMailboxesQuery = (at: InMove, wave: string, text = '') =>
  infiniteQueryOptions({
    queryKey: [...moveKey(at), 'wave-mailboxes', wave, text],
    queryFn: ({ pageParam }) =>
      client.call(people.listMailboxes, {
        params: at,
        query: { wave, limit: 100, ...(text !== '' && { text }), ...(pageParam !== '' && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
