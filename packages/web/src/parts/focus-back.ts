import { useEffect } from 'react'

/** Gives the focus back to what opened a dialog, also where the dialog is there only while it is open. */
export function useFocusBack(opened = true): void {
  useEffect(() => {
    if (!opened) return
    const opener = document.activeElement
    return () => {
      // What the dialog had is gone from the page by then; where somebody has gone on to something else they stay.
      setTimeout(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement)
          opener.focus({ preventScroll: true })
      })
    }
  }, [opened])
}
