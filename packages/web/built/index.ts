import { fileURLToPath } from 'node:url'

/** The folder with the built console: index.html and assets/. It is there after `npm ci`, or `npm run build`. */
export const BUILT = fileURLToPath(new URL('../dist/', import.meta.url))

/** Stands in index.html where each answer has a nonce of its own for its styles. */
export const NONCE_PLACE = 'caravan-nonce'
