import type { ImapAccount, MailProxy } from '@caravan/core/services'
import { type LedgerDb, openCredential, type Services, type Vault } from '@caravan/core/store'
import type { Selectable } from 'kysely'

type Row = Pick<
  Selectable<Services>,
  | 'id'
  | 'organisation_id'
  | 'host'
  | 'port'
  | 'tls'
  | 'unverified'
  | 'compress'
  | 'proxy_kind'
  | 'proxy_host'
  | 'proxy_port'
  | 'proxy_user'
>

/** How a service is reached, without who signs in. */
export type ServiceLine = Pick<ImapAccount, 'host' | 'port' | 'tls' | 'unverified' | 'compress' | 'proxy'>

/**
 * How a service is reached, with the password of its proxy out of the vault. Errors: those of `openCredential` where the
 * proxy has a user and no password was given.
 */
export async function serviceLine(
  keys: { readonly db: LedgerDb; readonly vault: Vault },
  row: Row,
): Promise<ServiceLine> {
  const { host, port, tls, unverified, compress } = row
  return { host, port, tls, unverified, compress, proxy: await proxyOf(keys, row) }
}

async function proxyOf(
  { db, vault }: { readonly db: LedgerDb; readonly vault: Vault },
  { id, organisation_id: organisation, proxy_kind: kind, proxy_host: host, proxy_port: port, proxy_user: user }: Row,
): Promise<MailProxy | undefined> {
  if (kind === null || host === null || port === null) return undefined
  if (user === null) return { kind, host, port }
  const password = await openCredential(db, vault.keys, { organisation, purpose: 'proxy-sign-in', subject: id })
  return { kind, host, port, user, password: password.reveal() }
}
