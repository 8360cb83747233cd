import type { Fetch, HostGuard } from '@caravan/core/guard'
import { Secret } from '@caravan/core/model'
import {
  fetchThrough,
  type GrantKeeper,
  grantText,
  type ImapAccount,
  type MailProxy,
  readGrant,
  ServiceError,
  tokensOfAdministrator,
  tokensOfGrant,
} from '@caravan/core/services'
import { type CredentialSlot, type LedgerDb, openCredential, renewCredential, type Vault } from '@caravan/core/store'
import { applicationOf, keptOf, type OAuthService } from './registration.ts'

interface Parts {
  readonly db: LedgerDb
  readonly vault: Vault
  readonly guard: HostGuard
  readonly fetch: Fetch
}

/**
 * What signs in to a mailbox of a service that takes tokens; undefined where it takes none. A service that an administrator
 * has opened needs nothing of the mailbox itself.
 * @param proxy of the service: its token server is asked through it as well
 * @param own where the grant of the mailbox lies
 * @throws CaravanError `credential-missing` where the application has no secret or nobody has agreed, `oauth-settings`
 */
export async function tokenSignIn(
  parts: Parts,
  service: OAuthService,
  proxy: MailProxy | undefined,
  user: string,
  own: CredentialSlot,
): Promise<ImapAccount['credentials'] | undefined> {
  const settings = keptOf(service)
  if (settings === undefined) return undefined
  const app = await applicationOf(parts, service, settings)
  // What is missing is said before anything is connected to.
  if (app.way === 'consent') await openCredential(parts.db, parts.vault.keys, own)
  const fetch = fetchThrough(parts.fetch, proxy, parts.guard)
  const tokens =
    app.way === 'consent' ? tokensOfGrant(fetch, app, vaultKeeper(parts, own)) : tokensOfAdministrator(fetch, app, user)
  return { kind: 'tokens', user, tokens }
}

/** The vault as the place of a grant. It is sealed anew only where the server has replaced the refresh token. */
function vaultKeeper({ db, vault }: Parts, slot: CredentialSlot): GrantKeeper {
  return {
    renew: async (renewed) => {
      let grant: Awaited<ReturnType<typeof renewed>> | undefined
      await renewCredential(db, vault.keys, slot, async (secret) => {
        const kept = readGrant(secret.reveal())
        if (kept === undefined) throw noConsent()
        grant = await renewed(kept)
        const same = grant.refreshToken?.reveal() === kept.refreshToken?.reveal()
        return same && grant.refreshToken !== undefined ? undefined : new Secret(grantText(grant))
      })
      if (grant === undefined) throw noConsent()
      return grant
    },
  }
}

/** A password lies where a consent should: of a table, or from before the service was signed in to by tokens. */
const noConsent = (): ServiceError =>
  new ServiceError(
    'service',
    'consent-ended',
    'The owner of this mailbox has not agreed yet; a password does not open it.',
    'Let the owner of the mailbox agree on their page, or agree for them beside the mailbox in the console.',
  )
