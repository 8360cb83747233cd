import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { moveKey } from '../../../../api/queries.ts'
import { useMove } from '../../../where.ts'
import { type Doing, type Plan, start } from './start.ts'

interface Asked extends Omit<Plan, 'at'> {
  /** Mailboxes that it was shown for. */
  readonly count: number
}

export type Start = ReturnType<typeof useStart>

/** Starts it all, and says what is being done; behind it the overview opens, unless somebody was left out. */
export function useStart() {
  const at = useMove()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [doing, setDoing] = useState<Doing>()
  const [imported, setImported] = useState(false)
  const begin = useMutation({
    mutationFn: (plan: Asked) =>
      start({ ...plan, at, table: imported ? undefined : plan.table }, setDoing, () => setImported(true)),
    onSuccess: async ({ notReady }) => {
      if (notReady > 0) return
      await navigate({ to: '/organisations/$organisation/moves/$move/overview', params: at })
      await queries.invalidateQueries({ queryKey: moveKey(at) })
    },
  })
  return { begin, doing, imported }
}
