/**
 * What services let an account do, as far as it is known: figures with where they were read and when. Services that say
 * nothing are not here; what they refuse is learnt from their replies (`throttling.ts`).
 */

/** A figure with its source. */
export interface Figure {
  readonly value: number
  /** A page or a document. */
  readonly source: string
  /** When it was read, as YYYY-MM. */
  readonly read: string
}

export interface Limits {
  readonly id: string
  /** As shown to people. */
  readonly name: string
  /** IMAP hosts, in lower case; one that begins with a dot stands for every host below it. */
  readonly hosts: readonly string[]
  /** Profiles (`Profile.id`) of servers that this is said of whatever their host is called. */
  readonly profiles: readonly string[]
  /** Octets that an account may read a day. */
  readonly outPerDay?: Figure
  /** Octets that an account may write a day. */
  readonly inPerDay?: Figure
  /** Connections of one account at once. */
  readonly connections?: Figure
  /** Messages of a folder that the service shows over IMAP. */
  readonly shownInFolder?: Figure
}

const GOOGLE_BANDWIDTH = 'https://support.google.com/a/answer/1071518, as its customers quote it'

const KNOWN: readonly Limits[] = [
  {
    id: 'google',
    name: 'Gmail',
    hosts: ['imap.gmail.com', 'imap.googlemail.com'],
    profiles: ['gmail'],
    outPerDay: { value: 2_500_000_000, source: GOOGLE_BANDWIDTH, read: '2026-11' },
    inPerDay: { value: 500_000_000, source: GOOGLE_BANDWIDTH, read: '2026-11' },
    connections: {
      value: 15,
      source: 'github.com/dlt-hub/verified-sources/pull/615, which met it; Google’s own page was not read',
      read: '2026-11',
    },
  },
  {
    id: 'exchange',
    name: 'Exchange',
    hosts: [],
    profiles: ['exchange'],
    connections: {
      value: 16,
      source: 'https://learn.microsoft.com/exchange/set-connection-limits-for-imap4-exchange-2013-help, the default',
      read: '2026-11',
    },
  },
  {
    id: 'zoho',
    name: 'Zoho Mail',
    hosts: ['imap.zoho.com', 'imap.zoho.eu', 'imap.zoho.in', 'imappro.zoho.com', 'imappro.zoho.eu', 'imappro.zoho.in'],
    profiles: [],
    connections: {
      value: 3,
      source: 'github.com/maathimself/mailflow, release 4.5.1, which measured it; Zoho says nothing',
      read: '2026-11',
    },
  },
  {
    id: 'yahoo',
    name: 'Yahoo Mail',
    hosts: ['imap.mail.yahoo.com'],
    profiles: [],
    shownInFolder: {
      value: 1_000,
      source: 'MESSAGELIMIT=1000 among its capabilities, in our notes on providers',
      read: '2026-11',
    },
  },
]

/** What is known of a service, by its host or by the profile that its server has; the host comes first. */
export function limitsOf(host: string, profile: string | undefined): Limits | undefined {
  const name = host.toLowerCase()
  const matches = (pattern: string) => (pattern.startsWith('.') ? name.endsWith(pattern) : name === pattern)
  return (
    KNOWN.find(({ hosts }) => hosts.some(matches)) ??
    (profile === undefined ? undefined : KNOWN.find(({ profiles }) => profiles.includes(profile)))
  )
}
