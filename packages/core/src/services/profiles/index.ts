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
  examines: true,
  wholeBy: 'BODY.PEEK[]',
  flagsApart: [],
  utf8: false,
}

const DOVECOT: Profile = {
  ...GENERIC,
  id: 'dovecot',
  name: 'Dovecot',
  // Seen with 2.3.19 and 1,734 odd messages: NUL becomes 0x80, CR CR LF becomes CR LF, a bare LF becomes CR LF.
  expectedChanges: ['nul', 'line-ends', 'final-line-end'],
  settleQuietMs: 500,
}

const CONTROLS = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code), 127)

const CYRUS: Profile = {
  ...GENERIC,
  id: 'cyrus',
  name: 'Cyrus',
  // Seen with 3.6.1 and the odd messages: each 8-bit byte of a header, in a name or a value, becomes X.
  expectedChanges: ['eight-bit-header'],
  // Seen with 3.6.1: 15 messages of 2 kB to 5 MB appeared 11-230 ms after their connection was cut.
  settleQuietMs: 500,
  // Seen with 3.6.1, in names with / and with . between levels: CREATE says "Invalid mailbox name", and for ! "Permission
  // denied" where users have domains (virtdomains). STATUS says of such a name only that it is not there.
  forbiddenInNames: `!"%/;<>\\^\`{|}${CONTROLS}`,
}

const COURIER: Profile = {
  ...GENERIC,
  id: 'courier',
  name: 'Courier',
  // Seen with Courier-IMAP 5.0.13 and the odd messages: a bare CR is dropped, a bare LF becomes CR LF, CR CR LF becomes
  // CR LF, and a last line end is added. NUL and 8-bit headers stay.
  expectedChanges: ['line-ends', 'final-line-end'],
  // Seen with 5.0.13: 15 messages of 2 kB to 5 MB appeared 4-1,149 ms after their connection was cut.
  settleQuietMs: 2_000,
  // Seen with 5.0.13: CREATE says "Invalid mailbox name" of a /, also in modified UTF-7. And where a name holds a character
  // beyond U+FFFF, LIST ends the session of every client that has not enabled UTF8=ACCEPT.
  forbiddenInNames: '/\u{10000}',
  utf8: true,
  // Seen with 5.0.13: the UIDVALIDITY of a folder that nobody has opened by SELECT yet is the second in which EXAMINE or
  // STATUS asked for it; and an APPEND to the folder that EXAMINE opened is refused ("Current box is selected READ-ONLY").
  examines: false,
  // Seen with 5.0.13: a message of more than 300 parts is cut short in BODY[], after the last part it counts, and in
  // RFC822.SIZE; RFC822 hands it out whole.
  wholeBy: 'RFC822',
}

const GMAIL: Profile = {
  ...GENERIC,
  id: 'gmail',
  name: 'Gmail',
  // Recorded, not live: identical messages are one message there, which its labels name (design notes of providers).
  mergesIdentical: true,
}

const EXCHANGE: Profile = {
  ...GENERIC,
  id: 'exchange',
  name: 'Exchange',
  // Recorded, not live: a message is taken apart into properties, and built anew for whoever fetches it over IMAP.
  rebuilds: true,
  // Recorded, not live: it forgets this one of an APPEND, and keeps it where it is stored (design notes of providers).
  flagsApart: ['\\Flagged'],
}

const BY_ID_NAME = new Map<string, Profile>([
  ['dovecot', DOVECOT],
  ['cyrus imapd', CYRUS],
  ['gimap', GMAIL],
])

/** What a server says of itself. */
export interface ServerWords {
  /** The `name` that it answers to ID with (RFC 2971). */
  readonly idName: string | undefined
  /** Its first line. */
  readonly greeting: string
}

/** The profile for what a server says of itself, or the generic one. */
export function profileForServer({ idName, greeting }: ServerWords): Profile {
  // Courier answers ID only where its administrator has asked for it.
  if (/\bCourier-IMAP ready\b/.test(greeting)) return COURIER
  if (/\bMicrosoft Exchange\b/.test(greeting)) return EXCHANGE
  return BY_ID_NAME.get(idName?.toLowerCase() ?? '') ?? GENERIC
}
