import { useCallback, useEffect, useRef, useState } from 'react'
import type { Selection } from './selection.ts'
import type { Rows } from './use-rows.ts'

interface Keyed {
  readonly total: number
  readonly rows: Rows
  readonly selection: Selection
  readonly open: string | undefined
  /** What the list shows; another one begins without a row that is meant. */
  readonly listing: string
  readonly onOpen: (mailbox: string | undefined) => void
  readonly onSearch: () => void
  readonly show: (index: number) => void
}

/** Where keys mean what they write. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
/** A checkbox takes no letters. */
const takesLetters = (target: EventTarget | null): boolean =>
  isTyping(target) && !(target instanceof HTMLInputElement && target.type === 'checkbox')
const isWithin = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null

/** j/k or the arrows go through the rows, x ticks, Enter opens, Escape closes, / searches: wherever on the page the focus is. */
export function useKeys(keyed: Keyed): { active: number | undefined; setActive: (index: number) => void } {
  const { listing, total } = keyed
  const [state, setState] = useState<{ listing: string; index: number }>()
  const active = state?.listing === listing && state.index < total ? state.index : undefined
  const setActive = useCallback((index: number) => setState({ listing, index }), [listing])
  const latest = useRef({ ...keyed, active, setActive })
  useEffect(() => {
    latest.current = { ...keyed, active, setActive }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || takesLetters(event.target)) return
      if (isWithin(event.target, '[role=dialog], [role=menu]')) return
      if (act(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return { active, setActive }
}

/** Whether the key was one of ours. By its place on the keyboard, so that it is there under any script. */
function act(
  event: KeyboardEvent,
  now: Keyed & { active: number | undefined; setActive: (index: number) => void },
): boolean {
  const { rows, selection, total, active } = now
  const inGrid = isWithin(event.target, '[role=grid]')
  const go = (index: number): true => {
    const next = Math.max(0, Math.min(total - 1, index))
    now.setActive(next)
    now.show(next)
    return true
  }
  const id = active === undefined ? undefined : rows.row(active)?.id
  if (event.code === 'KeyJ' || (inGrid && event.key === 'ArrowDown')) return go(active === undefined ? 0 : active + 1)
  if (event.code === 'KeyK' || (inGrid && event.key === 'ArrowUp')) return go(active === undefined ? 0 : active - 1)
  if (inGrid && event.key === 'Home') return go(0)
  if (inGrid && event.key === 'End') return go(total - 1)
  if (inGrid && event.key === 'PageDown') return go((active ?? 0) + 10)
  if (inGrid && event.key === 'PageUp') return go((active ?? 0) - 10)
  if (event.code === 'KeyX' && active !== undefined && id !== undefined) {
    selection.toggle(id, active, event.shiftKey ? (index) => rows.row(index)?.id : undefined)
    return true
  }
  if (event.key === 'Enter' && id !== undefined && (inGrid || event.target === document.body)) {
    now.onOpen(id)
    return true
  }
  if (event.key === '/' || event.code === 'Slash') {
    now.onSearch()
    return true
  }
  if (event.key === 'Escape' && now.open !== undefined) {
    now.onOpen(undefined)
    return true
  }
  return false
}
