import { type AnswerOf, host } from '@caravan/contract'
import { CaravanError, Secret } from '@caravan/core/model'
import { forgetCredential, openCredential, putCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { discoverOidc, OIDC_CLIENT, oidcId, readOidc, writeOidc } from './oidc.ts'

async function shown({ database, vault, publicUrl }: ServerContext): Promise<AnswerOf<typeof host.readOidc>> {
  const found = await readOidc(database.kysely)
  return {
    provider: found?.provider ?? null,
    hasSecret: await openCredential(database.kysely, vault.keys, OIDC_CLIENT).then(
      () => true,
      () => false,
    ),
    redirectUri: found === undefined ? null : `${publicUrl}/api/auth/callback/${oidcId(found.provider)}`,
  }
}

export const oidcAnswers: readonly Answer[] = [
  answer(host.readOidc, (context) => shown(context)),

  answer(host.writeOidc, async (context, asked) => {
    const { database, vault, fetch } = context
    const { provider, clientSecret } = asked.body
    const oidc = provider === null ? undefined : await discoverOidc(fetch, provider)
    await database.kysely.transaction().execute(async (trx) => {
      const before = await readOidc(trx)
      // A secret is given for one client of one provider; sent to another it would be given away.
      const same =
        before?.provider.issuer === provider?.issuer &&
        before?.provider.clientId === provider?.clientId &&
        before?.metadata.token_endpoint === oidc?.metadata.token_endpoint
      if (!same) await forgetCredential(trx, OIDC_CLIENT)
      if (provider !== null && clientSecret === undefined && !same)
        throw new CaravanError(
          'oidc-secret-missing',
          'The client has no secret yet.',
          'Give the secret that the provider gave for this client.',
        )
      if (provider !== null && clientSecret !== undefined)
        await putCredential(trx, vault.keys, { ...OIDC_CLIENT, secret: new Secret(clientSecret) })
      await writeOidc(trx, oidc)
      await audit(trx, actorIn(asked), {
        organisation: null,
        action: 'host.oidc',
        before: before?.provider ?? null,
        after: provider,
      })
    })
    return shown(context)
  }),

  answer(host.signInWays, async ({ database }) => {
    const found = await readOidc(database.kysely)
    const { rows } = await sql`select from users limit 1`.execute(database.kysely)
    return {
      oidc: found === undefined ? null : { id: oidcId(found.provider), name: found.provider.name },
      begun: rows.length > 0,
    }
  }),
]
