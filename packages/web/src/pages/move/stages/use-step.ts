import { moves } from '@caravan/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey, stagesQuery } from '../../../api/queries.ts'
import type { Stage, Stages } from './state.ts'

/** Opens or leaves a stage, as it stands on the page: refused where somebody was faster. */
export function useStep(at: InMove, { version }: Pick<Stages, 'version'>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: { readonly do: 'open' | 'leave'; readonly stage: Stage['stage'] }) =>
      client.call(moves.advanceStage, { params: at, body: { ...step, version } }),
    onSuccess: (stages) => queries.setQueryData(stagesQuery(at).queryKey, stages),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}
