import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What the keyboard met on a page. */
interface Walk {
  /** Seen and pressed by a pointer, and met by no Tab. */
  readonly missed: string[]
  /** Met, and nothing showed it. */
  readonly unseen: string[]
  /** Met after something that stands below it in the same column. */
  readonly backwards: string[]
}

/** Tabs of one walk; a page that needs more traps. */
const MOST = 400

/**
 * Goes through the page by Tab alone: everything that can be pressed is met, in the order in which it stands, with its
 * focus seen, and after the last the walk is at its end.
 */
export async function expectByKeyboard(page: Page): Promise<void> {
  const known = await page.evaluate<number>(LEARN)
  let met = 0
  for (; met < MOST; met++) {
    await page.keyboard.press('Tab')
    if (!(await page.evaluate<boolean>(MEET))) break
  }
  expect(met, `${known} can be pressed, and ${met} Tabs did not come to the end`).toBeLessThan(MOST)
  expect(await page.evaluate<Walk>(TOLD)).toEqual({ missed: [], unseen: [], backwards: [] })
}

/** Opens what a button opens by Enter, is in it, and by Esc at the button again. */
export async function expectOpensAndShuts(page: Page, opener: Locator): Promise<void> {
  await opener.focus()
  await page.keyboard.press('Enter')
  const opened = page.locator('[role=dialog]:visible, [role=menu]:visible').last()
  await opened.waitFor()
  const inside = opened.and(page.locator(':focus-within'))
  await expect.poll(() => inside.count()).toBe(1)
  // A dialog keeps the focus for as long as it is open.
  if ((await opened.getAttribute('role')) === 'dialog')
    for (let tabs = 0; tabs < 12; tabs++) {
      await page.keyboard.press('Tab')
      expect(await inside.count()).toBe(1)
    }
  await page.keyboard.press('Escape')
  await opened.waitFor({ state: 'hidden' })
  await expect.poll(() => opener.and(page.locator(':focus')).count()).toBe(1)
}

// In the page, where there is a document: tests are compiled for Node.
const LEARN = `(() => {
  // The walk begins at the top, wherever the focus was.
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  scrollTo(0, 0)
  const look = (element) => [element, element.parentElement, element.nextElementSibling, element.closest('label, li')]
    .filter(Boolean).map((one) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
      return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join()
    }).join(';')
  const told = (element) => {
    const { tagName, id } = element
    const name = element.getAttribute('aria-label') ?? element.textContent.trim() ?? element.name
    return (tagName + (id ? '#' + id : '') + ' ' + name).slice(0, 90)
  }
  // Of what moves with the arrows one is a stop of Tab: a row of a grid, a tab, a choice among radio buttons.
  const arrows = (element) => element.closest('[role=grid], [role=menu], [role=listbox], [role=tablist]') !== null
    && element.tabIndex < 0 || (element.type === 'radio' && !element.checked
      && document.querySelector('input[type=radio][name="' + CSS.escape(element.name) + '"]:checked') !== null)
    || (element.type === 'radio' && !element.checked && [...document.querySelectorAll('input[type=radio][name="'
      + CSS.escape(element.name) + '"]')].indexOf(element) > 0)
  const pressed = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary,'
    + '[role=button], [role=link], [role=checkbox], [role=tab], [tabindex]:not([tabindex="-1"])')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled')
      && element.closest('[inert], [aria-hidden=true]') === null && element.getClientRects().length > 0 && !arrows(element))
  window.walk = {
    pressed, look, told, met: new Set(), unseen: [], backwards: [], before: undefined, stops: 0,
    looks: new Map(pressed.map((element) => [element, look(element)])),
  }
  return pressed.length
})()`

const MEET = `(() => {
  const { walk } = window
  const element = document.activeElement
  if (element === null || element === document.body) return false
  // A field of a day has several stops.
  if (element === walk.before?.element) return ++walk.stops < 8
  if (walk.met.has(element)) return false
  walk.met.add(element)
  walk.stops = 0
  // A border that takes its colour in 100 ms has it at once.
  getComputedStyle(element).borderColor
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
  const before = walk.looks.get(element)
  if (!element.matches(':focus-visible') || (before !== undefined && before === walk.look(element)))
    walk.unseen.push(walk.told(element))
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const here = { left, right, top: top + scrollY, bottom: bottom + scrollY, element }
  const last = walk.before
  // A skip link stands nowhere before it is met; a bar that sticks stands where the page is.
  const sticks = (one) => { for (let at = one; at !== null; at = at.parentElement)
    if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(at).position) && at !== document.body) return true
    return false }
  if (last !== undefined && here.bottom <= last.top + 1 && here.left < last.right && last.left < here.right
    && !sticks(element) && !sticks(last.element))
    walk.backwards.push(walk.told(last.element) + ' → ' + walk.told(element))
  walk.before = here
  return true
})()`

const TOLD = `(() => {
  const { pressed, met, unseen, backwards, told } = window.walk
  return { missed: pressed.filter((one) => one.isConnected && !met.has(one)).map(told), unseen, backwards }
})()`
