import { organisations } from '@caravan/contract'
import type { Role } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notFound, notSignedIn, RequestError } from '../api/problems.ts'
import { hashed, newToken } from '../api/tokens.ts'
import { invitationLetter } from '../letters/invitation.ts'
import { sendLetter } from '../letters/send.ts'
import { enter } from '../sign-in/enter.ts'
import { assertMayGrant } from './members.ts'

const DAYS = 7

const shown = (row: { id: string; email: string; role: Role; expires_at: Date; accepted_at: Date | null }) => ({
  id: row.id,
  email: row.email,
  role: row.role,
  expiresAt: row.expires_at.toISOString(),
  acceptedAt: row.accepted_at?.toISOString() ?? null,
})

export const invitationAnswers: readonly Answer[] = [
  answer(organisations.listInvitations, async ({ database }, asked) => {
    const rows = await database.kysely
      .selectFrom('invitations')
      .selectAll()
      .where('organisation_id', '=', standingIn(asked).organisation)
      .where('revoked_at', 'is', null)
      .where('accepted_at', 'is', null)
      .orderBy('created_at')
      .limit(1_000)
      .execute()
    return { items: rows.map(shown) }
  }),

  answer(organisations.invite, async (context, asked) => {
    const { database, publicUrl } = context
    const standing = standingIn(asked)
    const actor = actorIn(asked)
    const { organisation } = standing
    const { email, role, language } = asked.body
    assertMayGrant(standing, role)
    const token = newToken('invite')
    const row = await database.kysely.transaction().execute(async (trx) => {
      const made = await trx
        .insertInto('invitations')
        .values({
          organisation_id: organisation,
          email,
          role,
          token_hash: hashed(token),
          invited_by: actor.kind === 'user' ? actor.id : null,
          expires_at: new Date(Date.now() + DAYS * 86_400_000),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await audit(trx, actor, {
        organisation,
        action: 'member.invited',
        subject: { kind: 'invitation', id: made.id },
        after: { email, role },
      })
      return made
    })
    // Behind the #, what a browser sends to no server and no log.
    const link = `${publicUrl}/invitation#${token}`
    const { name } = await database.kysely
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', organisation)
      .executeTakeFirstOrThrow()
    const letter = invitationLetter(language, { by: actor.name, organisation: name, role, link, until: row.expires_at })
    return { ...shown(row), link, sent: await sendLetter(context, email, letter) }
  }),

  answer(organisations.revokeInvitation, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const id = asked.params.invitation
    await database.kysely.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('invitations')
        .set({ revoked_at: new Date() })
        .where('id', '=', id)
        .where('organisation_id', '=', organisation)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returning(['email', 'role'])
        .executeTakeFirst()
      if (row === undefined) throw notFound('invitation')
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'invitation.revoked',
        subject: { kind: 'invitation', id },
        before: row,
      })
    })
  }),

  answer(organisations.acceptInvitation, async ({ database, signIn }, asked) => {
    const { token, account } = asked.body
    const open = await invitationOf(database.kysely, token)
    const { actor } = asked.caller
    const signedIn = actor?.kind === 'user' ? actor.id : undefined
    if (signedIn === undefined && account === undefined) throw notSignedIn()
    const user =
      signedIn ??
      (await signIn.makeUser({ name: account?.name ?? '', email: open.email, password: account?.password ?? '' }))
    const joined = await database.kysely.transaction().execute(async (trx) => {
      const taken = await trx
        .updateTable('invitations')
        .set({ accepted_at: new Date() })
        .where('id', '=', open.id)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returning(['organisation_id', 'role'])
        .executeTakeFirst()
      if (taken === undefined) throw used()
      const { organisation_id: organisation, role } = taken
      const added = await trx
        .insertInto('members')
        .values({ organisation_id: organisation, user_id: user, role })
        .onConflict((one) => one.doNothing())
        .returning('user_id')
        .executeTakeFirst()
      if (added === undefined)
        throw conflict(
          'already-a-member',
          'You work for this organisation already.',
          'Open the console; an owner can change your role.',
        )
      const who = {
        kind: 'user' as const,
        id: user,
        name: account?.name ?? open.email,
        email: open.email,
        host: false,
        secondFactor: false,
      }
      await audit(trx, actor ?? who, {
        organisation,
        action: 'invitation.accepted',
        subject: { kind: 'invitation', id: open.id },
        after: { user, role },
      })
      return { organisation }
    })
    if (signedIn === undefined) await enter(signIn, user, asked)
    return joined
  }),
]

const used = () =>
  new RequestError(
    410,
    'link-ended',
    'This link has been used, was taken back, or has expired.',
    'Ask whoever invited you for a new one.',
  )

async function invitationOf(db: LedgerDb, token: string): Promise<{ id: string; email: string }> {
  const row = await db
    .selectFrom('invitations')
    .select(['id', 'email'])
    .where('token_hash', '=', hashed(token))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  if (row === undefined) throw used()
  return row
}
