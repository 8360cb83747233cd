import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isOwnOrigin, originRefused } from '../api/actor.ts'
import type { ServerContext } from '../api/context.ts'
import { hashed } from '../api/tokens.ts'

/** Octets: a password of a thousand signs of four octets, each written as `%xx`, and its neighbours. */
const LARGEST_FORM = 16_000

/** What a form sent, by the names of its fields. */
export type Form = Readonly<Partial<Record<string, string>>>

/** Reads forms, in the routes of this part of the app alone: the API takes none (CSRF). */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
  )
}

/** What each form of a session carries, so that only our own pages can have made it. */
export const formKey = (cookie: string): string => hashed(`form of ${cookie}`).toString('base64url')

/**
 * Throws 403 `origin-refused` where a form was not sent by a page of ours. Our pages say `no-referrer`, with which
 * browsers write `Origin: null` on forms (Fetch §3.2, “append a request Origin header”). Then `Sec-Fetch-Site` tells, which
 * some leave out (Safari before 16.4, and all without TLS); the key of a session's forms is asked for in any case.
 * @param cookie of the session; undefined: nobody is in yet, and the form has no key
 */
export function assertOwnForm(context: ServerContext, request: FastifyRequest, form: Form, cookie?: string): void {
  const { origin = 'null', 'sec-fetch-site': site } = request.headers
  const says = origin === 'null' ? site : isOwnOrigin(context, request) ? 'same-origin' : 'cross-site'
  const own = cookie === undefined ? says === 'same-origin' : form['form'] === formKey(cookie)
  if (!own || (says ?? 'same-origin') !== 'same-origin') throw originRefused()
}
