import { passes } from '@caravan/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { type InMove, moveKey, movesQuery } from '../../api/queries.ts'

/** Lets a move stand still, or go on. */
export function usePause(at: InMove) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (what: 'pause' | 'resume') =>
      client.call(what === 'pause' ? passes.pauseMove : passes.resumeMove, { params: at }),
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: moveKey(at) }), queries.invalidateQueries(movesQuery(at))]),
  })
}
