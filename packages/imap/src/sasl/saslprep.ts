import { SignInError } from '../errors.ts'

/** RFC 3454 B.1: mapped to nothing. */
const NOTHING = /[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g
/** RFC 3454 C.1.2: mapped to a space. */
const SPACE = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g
/** RFC 3454 C.2.1 to C.9, as far as RFC 4013 §2.3 names them. */
const PROHIBITED =
  /[\u0000-\u001f\u007f-\u009f\u06dd\u070f\u180e\u200c-\u200f\u2028-\u202e\u2060-\u2063\u206a-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}\u{f0000}-\u{10ffff}]/u

/**
 * A user name or password as SCRAM hashes it (RFC 4013), so that it is the same however it was typed.
 * @throws SignInError `sign-in-unsupported` where it holds what no password may hold
 */
export function saslPrep(text: string): string {
  const prepared = text.replaceAll(SPACE, ' ').replaceAll(NOTHING, '').normalize('NFKC')
  if (PROHIBITED.test(prepared))
    throw new SignInError(
      'sign-in-unsupported',
      'SCRAM carries no control characters in a user name or password (RFC 4013)',
    )
  return prepared
}
