import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { smaller } from './smaller.ts'

/** Where the guide has its pictures. */
const PICTURES = fileURLToPath(new URL('../../docs/guide/pictures/', import.meta.url))

/** A page that is longer shows its beginning: what is below is like what is above. */
const TALLEST = 1_100

/** Takes a page's picture for the guide, as it stands when nothing moves and nothing is pointed at. */
export async function shot(page: Page, name: string, tallest = TALLEST): Promise<void> {
  const window = page.viewportSize() ?? { width: 0, height: 0 }
  // A dialog stands in the middle of the window as people have it.
  const dialog = await page.getByRole('dialog').isVisible()
  await page.mouse.move(0, 0)
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  if (!dialog) {
    await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)')
    // The window is as tall as the page: what sticks to its edges would stand in the middle otherwise.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    await page.setViewportSize({ ...window, height: Math.min(tallest, Math.max(height, window.height)) })
  }
  const picture = await page.screenshot({ animations: 'disabled' })
  writeFileSync(join(PICTURES, `${name}.png`), smaller(picture))
  await page.setViewportSize(window)
}
