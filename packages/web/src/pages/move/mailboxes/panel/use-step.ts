import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { mailboxCountKey } from '../../../../api/mailboxes-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'

/** Does one thing to a mailbox, and shows everything of the move as it is then. */
export function useStep<Result>(
  at: InMove,
  done?: (result: Result) => void,
): UseMutationResult<Result, Error, () => Promise<Result>> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<Result>) => work(),
    onSuccess: async (result) => {
      done?.(result)
      await Promise.all([
        queries.invalidateQueries({ queryKey: moveKey({ organisation: at.organisation, move: at.move }) }),
        queries.invalidateQueries({ queryKey: mailboxCountKey({ organisation: at.organisation, move: at.move }) }),
      ])
    },
  })
}
