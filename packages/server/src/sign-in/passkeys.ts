import { organisations } from '@caravan/contract'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { notAllowed } from '../api/problems.ts'

/** More than anybody has; better-auth lists them all to each browser that makes another. */
const MOST_PASSKEYS = 50

export const passkeyAnswers: readonly Answer[] = [
  answer(organisations.listPasskeys, async ({ database }, asked) => {
    const actor = actorIn(asked)
    if (actor.kind !== 'user') throw notAllowed('a session')
    const rows = await database.kysely
      .selectFrom('passkeys')
      .select(['id', 'name', 'createdAt', 'last_used_at', 'backedUp'])
      .where('userId', '=', actor.id)
      .orderBy('createdAt')
      .orderBy('id')
      .limit(MOST_PASSKEYS)
      .execute()
    return {
      items: rows.map(({ id, name, createdAt, last_used_at, backedUp }) => ({
        ...{ id, name, synced: backedUp },
        createdAt: createdAt?.toISOString() ?? null,
        lastUsedAt: last_used_at?.toISOString() ?? null,
      })),
    }
  }),
]
