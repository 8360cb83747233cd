/** Writes `openapi.json`, the API as a document. Run by `npm run generate`; a test fails where the file differs. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { documentText } from './openapi-file.ts'

await writeFile(fileURLToPath(new URL('../openapi.json', import.meta.url)), documentText())
