import manifest from '../package.json' with { type: 'json' }
import { openApiDocument } from './openapi.ts'
import { ROUTES } from './routes.ts'

/** The text of `openapi.json`. */
export const documentText = (): string => `${JSON.stringify(openApiDocument(ROUTES, manifest.version), null, 2)}\n`
