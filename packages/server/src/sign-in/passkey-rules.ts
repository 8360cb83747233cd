import { APIError } from 'better-auth/api'

/**
 * A passkey opens the door alone, without password and second factor. So its device has to ask each time who is there: a
 * finger, a face, a PIN (Web Authentication Level 2 §6.2.3, user verification). better-auth only prefers that.
 * Throws better-auth's error where it did not.
 */
export function assertAsked(userVerified: boolean | undefined): void {
  if (userVerified !== true)
    throw new APIError('FORBIDDEN', {
      code: 'PASSKEY_UNVERIFIED',
      message: 'The passkey’s device did not ask who is there.',
    })
}

/** Names that people would not give, before better-auth keeps them. Throws its error. */
export function assertPasskeyName(name: unknown): void {
  if (name === undefined) return
  if (typeof name !== 'string' || name.length > 200 || /\p{Cc}/u.test(name))
    throw new APIError('BAD_REQUEST', {
      code: 'NAME_INVALID',
      message: 'A name is one line of 200 characters at most.',
    })
}
