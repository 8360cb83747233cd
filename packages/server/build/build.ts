// node packages/server/build/build.ts: puts the program's modules into few files, packages/server/dist, unless what is
// there is of these sources. It starts in half of the time and holds less memory (docs/performance.md).
// bin/caravan.mjs runs it as long as no source has changed since, else the sources themselves.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'
import { isFresh } from '../bin/fresh.mjs'

const root = join(import.meta.dirname, '../../..')
const dist = join(import.meta.dirname, '../dist')

/** Of the packages of others only what a copy loads; the rest is loaded from where npm put it. */
const PACKED =
  /^(kysely|pg|pg-(connection-string|int8|pool|protocol|types)|pgpass|postgres-\w+|xtend|postal-mime|saxen)$/

/** The console and the employee's page find what was built of them beside themselves. */
const isApart = (id: string) => (id.startsWith('@caravan/') ? id.startsWith('@caravan/web/') : !PACKED.test(id))

/** Modules that look for files beside themselves are told where their source lies, as seen from what is built. */
const places: Plugin = {
  name: 'places',
  transform(code, id) {
    if (id.includes('/node_modules/') || !/\bimport\.meta\.(url|filename)\b/.test(code)) return null
    const place = `const ownPlace = new URL(${JSON.stringify(relative(dist, id))}, import.meta.url);\n`
    return (
      place +
      code.replaceAll('import.meta.url', 'ownPlace.href').replaceAll('import.meta.filename', 'ownPlace.pathname')
    )
  },
}

async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  const bundle = await rolldown({
    input: join(root, 'packages/server/src/main.ts'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id) && isApart(id),
    plugins: [places],
  })
  await bundle.write({ dir: dist, format: 'esm' })
  const read = (await bundle.watchFiles).filter((file) => file.startsWith(root) && !file.includes('/node_modules/'))
  await bundle.close()
  const made = [...read, import.meta.filename].map((file) => relative(root, file))
  const sources = [...made, 'package-lock.json'].sort().map((file) => {
    const { mtimeMs, size } = statSync(join(root, file))
    return [file, mtimeMs, size]
  })
  writeFileSync(join(dist, 'sources.json'), JSON.stringify(sources))
}

if (!isFresh()) await build()
