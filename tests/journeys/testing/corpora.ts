import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The collection of odd messages beside the repository, which is not part of it; undefined where it is absent. */
export function oddMail(): string | undefined {
  const folder = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
  return existsSync(folder) ? folder : undefined
}
