import { createHash, randomBytes } from 'node:crypto'

/** A token of 192 bits for a link or a program; only its hash is kept. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(24).toString('base64url')}`

export const hashed = (token: string): Buffer => createHash('sha256').update(token).digest()
