import { isDeepStrictEqual } from 'node:util'
import { oauth } from '@caravan/contract'
import { CaravanError, Secret } from '@caravan/core/model'
import { type OAuthSettings, oauthApplication } from '@caravan/core/services'
import { forgetCredential, type LedgerDb, putCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { holdMove, type MovePath } from '../moves/one-move.ts'
import { oneService, type ServiceRow } from '../moves/one-service.ts'
import { forgetOfService } from '../moves/own-passwords.ts'
import { hasSecret, keptOf, registrationOf, secretSlot, settingsOf } from './registration.ts'

export const registerAnswers: readonly Answer[] = [
  answer(oauth.putOAuthClient, async (context, asked) => {
    const { secret, ...given } = asked.body
    const settings = settingsOf(given)
    await assertUsable(context, settings)
    return context.database.kysely.transaction().execute(async (trx) => {
      await holdMove(trx, asked.params)
      const before = await oneService(trx, asked.params)
      const erased = await forgetOfAnother(trx, asked.params, before, settings)
      await sql`
        update services set auth = 'oauth', oauth = ${JSON.stringify(settings)}::jsonb, master_user = null,
          master_opened = null, master_refused_at = null,
          passwords_from = case when side = 'source' and ${settings.way} = 'consent' then 'employees' else passwords_from end
        where id = ${before.id}`.execute(trx)
      const after = await oneService(trx, asked.params)
      const slot = secretSlot(after, settings)
      if (secret !== undefined)
        await putCredential(trx, context.vault.keys, { ...slot, move: before.move_id, secret: new Secret(secret) })
      else if (!isSame(before, settings) || !hasSecret(before))
        throw new CaravanError(
          'oauth-secret-missing',
          'The application has no secret yet.',
          'Give the client secret that the provider made for it; of a service account its private key.',
        )
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'service.oauth',
        subject: { kind: 'service', id: before.id },
        before: keptOf(before) ?? null,
        after: { ...settings, ...(erased > 0 && { erased }) },
      })
      return registrationOf(settings, true, context.publicUrl)
    })
  }),
]

/** Throws `oauth-settings`, and what the guard says of an address that somebody typed. */
async function assertUsable({ guard }: ServerContext, settings: OAuthSettings): Promise<void> {
  const { authorizeUrl, tokenUrl, revokeUrl } = oauthApplication(settings, new Secret('to be given'))
  if (settings.provider === 'other')
    for (const url of [tokenUrl, revokeUrl]) if (url !== undefined) await guard.resolve(new URL(url).hostname)
  if (settings.way === 'consent' && authorizeUrl === undefined)
    throw new CaravanError(
      'oauth-settings',
      'The page on which an owner agrees has no address.',
      'Name it: the provider’s documentation calls it the authorization endpoint.',
    )
}

const isSame = (before: ServiceRow, settings: OAuthSettings): boolean => isDeepStrictEqual(keptOf(before), settings)

/** A consent is given to one application, and a secret for one token server: another gets neither. How many were erased. */
async function forgetOfAnother(
  trx: LedgerDb,
  path: MovePath,
  before: ServiceRow,
  settings: OAuthSettings,
): Promise<number> {
  if (isSame(before, settings)) return 0
  for (const way of ['consent', 'app-only'] as const)
    await forgetCredential(trx, secretSlot(before, { ...settings, way }))
  return forgetOfService(trx, path, before)
}
