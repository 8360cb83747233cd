import { moves } from '@caravan/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey, stagesQuery } from '../../../api/queries.ts'
import type { Stage, Stages } from './state.ts'

type Step =
  | { readonly do: 'open' | 'leave'; readonly stage: Stage['stage'] }
  | { readonly do: 'reopen'; readonly stage: Stage['stage']; readonly reason: string }

/**
 * Opens, leaves or reopens a stage, as it stands on the page: refused where somebody was faster. One's own steps wait for
 * each other, so that two that are pressed quickly do not refuse each other.
 */
export function useStep(at: InMove, { version }: Pick<Stages, 'version'>) {
  const queries = useQueryClient()
  return useMutation({
    scope: { id: `steps of ${at.move}` },
    mutationFn: (step: Step) => {
      const shown = queries.getQueryData(stagesQuery(at).queryKey)
      return client.call(moves.advanceStage, { params: at, body: { ...step, version: shown?.version ?? version } })
    },
    onSuccess: (stages) => queries.setQueryData(stagesQuery(at).queryKey, stages),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}
