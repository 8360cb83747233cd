import { type RefObject, useEffect, useRef } from 'react'

/** Keeps what was chosen and not saved yet; whether it is kept now. */
type Keep = () => Promise<boolean>
export type Drafts = RefObject<Map<string, Keep>>

/** What stands unsaved on a page, so that going on keeps it. */
export const useDrafts = (): Drafts => useRef(new Map<string, Keep>())

/** One of them; without `drafts` it is kept by its own button alone. */
export function useDraft(drafts: Drafts | undefined, name: string, keep: Keep): void {
  useEffect(() => {
    drafts?.current.set(name, keep)
    return () => void drafts?.current.delete(name)
  })
}

/** Keeps all of them, one after another; false where one could not be kept, and says so at its place. */
export async function keepAll(drafts: Drafts): Promise<boolean> {
  for (const keep of drafts.current.values()) if (!(await keep())) return false
  return true
}
