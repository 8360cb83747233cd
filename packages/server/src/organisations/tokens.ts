import { organisations, type Scope } from '@caravan/contract'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { notAllowed, notFound } from '../api/problems.ts'
import { hashed, newToken } from '../api/tokens.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly scopes: string[]
  readonly created_at: Date
  readonly expires_at: Date
  readonly last_used_at: Date | null
}

const shown = (row: Row) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as Scope[],
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})

export const tokenAnswers: readonly Answer[] = [
  answer(organisations.listTokens, async ({ database }, asked) => {
    const rows = await database.kysely
      .selectFrom('api_tokens')
      .selectAll()
      .where('organisation_id', '=', standingIn(asked).organisation)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', new Date())
      .orderBy('created_at')
      .limit(1_000)
      .execute()
    return { items: rows.map(shown) }
  }),

  answer(organisations.makeToken, async ({ database }, asked) => {
    const standing = standingIn(asked)
    const actor = actorIn(asked)
    const { organisation } = standing
    const { name, scopes, days } = asked.body
    for (const scope of scopes) if (!standing.may(scope)) throw notAllowed(scope)
    const token = newToken('caravan')
    const row = await database.kysely.transaction().execute(async (trx) => {
      const made = await trx
        .insertInto('api_tokens')
        .values({
          organisation_id: organisation,
          name,
          token_hash: hashed(token),
          scopes: [...new Set(scopes)],
          created_by: actor.kind === 'user' ? actor.id : actor.maker,
          expires_at: new Date(Date.now() + days * 86_400_000),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await audit(trx, actor, {
        organisation,
        action: 'token.made',
        subject: { kind: 'token', id: made.id },
        after: { name, scopes, days },
      })
      return made
    })
    return { ...shown(row), token }
  }),

  answer(organisations.revokeToken, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const id = asked.params.token
    await database.kysely.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('api_tokens')
        .set({ revoked_at: new Date() })
        .where('id', '=', id)
        .where('organisation_id', '=', organisation)
        .where('revoked_at', 'is', null)
        .returning('name')
        .executeTakeFirst()
      if (row === undefined) throw notFound('token')
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'token.revoked',
        subject: { kind: 'token', id },
        before: row,
      })
    })
  }),
]
