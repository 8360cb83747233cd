import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { decode, smaller } from './smaller.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const GUIDE = join(ROOT, 'docs/guide')
const PAGES = [
  join(ROOT, 'README.md'),
  ...readdirSync(GUIDE)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(GUIDE, name)),
]

/** What a page names in `[…](…)` and in `<img src="…">`, without anchors and other hosts. */
function namedIn(page: string): string[] {
  const text = readFileSync(page, 'utf8')
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, link, tag]) => link ?? tag ?? '')
  return found
    .map((name) => name.replace(/#.*/, ''))
    .filter((name) => name !== '' && !/^[a-z]+:/.test(name))
    .map((name) => join(dirname(page), name))
}

it('every picture and page that the guide names is there', () => {
  expect(PAGES.flatMap(namedIn).filter((path) => !existsSync(path))).toEqual([])
})

it('every picture of the guide is named in it, and all of them together are small', () => {
  const pictures = readdirSync(join(GUIDE, 'pictures')).map((name) => join(GUIDE, 'pictures', name))
  const named = new Set(PAGES.flatMap(namedIn))
  expect(pictures.filter((path) => !named.has(path))).toEqual([])
  expect(pictures.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(3_500_000)
})

it('a picture of few colours is made smaller without a change', () => {
  const [picture] = readdirSync(join(GUIDE, 'pictures')).filter((name) => name.startsWith('lead-begin'))
  const png = readFileSync(join(GUIDE, 'pictures', picture ?? ''))
  const again = decode(smaller(png))
  expect(again.width).toBe(1280)
  expect(Buffer.from(again.pixels).equals(Buffer.from(decode(png).pixels))).toBe(true)
})
