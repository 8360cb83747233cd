import type { Fetch } from '../../guard/index.ts'
import type { Secret } from '../../model/secret.ts'
import type { OAuthApplication } from './application.ts'
import { renewGrant } from './consent.ts'
import { appOnlyToken, delegatedToken } from './delegated.ts'
import type { AccessToken, Grant } from './grant.ts'
import { consentEnded } from './refusal.ts'

/** Tokens for one mailbox, made when they are needed. */
export interface TokenSource {
  /** One that holds by all that is known. @throws ServiceError */
  current(): Promise<Secret>
  /** One in the place of what the service refused; undefined where there can be no other. @throws ServiceError */
  another(refused: Secret): Promise<Secret | undefined>
}

/** Where the grant of one mailbox is kept: a file, the vault. */
export interface GrantKeeper {
  /** Puts what `renewed` makes of the grant in its place; of two that do so at once, one waits and sees the other's. */
  renew(renewed: (kept: Grant) => Promise<Grant>): Promise<Grant>
}

/** Signing in takes a while, and clocks differ. */
const MARGIN_MS = 60_000

/** Tokens of a grant that the owner of the mailbox gave. Throws `consent-ended` where it gives no more. */
export function tokensOfGrant(fetch: Fetch, app: OAuthApplication, keeper: GrantKeeper): TokenSource {
  return remembered(async (refused) => {
    const { access } = await keeper.renew(async (kept) => {
      if (holds(kept.access) && !same(kept.access.token, refused)) return kept
      // Nothing more can be had: what there is was refused, or has ended.
      if (kept.refreshToken === undefined) throw consentEnded(app.name)
      return renewGrant(fetch, app, kept.refreshToken)
    })
    if (access === undefined) throw consentEnded(app.name)
    return access
  })
}

/** Tokens that an administrator's consent gives for this mailbox without its owner. */
export function tokensOfAdministrator(fetch: Fetch, app: OAuthApplication, user: string): TokenSource {
  return remembered(() => (app.way === 'app-only' ? appOnlyToken(fetch, app) : delegatedToken(fetch, app, user)))
}

/** One request at a time, whoever waits for it, and none while the last token holds. */
function remembered(ask: (refused: Secret | undefined) => Promise<AccessToken>): TokenSource {
  let last: AccessToken | undefined
  let asking: Promise<AccessToken> | undefined
  const renew = (refused: Secret | undefined): Promise<AccessToken> =>
    (asking ??= ask(refused)
      .then((token) => (last = token))
      .finally(() => (asking = undefined)))
  return {
    current: async () => (holds(last) ? last : await renew(undefined)).token,
    another: async (refused) => {
      if (last !== undefined && !same(last.token, refused)) return last.token
      const { token } = await renew(refused)
      return same(token, refused) ? undefined : token
    },
  }
}

const holds = (access: AccessToken | undefined): access is AccessToken =>
  access !== undefined && (access.endsAt === undefined || access.endsAt - MARGIN_MS > Date.now())

const same = (token: Secret, other: Secret | undefined): boolean => token.reveal() === other?.reveal()
