import { useMemo, useRef, useState } from 'react'
import type { MailboxFilter } from '../../../api/mailboxes-queries.ts'

/** As many as one request may name. */
const MOST = 10_000

/** Which mailboxes are meant, as the server takes it. */
export type Which = { ids: string[] } | { filter: MailboxFilter }

const UNTICKED = { all: false, ids: new Set<string>() as ReadonlySet<string> }

/** What is ticked: single mailboxes, or all that the filter shows. */
export interface Selection {
  readonly count: number
  readonly all: boolean
  readonly which: Which
  readonly has: (id: string) => boolean
  /** Ticks or unticks one; with `idAt` (the mailbox of a place that is read) all between it and the one before. */
  readonly toggle: (id: string, index: number, idAt?: (index: number) => string | undefined) => void
  readonly takeAll: () => void
  readonly clear: () => void
}

/** @param listing what the list shows: ticks do not outlive it */
export function useSelection(listing: string, filter: MailboxFilter, total: number): Selection {
  const [state, setState] = useState({ listing, ...UNTICKED })
  const anchor = useRef<number>(undefined)
  const { all, ids } = state.listing === listing ? state : UNTICKED
  return useMemo(() => {
    const set = (next: ReadonlySet<string>) => setState({ listing, all: false, ids: next })
    return {
      all,
      count: all ? total : ids.size,
      which: all ? { filter } : { ids: [...ids] },
      has: (id) => all || ids.has(id),
      toggle: (id, index, idAt) => {
        // Of all but one the server knows nothing: one begins anew.
        if (all) {
          set(new Set())
          return
        }
        const next = new Set(ids)
        const from = idAt === undefined ? index : (anchor.current ?? index)
        const add = !ids.has(id)
        for (let n = Math.min(from, index); n <= Math.max(from, index); n++) {
          const one = n === index ? id : idAt?.(n)
          if (one === undefined || next.size >= MOST) continue
          if (add) next.add(one)
          else next.delete(one)
        }
        anchor.current = index
        set(next)
      },
      takeAll: () => setState({ listing, all: true, ids: new Set() }),
      clear: () => set(new Set()),
    }
  }, [all, ids, total, filter, listing])
}
