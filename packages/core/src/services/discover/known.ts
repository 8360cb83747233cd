import { PROVIDERS } from './providers.ts'

/** A mail service that is known by name, with its IMAP host. */
export interface KnownProvider {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls'
}

/** Those that people choose from by name; who has no IMAP host of its own is none of them. */
export const knownProviders = (): KnownProvider[] =>
  PROVIDERS.flatMap(({ id, name, imap }) =>
    imap === undefined ? [] : [{ id, name, ...imap, tls: imap.port === 143 ? 'starttls' : 'implicit' }],
  )
