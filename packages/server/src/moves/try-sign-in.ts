import { isDeepStrictEqual } from 'node:util'
import { moves } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { masterSignIn } from '@caravan/core/services'
import { openCredential } from '@caravan/core/store'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, RequestError } from '../api/problems.ts'
import { isDelegated } from '../oauth/registration.ts'
import { tokenSignIn } from '../oauth/tokens.ts'
import { goOnByAdministrator } from './administrator.ts'
import { masterTurns } from './master-turns.ts'
import { holdMove } from './one-move.ts'
import { oneService, type ServicePath, type ServiceRow } from './one-service.ts'
import { serviceLine } from './service-line.ts'
import { type Counted, signInOnce } from './sign-in-once.ts'

export const trySignInAnswers: readonly Answer[] = [
  answer(moves.trySignIn, async (context, asked) => {
    const { params, body } = asked
    const { kysely } = context.database
    const service = await oneService(kysely, params)
    const tried = await masterTurns.take(service.id, () => tryMaster(context, params, service, body.user))
    const { error, ...counted } = tried
    await kysely.transaction().execute(async (trx) => {
      await holdMove(trx, params)
      await audit(trx, actorIn(asked), {
        organisation: service.organisation_id,
        action: 'service.tried',
        subject: { kind: 'service', id: service.id },
        after: { user: body.user, ...(error === undefined ? counted : { refused: error.code }) },
      })
      if (error !== undefined) return
      const now = await oneService(trx, params)
      // What was tried is what is there still.
      if (!isDeepStrictEqual(placeOf(now), placeOf(service))) return
      await goOnByAdministrator(trx, params, now, { opened: body.user, by: actorIn(asked).name })
    })
    if (error !== undefined) throw refusal(error, service, body.user)
    return counted
  }),
]

const placeOf = ({ host, port, auth, master_user, master_separator, oauth }: ServiceRow) => ({
  ...{ host, port, auth, master_user, master_separator, oauth },
})

type Tried = Counted & { readonly error?: CaravanError }

async function tryMaster(
  context: ServerContext,
  { organisation }: ServicePath,
  service: ServiceRow,
  user: string,
): Promise<Tried> {
  if (!isDelegated(service) || !service.hasPassword)
    throw conflict(
      'service-not-master',
      'Nobody signs in to this service for everybody.',
      'Name its administrator and give the password.',
    )
  const { database, vault, guard, fetch } = context
  const keys = { db: database.kysely, vault, guard, fetch }
  const slot = { organisation, purpose: 'service-sign-in', subject: service.id } as const
  const tokens = await tokenSignIn(keys, service, (await serviceLine(keys, service)).proxy, user, slot)
  const password = (await openCredential(database.kysely, vault.keys, slot)).reveal()
  const master = masterSignIn(user, service.master_user ?? '', password, service.master_separator)
  try {
    return await signInOnce(context, service, user, tokens ?? master)
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { messages: null, folders: null, error }
  }
}

const MOST_SAID = 500

/** A server says the same of a wrong password and of a mailbox that it does not have. */
const refusal = (error: CaravanError, { host, port, master_user }: ServiceRow, user: string): RequestError => {
  const said = error.serverReply?.slice(0, MOST_SAID)
  return error.code === 'sign-in-refused'
    ? new RequestError(
        422,
        'administrator-refused',
        `${host}:${port} does not let ${master_user ?? 'the administrator'} into the mailbox ${user}.`,
        'Either the name or the password of the administrator is wrong, or there is no such mailbox: try it with an address that is sure to exist.',
        undefined,
        said,
      )
    : new RequestError(422, error.code, error.message, error.remedy, undefined, said)
}
