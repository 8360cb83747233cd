import type { Credentials } from '@caravan/imap'

/**
 * How one account signs in to the mailbox of another. Without a separator it says who it is and whose mailbox it wants
 * (authzid, RFC 4616 §2, RFC 5802 §5.1); with one it signs in as `anna*admin`, which works by every mechanism and with
 * servers that take no authzid (Dovecot's `auth_master_user_separator`).
 */
export function masterSignIn(
  user: string,
  master: string,
  password: string,
  separator: string | null,
): Extract<Credentials, { kind: 'password' }> {
  return separator === null
    ? { kind: 'password', user: master, password, authzid: user }
    : { kind: 'password', user: `${user}${separator}${master}`, password }
}
