import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SOURCES } from '../built/employee.ts'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}

/** What a browser fetches to show the overview of a move for the first time. */
const ENTRY = 'index.html'
const PAGES = ['src/shell/shell.tsx', 'src/pages/move/frame.tsx', 'src/pages/move/overview.tsx', 'src/words/en.ts']

/** Octets of compressed script of the first load of the overview. */
export const firstLoad = (dist: string): number => scriptOf(dist, [ENTRY, ...PAGES])

/** The same of an employee's page. */
export const employeeLoad = (dist: string): number => scriptOf(dist, [SOURCES.script])

function scriptOf(dist: string, entries: readonly string[]): number {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`The build has no chunk of ${name}: name it anew in build/first-load.ts.`)
    if (seen.has(name)) return
    seen.add(name)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const name of entries) visit(name)
  return [...seen].reduce((sum, name) => {
    const { file = '' } = manifest[name] ?? {}
    return file.endsWith('.js') ? sum + statSync(join(dist, `${file}.br`)).size : sum
  }, 0)
}
