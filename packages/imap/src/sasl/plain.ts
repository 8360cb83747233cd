import { SignInError } from '../errors.ts'
import type { Mechanism } from './mechanism.ts'

/**
 * PLAIN (RFC 4616).
 * @throws SignInError `sign-in-unsupported` for a NUL, which it cannot carry
 */
export function plain(user: string, password: string, authzid: string): Mechanism {
  if (`${user}${password}${authzid}`.includes('\0'))
    throw new SignInError('sign-in-unsupported', 'PLAIN carries no NUL in a user name or password (RFC 4616)')
  const initial = Buffer.from(`${authzid}\0${user}\0${password}`)
  return {
    name: 'PLAIN',
    initial,
    respond() {
      throw new SignInError('sign-in-refused', 'The server asks on after PLAIN has said everything (RFC 4616)')
    },
    secrets: [initial.toString('base64')],
  }
}
