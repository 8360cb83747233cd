import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState } from 'react'
import { eventsQuery, type InMove, moveKey } from '../api/queries.ts'
import { tellProgress } from './progress.ts'
import { follow, type PlacedEvent } from './stream.ts'

/** How often a page looks by itself while the live line is cut. */
export const POLL_MS = 15_000
/** Many events at once are one look: what is shown is read at most so often. */
const REFRESH_MS = 2_000
const SHOWN = 20

/** Whether what is shown arrives by itself. */
export const LiveContext = createContext(true)
export const useIsLive = (): boolean => useContext(LiveContext)

/** Keeps all that is shown of a move fresh: by the live events, or by looking now and then while they are cut. */
export function useLive({ organisation, move }: InMove): boolean {
  const queries = useQueryClient()
  const [live, setLive] = useState(true)
  useEffect(() => {
    const at = { organisation, move }
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => void queries.invalidateQueries({ queryKey: moveKey(at) })
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        refresh()
      }, REFRESH_MS)
    }
    const show = (event: PlacedEvent) => {
      if (event.data['move'] !== move) return
      tellProgress(event.kind, event.data)
      if (event.kind === 'pass.progress') return
      queries.setQueryData(eventsQuery(at).queryKey, (before) =>
        before === undefined || before.items.some(({ position }) => position === event.position)
          ? before
          : { position: event.position, items: [{ ...event, sourceAddress: null }, ...before.items].slice(0, SHOWN) },
      )
      soon()
    }
    const start = async () => {
      const { position } = await queries.query(eventsQuery(at))
      await follow(organisation, position, { onEvent: show, onReset: refresh, onState: setLive }, stop.signal)
    }
    // What cannot be read is shown by the page that reads the same.
    start().catch(() => setLive(false))
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [queries, organisation, move])

  useEffect(() => {
    if (live) return
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: moveKey({ organisation, move }) }),
      POLL_MS,
    )
    return () => clearInterval(timer)
  }, [queries, live, organisation, move])
  return live
}
