import type { Mechanism } from './mechanism.ts'

/**
 * XOAUTH2 (developers.google.com/gmail/imap/xoauth2-protocol, read 2026-11-22): a refusal comes as a challenge, which
 * an empty line answers.
 */
export const xoauth2 = (user: string, token: string): Mechanism =>
  bearer('XOAUTH2', `user=${user}\x01auth=Bearer ${token}\x01\x01`, '')

/** OAUTHBEARER (RFC 7628 §3.1): a refusal comes as a challenge, which a single ^A answers (§3.2.3). */
export const oauthBearer = (user: string, token: string): Mechanism =>
  bearer('OAUTHBEARER', `n,a=${saslName(user)},\x01auth=Bearer ${token}\x01\x01`, '\x01')

/** A name in a GS2 header (RFC 5801 §4). */
export const saslName = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C')

function bearer(name: string, message: string, end: string): Mechanism {
  const initial = Buffer.from(message)
  let detail = ''
  return {
    name,
    initial,
    respond(challenge) {
      detail = challenge.toString('utf8')
      return Buffer.from(end)
    },
    get detail() {
      return detail
    },
    secrets: [initial.toString('base64')],
  }
}
