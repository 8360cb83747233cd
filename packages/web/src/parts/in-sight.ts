/** Scrolls a line sideways until the one that matters stands in its middle; the page stays where it is. */
export function bringInSight(line: HTMLElement | null, selector: string): void {
  const one = line?.querySelector<HTMLElement>(selector)
  if (!line || !one) return
  line.scrollTo({ left: one.offsetLeft - (line.clientWidth - one.clientWidth) / 2 })
}
