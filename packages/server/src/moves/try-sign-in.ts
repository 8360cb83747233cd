import { moves } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { openCredential } from '@caravan/core/store'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, RequestError } from '../api/problems.ts'
import { Turns } from '../discover/turns.ts'
import { oneService, type ServicePath, type ServiceRow } from './one-service.ts'
import { type Counted, signInOnce } from './sign-in-once.ts'

/** For each service, in this process: a service that counts wrong passwords locks its administrator out. */
const turns = new Turns({ aMinute: 5, atOnce: 8 })

export const trySignInAnswers: readonly Answer[] = [
  answer(moves.trySignIn, async (context, asked) => {
    const { params, body } = asked
    const { kysely } = context.database
    const service = await oneService(kysely, params)
    const tried = await turns.take(service.id, () => tryMaster(context, params, service, body.user))
    const { error, ...counted } = tried
    await kysely.transaction().execute((trx) =>
      audit(trx, actorIn(asked), {
        organisation: service.organisation_id,
        action: 'service.tried',
        subject: { kind: 'service', id: service.id },
        after: { user: body.user, ...(error === undefined ? counted : { refused: error.code }) },
      }),
    )
    if (error !== undefined) throw refusal(error)
    return counted
  }),
]

type Tried = Counted & { readonly error?: CaravanError }

async function tryMaster(
  { database, vault, guard, ca }: ServerContext,
  { organisation }: ServicePath,
  service: ServiceRow,
  user: string,
): Promise<Tried> {
  const { auth, master_user: master } = service
  if (auth !== 'master' || master === null || !service.hasPassword)
    throw conflict(
      'service-not-master',
      'Nobody signs in to this service for everybody.',
      'Name its administrator and give the password.',
    )
  const slot = { organisation, purpose: 'service-sign-in', subject: service.id } as const
  const password = (await openCredential(database.kysely, vault.keys, slot)).reveal()
  try {
    // RFC 4616 §2: who signs in, and whose mailbox it is.
    return await signInOnce({ guard, ca }, service, user, { kind: 'password', user: master, password, authzid: user })
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { messages: null, folders: null, error }
  }
}

const MOST_SAID = 500

const refusal = ({ code, message, remedy, serverReply }: CaravanError): RequestError =>
  new RequestError(422, code, message, remedy, undefined, serverReply?.slice(0, MOST_SAID))
