import type { Profile } from './profile.ts'

/** A service nothing is known of: every rewrite it makes is listed. */
export const GENERIC: Profile = {
  id: 'generic',
  name: 'IMAP server',
  expectedChanges: [],
  rebuilds: false,
  mergesIdentical: false,
  // Dovecot and Cyrus committed a batch 50-270 ms after its connection was cut (architecture.md); slow servers take longer.
  settleQuietMs: 2_000,
  forbiddenInNames: '',
}

const DOVECOT: Profile = {
  id: 'dovecot',
  name: 'Dovecot',
  // Seen with 2.3.19 and 1,734 odd messages: NUL becomes 0x80, CR CR LF becomes CR LF, a bare LF becomes CR LF.
  expectedChanges: ['nul', 'line-ends', 'final-line-end'],
  rebuilds: false,
  mergesIdentical: false,
  settleQuietMs: 500,
  forbiddenInNames: '',
}

const BY_ID_NAME = new Map<string, Profile>([['dovecot', DOVECOT]])

/** The profile for the `name` that a server gives of itself (RFC 2971), or the generic one. */
export function profileForServer(idName: string | undefined): Profile {
  return BY_ID_NAME.get(idName?.toLowerCase() ?? '') ?? GENERIC
}
