import { createHmac } from 'node:crypto'
import { SignInError } from '../errors.ts'
import type { Mechanism } from './mechanism.ts'

/** CRAM-MD5 (RFC 2195 §2): the password does not go over the line, only what it makes of the server's challenge. */
export function cramMd5(user: string, password: string): Mechanism {
  let answered = false
  return {
    name: 'CRAM-MD5',
    initial: undefined,
    respond(challenge) {
      if (answered) throw new SignInError('sign-in-refused', 'The server asks twice in CRAM-MD5 (RFC 2195)')
      answered = true
      return Buffer.from(`${user} ${createHmac('md5', password).update(challenge).digest('hex')}`)
    },
    secrets: [],
  }
}
