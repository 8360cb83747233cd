import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Beside each text of the built console its brotli and gzip form: the server sends them as they lie there. */
export function compressAll(dist: string): void {
  for (const name of globSync('assets/**/*.{js,css,svg}', { cwd: dist })) {
    const file = join(dist, name)
    const content = readFileSync(file)
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    )
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}
