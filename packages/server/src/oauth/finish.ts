import { isDeepStrictEqual } from 'node:util'
import { CaravanError, Secret } from '@caravan/core/model'
import { employeeSignIn, endConsent, fetchThrough, type Grant, grantText } from '@caravan/core/services'
import { standingOf } from '../api/actor.ts'
import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notAllowed } from '../api/problems.ts'
import { keepGiven, noteRefused, type Place, placeOf as placeOfEmployee } from '../employees/access.ts'
import { employeeOf, linkEnded } from '../employees/caller.ts'
import { explained } from '../employees/explained.ts'
import { serviceLine } from '../moves/service-line.ts'
import { type Counted, signInOnce } from '../moves/sign-in-once.ts'
import { keepOfMember, placeOf as placeOfMailbox } from '../people/given-password.ts'
import type { Begun } from './begun.ts'
import { applicationOf, keptOf, redirectUriOf } from './registration.ts'

/**
 * Ends a consent that came back: the code becomes tokens, these are tried at the mail service, and what opens the mailbox is
 * sealed for it as a password would be.
 *
 * @throws CaravanError of the token server or the mail service; RequestError where the plan was changed meanwhile
 */
export async function finish(
  context: ServerContext,
  begun: Begun,
  { code, verifier }: { readonly code: Secret; readonly verifier: Secret },
): Promise<void> {
  const db = context.database.kysely
  const { invitation, actor, oauth } = begun
  const employee = invitation === null ? undefined : await employeeOf(db, invitation)
  if (employee === undefined && actor === null) throw linkEnded()
  // Who was removed meanwhile keeps nothing.
  if (actor !== null && (await standingOf(db, actor, begun.organisation))?.may('credentials:write') !== true)
    throw notAllowed('credentials:write')
  const place = employee === undefined ? await placeOfMailbox(db, begun) : await placeOfEmployee(db, employee)
  const { service, user } = place
  if (service.id !== begun.service || !isDeepStrictEqual(keptOf(service), oauth)) throw serviceChanged()
  const app = await applicationOf({ db, vault: context.vault }, service, oauth)
  const { proxy } = await serviceLine({ db, vault: context.vault }, service)
  const fetch = fetchThrough(context.fetch, proxy, context.guard)
  const grant = await endConsent(fetch, app, { code, verifier, redirectUri: redirectUriOf(context.publicUrl) })
  const counted = await opened(context, place, grant, employee)
  const secret = new Secret(grantText(grant))
  if (employee !== undefined) await keepGiven(context, employee, { service, user }, secret, counted)
  else if (actor !== null) await keepOfMember(context, begun, actor, { ...place, ...sideOf(begun) }, secret, counted)
}

const sideOf = ({ mailbox, side }: Begun) => ({ mailbox, side })

const serviceChanged = () =>
  conflict('service-changed', 'The settings of the service were changed just now.', 'Begin the consent once more.')

/** What the mailbox holds, by the first token. Who agreed for another mailbox is told so, and nothing is kept. */
async function opened(
  context: ServerContext,
  { service, user }: Place,
  grant: Grant,
  employee: Employee | undefined,
): Promise<Counted> {
  const accessToken = grant.access?.token.reveal() ?? ''
  try {
    return await signInOnce(context, service, user, { kind: 'oauth', user, accessToken })
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const { message, remedy, serverReply } = error
    const code = error.code === 'sign-in-refused' ? 'token-refused' : error.code
    if (employee !== undefined)
      await noteRefused(
        context.database.kysely,
        employee,
        explained(code, serverReply ?? null, employeeSignIn(service.host), undefined),
      )
    throw new CaravanError(code, message, remedy, { serverReply })
  }
}
