import { createHash, randomBytes } from 'node:crypto'

/** A token for a link or a program, of 192 bits where nothing else is said; only its hash is kept. */
export const newToken = (prefix: string, bytes = 24): string => `${prefix}_${randomBytes(bytes).toString('base64url')}`

export const hashed = (token: string): Buffer => createHash('sha256').update(token).digest()
