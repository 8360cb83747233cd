import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Assets, EmployeeView } from '../src/employee/view.ts'
import { BUILT } from './index.ts'

export type { EmployeeView } from '../src/employee/view.ts'

/** What is made of `src/employee/render.tsx`: Node reads no JSX. Not among the assets, which everybody may fetch. */
const RENDERER = join(BUILT, 'employee/render.js')

/** Where an asset of the employee's page comes from. */
export const SOURCES = {
  script: 'src/employee/script.ts',
  style: 'src/employee/style.css',
  persian: 'src/employee/persian.css',
  icon: 'src/theme/icon.svg',
} as const

/** Makes the page of an employee, as a whole document without anything of React in it; undefined: it is not built. */
export async function employeeRenderer(): Promise<((view: EmployeeView) => string) | undefined> {
  if (!existsSync(RENDERER)) return undefined
  const { render } = (await import(pathToFileURL(RENDERER).href)) as {
    render: (view: EmployeeView, assets: Assets) => string
  }
  const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { file: string }
  >
  const at = (source: string) => `/${manifest[source]?.file ?? ''}`
  const assets: Assets = {
    ...{ script: at(SOURCES.script), style: at(SOURCES.style) },
    ...{ persian: at(SOURCES.persian), icon: at(SOURCES.icon) },
  }
  return (view) => render(view, assets)
}
