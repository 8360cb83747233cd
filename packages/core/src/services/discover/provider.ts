import type { SignInWay } from './discovery.ts'

/** How to sign in at a provider; `page` is on its own site. */
export interface ProviderSignIn {
  readonly way: SignInWay
  readonly words: string
  readonly page?: string
}

/** A host with its port. On 143 and 587 TLS begins with STARTTLS, elsewhere with the first byte. */
export interface ProviderHost {
  readonly host: string
  readonly port: number
}

/** What is known of a mail service that everybody can rent, as data. */
export interface Provider {
  readonly id: string
  readonly name: string
  /** Domains whose addresses it gives away itself. */
  readonly domains?: readonly string[]
  /** MX hosts: a name, or with a dot in front what they end with. */
  readonly mx?: readonly string[]
  /** What customers include in their SPF record. */
  readonly spf?: readonly string[]
  readonly imap?: ProviderHost
  readonly submission?: readonly ProviderHost[]
  readonly jmap?: string
  readonly caldav?: string
  readonly carddav?: string
  readonly signIn: readonly ProviderSignIn[]
  /** What else one has to know before the first sign-in. */
  readonly hint?: string
  /** Where the hosts and the way to sign in were read, and when. */
  readonly source: string
}

/** Whether an MX host is one of these: a name, or with a dot in front what it ends with. */
export const isOneOf = (host: string, patterns: readonly string[] = []): boolean =>
  patterns.some((pattern) => (pattern.startsWith('.') ? host.endsWith(pattern) : host === pattern))
