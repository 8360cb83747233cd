import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@caravan/core/model'

/** What `CARAVAN_DEMO` is set to: 256 bits, made anew for each demo. */
export const newDemoSecret = (): string => randomBytes(32).toString('base64url')

/** A new link: the path at the demo's server that lets its opener in, once. */
export function newDemoPath(secret: Secret): string {
  const nonce = randomBytes(16).toString('base64url')
  return `/demo/${nonce}.${signature(secret, nonce)}`
}

/** The number of a link that was signed with this secret; undefined for anything else. */
export function readDemoLink(secret: Secret, link: string): string | undefined {
  const [, nonce, signed] = /^([\w-]{22})\.([\w-]{43})$/.exec(link) ?? []
  if (nonce === undefined || signed === undefined) return undefined
  return timingSafeEqual(Buffer.from(signed), Buffer.from(signature(secret, nonce))) ? nonce : undefined
}

const signature = (secret: Secret, nonce: string): string =>
  createHmac('sha256', secret.reveal()).update(`caravan demo link ${nonce}`).digest('base64url')
