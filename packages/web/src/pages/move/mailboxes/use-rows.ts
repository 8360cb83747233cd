import { useDebouncedValue } from '@mantine/hooks'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  type MailboxFilter,
  type MailboxOrder,
  type MailboxRow,
  WINDOW,
  windowQuery,
} from '../../../api/mailboxes-queries.ts'
import type { InMove } from '../../../api/queries.ts'

/** Rows beyond what is seen that are read with it. */
const MARGIN = 40
/** Windows that a scrollbar flies past are not asked for. */
const REST_MS = 60

interface Wanted {
  readonly at: InMove
  readonly filter: MailboxFilter
  readonly order: MailboxOrder
  readonly epoch: number
  readonly total: number
  /** The first and the last row that is seen. */
  readonly from: number
  readonly to: number
}

export interface Rows {
  /** Undefined: not read yet. Null: taken out of the move. */
  readonly row: (index: number) => MailboxRow | null | undefined
  readonly error: Error | undefined
  readonly again: () => void
}

/** The rows around those that are seen, kept fresh in their places. */
export function useRows({ at, filter, order, epoch, total, from, to }: Wanted): Rows {
  const queries = useQueryClient()
  const first = Math.max(0, Math.floor((from - MARGIN) / WINDOW))
  const last = Math.min(Math.ceil(total / WINDOW) - 1, Math.floor((to + MARGIN) / WINDOW))
  const [span] = useDebouncedValue(`${first} ${last}`, REST_MS, { leading: true })
  const windows = useMemo(() => {
    const [begin = 0, end = -1] = span.split(' ').map(Number)
    return Array.from({ length: Math.max(0, end - begin + 1) }, (_, n) => begin + n)
  }, [span])
  const read = useQueries({
    queries: windows.map((window) => windowQuery(queries, at, { filter, order, epoch }, window)),
  })
  const failed = read.find(({ error, data }) => error !== null && data === undefined)
  return {
    row: (index) => {
      const place = windows.indexOf(Math.floor(index / WINDOW))
      return place < 0 ? undefined : read[place]?.data?.[index % WINDOW]
    },
    error: failed?.error ?? undefined,
    again: () => void failed?.refetch(),
  }
}
