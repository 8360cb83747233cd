import { useState } from 'react'
import type { Employee } from '../../../api/people-queries.ts'

/** Rows that are ticked, on whatever page of a list they stand. */
export interface Chosen {
  readonly ids: readonly string[]
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  readonly set: (ids: readonly string[]) => void
}

/** @param list what is listed; the ticks of another list are forgotten */
export function useChosen(rows: readonly Pick<Employee, 'mailbox'>[], list: string): Chosen {
  const [kept, setKept] = useState<{ readonly list: string; readonly ids: ReadonlySet<string> }>({
    list,
    ids: new Set(),
  })
  const there = new Set(rows.map(({ mailbox }) => mailbox))
  const ids = kept.list === list ? [...kept.ids].filter((id) => there.has(id)) : []
  const set = (next: readonly string[]) => setKept({ list, ids: new Set(next) })
  return {
    ids,
    has: (id) => ids.includes(id),
    toggle: (id) => set(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    set,
  }
}
