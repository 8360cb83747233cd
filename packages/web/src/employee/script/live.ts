/** A copy takes hours: nobody sees a difference between this and less, and five hundred who wait are 50 requests a second. */
const EVERY_MS = 10_000

/**
 * Looks again at the part of the page that changes by itself, while somebody sees it. Not while files are sent: of one
 * that is half here it would say that it is to be chosen again.
 */
export function lookAgain(): void {
  if (document.querySelector('[data-live]') === null) return
  const unlessBusy = () => document.querySelector('form[data-sending]') === null && void look()
  setInterval(unlessBusy, EVERY_MS)
  document.addEventListener('visibilitychange', unlessBusy)
}

export async function look(): Promise<void> {
  if (document.visibilityState === 'hidden') return
  try {
    const response = await fetch(location.pathname)
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const [now, then] = [page.querySelector('[data-live]'), document.querySelector('[data-live]')]
    // The session has ended, or another question is there.
    if (now === null) location.reload()
    else if (then !== null && then.outerHTML !== now.outerHTML) then.replaceWith(document.importNode(now, true))
  } catch {
    // No way to the server just now: the next look may have one.
  }
}
