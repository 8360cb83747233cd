import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is gone afterwards. */
export async function scratchFolder(): Promise<
  AsyncDisposable & { readonly path: string; write(name: string, content: Buffer | string): Promise<string> }
> {
  const path = await mkdtemp(join(tmpdir(), 'caravan-files-'))
  return {
    path,
    async write(name, content) {
      const file = join(path, name)
      await writeFile(file, content)
      return file
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}
