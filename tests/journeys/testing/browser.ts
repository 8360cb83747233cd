import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'

/** Debian's own; the browsers that Playwright would fetch are not needed. */
const PROGRAM = '/usr/bin/chromium'
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']

export const WIDE = { width: 1280, height: 860 }
export const PHONE = { width: 390, height: 844 }

let browser: Promise<Browser> | undefined
afterAll(async () => {
  await (await browser)?.close()
  browser = undefined
})

/** Somebody's browser, with nothing kept in it. */
export async function openBrowser(options: {
  readonly locale: string
  readonly dark?: boolean
  readonly phone?: boolean
  /** False: a browser in which no script runs. */
  readonly scripts?: boolean
  /** True: certificates are not looked at, for pages of the lab's own servers. */
  readonly trusting?: boolean
}): Promise<BrowserContext> {
  browser ??= chromium.launch({ executablePath: PROGRAM, args: [...QUIET, '--disable-sync'] })
  const context = await (await browser).newContext({
    locale: options.locale,
    colorScheme: options.dark === true ? 'dark' : 'light',
    viewport: options.phone === true ? PHONE : WIDE,
    javaScriptEnabled: options.scripts ?? true,
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: options.trusting ?? false,
    timezoneId: 'Europe/Berlin',
  })
  context.setDefaultTimeout(30_000)
  return context
}

/** Everything that the console complained of, among it breaches of the Content-Security-Policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** The page can be used by who sees or moves otherwise (axe-core), and no text of it is cut off. */
export async function expectWellMade(page: Page): Promise<void> {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(await axe())
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
  expect(serious).toEqual([])
  expect(await cutOff(page)).toEqual([])
}

/** Outlines of what is on its way, by the names of their styles. */
const COMING =
  '.mantine-Skeleton-root, [class*=waiting_], [class*=blank_], [class*=stagesComing_], [class*=looking_], [aria-busy=true]'

/** Waits until nothing is on its way to this part of the page any more. */
export async function arrived(page: Page, part: 'main' | '[role=dialog]' = 'main'): Promise<void> {
  await expect.poll(() => page.locator(`${part} :is(${COMING})`).count(), { timeout: 30_000 }).toBe(0)
}

let axeSource: string | undefined
async function axe(): Promise<string> {
  return (axeSource ??= await readFile(AXE, 'utf8'))
}

/** Elements whose text is wider than they are, and the page where it is wider than the window. */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate(CUT_OFF)

// In the page, where there is a document: tests are compiled for Node.
const CUT_OFF = `(() => {
  const found = []
  const { scrollWidth } = document.documentElement
  if (scrollWidth > window.innerWidth) found.push('the page: ' + scrollWidth)
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    // What scrolls may be wider; what only a screen reader reads is one pixel wide.
    if (!hasText || style.clipPath !== 'none' || style.clip !== 'auto' || ['auto', 'scroll'].includes(style.overflowX)) continue
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      found.push(element.tagName + ' ' + element.className + ' ' + element.textContent)
  }
  return found
})()`
