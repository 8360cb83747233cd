import { createHmac, randomBytes } from 'node:crypto'
import { Secret } from '@caravan/core/model'

/** A secret as standardwebhooks.com writes them: 24 to 64 bytes as base64, behind a prefix. */
export const newWebhookSecret = (): Secret => new Secret(`whsec_${randomBytes(32).toString('base64')}`)

/**
 * The headers of a delivery (Standard Webhooks 1.0.0, “Signature scheme”): HMAC-SHA-256 over id, moment and body.
 * @param id the same for every attempt, so that a receiver knows what it has had
 * @param at seconds since 1970, of this attempt: receivers refuse what is older than some minutes
 */
export function signedHeaders(secret: Secret, id: string, at: number, body: string): Record<string, string> {
  const key = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` }
}
