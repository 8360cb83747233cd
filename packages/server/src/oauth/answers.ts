import { oauth, type QueryOf } from '@caravan/contract'
import { CaravanError, Secret } from '@caravan/core/model'
import { type Answer, actorIn, answer, employeeIn } from '../api/answers.ts'
import type { ServerContext } from '../api/context.ts'
import { Turns } from '../discover/turns.ts'
import { placeOf } from '../people/given-password.ts'
import { backOf, begin, consentCookie, forgetCookie, takeBegun } from './begun.ts'
import { finish } from './finish.ts'
import { beginOwn } from './own.ts'
import { passOn } from './pass-on.ts'

/** Of an organisation: each is a row, and a request to who gives tokens later on. */
const beginnings = new Turns({ aMinute: 60, atOnce: 50 })
/** By the address that it comes from: each is a request to a token server and one to a mail service. */
const endings = new Turns({ aMinute: 60, atOnce: 20 })

export const consentAnswers: readonly Answer[] = [
  answer(oauth.beginMailboxConsent, async (context, asked) => {
    const { organisation, move } = asked.params
    const { mailbox, side, service, user } = await placeOf(context.database.kysely, asked.params)
    const by = { actor: actorIn(asked) }
    const { back } = asked.body
    const { url, cookie } = await beginnings.take(organisation, () =>
      begin(context, { organisation, move, mailbox, side, user, service, by, back }),
    )
    asked.reply.header('set-cookie', cookie)
    return { url }
  }),

  answer(oauth.beginOwnConsent, async (context, asked) => {
    const { url, cookie } = await beginOwn(context, employeeIn(asked), asked.request.ip)
    asked.reply.header('set-cookie', cookie)
    return { url }
  }),

  answer(oauth.endConsent, async (context, { query, request, reply }) => {
    reply.header('set-cookie', forgetCookie(context))
    const to = await endings.take(request.ip, () => ended(context, query, request.headers.cookie))
    return passOn(reply, to)
  }),
]

/** Where the browser goes on to, with why it did not work if it did not. */
async function ended(
  context: ServerContext,
  { state = '', code, error }: QueryOf<typeof oauth.endConsent>,
  cookies: string | undefined,
): Promise<string> {
  const { kysely } = context.database
  const verifier = new Secret(consentCookie(cookies) ?? '')
  const begun = await takeBegun(kysely, state, verifier)
  // Begun in another browser, or too long ago.
  if (begun === undefined) return said(await backOf(kysely, state), 'consent-lost')
  if (code === undefined || error !== undefined) return said(begun.back, 'consent-refused')
  try {
    await finish(context, begun, { code: new Secret(code), verifier })
    return begun.back
  } catch (failure) {
    if (!(failure instanceof CaravanError)) throw failure
    context.log.info({ code: failure.code, serverReply: failure.serverReply }, 'a consent did not open its mailbox')
    return said(begun.back, failure.code)
  }
}

/** An employee's page is made by the server, which reads the query; the console reads what stands behind the #. */
const said = (back: string, code: string): string => `${back}${back.startsWith('/employee/') ? '?' : '#'}said=${code}`
