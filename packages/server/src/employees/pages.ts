import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { files } from '@caravan/contract'
import { type EmployeeView, employeeRenderer } from '@caravan/web/employee'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Employee } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { problemOf } from '../api/problems.ts'
import { asPage } from '../console/policy.ts'
import { ownPath, remove, takeWhole } from '../files/receive.ts'
import { beginOwn } from '../oauth/own.ts'
import { passOn } from '../oauth/pass-on.ts'
import { give, openPage, readPage, secure, speak, tick } from './acts.ts'
import { employeeBy, endSession, linkEnded, sessionCookie, tokenIn } from './caller.ts'
import { readFormFile } from './form-file.ts'
import { assertOwnForm, type Form, formKey, readForms } from './forms.ts'
import { languageChosen, languageOfBrowser } from './languages.ts'

const config = {
  outsideContract: 'An employee’s page, for browsers; to who has an invitation. Its API is in the contract.',
}

/** What goes with a form that somebody sent, or with a page that they asked for. */
interface Asking {
  readonly context: ServerContext
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly form: Form
}

/**
 * Serves the page of an employee as plain HTML with forms, so that it needs no script: `/employee` is what matters now,
 * `/employee/SCREEN` one of the others. Each form is answered with 303 to a page, also where a refusal was noted that stands
 * there, or with the page that says why not. Where the web part is not built there is nothing here, and the console says
 * so.
 */
export async function offerEmployeePages(app: FastifyInstance, context: ServerContext): Promise<void> {
  const render = await employeeRenderer()
  if (render === undefined) return
  const show = (reply: FastifyReply, view: EmployeeView) =>
    asPage(reply, randomBytes(16).toString('base64url')).send(render(view))

  await app.register((scope, _, done) => {
    readForms(scope)
    scope.setErrorHandler(async (error, request, reply) => {
      const problem = problemOf(error)
      if (problem.status >= 500) context.log.error({ err: error, route: request.routeOptions.url }, 'a page failed')
      const form = (request.body ?? {}) as Form
      const view = await viewAfter({ context, request, reply, form }, problem)
      return show(reply.status(problem.status), view)
    })
    const page = async (request: FastifyRequest, reply: FastifyReply) => {
      const { screen } = request.params as { screen?: string }
      return show(reply, await viewOf({ context, request, reply, form: {} }, screen))
    }
    scope.get('/employee', { config }, page)
    scope.get('/employee/:screen', { config }, page)
    for (const [name, act] of Object.entries(FORMS))
      scope.post(`/employee/${name}`, { config }, async (request, reply) => {
        const to = await act({ context, request, reply, form: (request.body ?? {}) as Form })
        return reply.redirect(to, 303)
      })
    scope.post('/employee/consent', { config }, (request, reply) =>
      consent({ context, request, reply, form: (request.body ?? {}) as Form }),
    )
    // Without a script a file comes with its form; nobody has asked for it before it is seen whose form it is.
    scope.addContentTypeParser('multipart/form-data', (_, octets, taken) => taken(null, octets))
    scope.post('/employee/files', { config, bodyLimit: files.LARGEST_FILE }, async (request, reply) => {
      await takeForm({ context, request, reply, form: {} })
      return reply.redirect('/employee/access', 303)
    })
    done()
  })
}

/** Takes the file that a form holds. Throws as `sender` and `takeWhole`; what is still on its way is read by nobody. */
async function takeForm(asking: Asking): Promise<void> {
  const { context, request } = asking
  const octets = request.body as Readable
  try {
    const { fields, name, body } = await readFormFile(request.headers['content-type'] ?? '', octets)
    const employee = await sender({ ...asking, form: fields })
    const most = Number(request.headers['content-length'] ?? files.LARGEST_FILE)
    await takeWhole(context, ownPath(employee), employee, { name, most, body })
  } finally {
    octets.resume()
  }
}

/** What each form does, and where it leads. */
const FORMS: Readonly<Record<string, (asking: Asking) => Promise<string>>> = {
  async open(asking) {
    const { context, request, reply, form } = asking
    assertOwnForm(context, request, form)
    const { cookies } = await openPage(context, tokenIn(form['link'] ?? '') ?? '', request.ip)
    reply.header('set-cookie', cookies)
    return '/employee'
  },
  async language(asking) {
    const employee = await sender(asking)
    await speak(asking.context, employee, languageChosen(asking.form['language']) ?? 'en')
    return screenPath(asking.form)
  },
  async access(asking) {
    const employee = await sender(asking)
    try {
      await give(asking.context, employee, asking.request.ip, (asking.form['password'] ?? '').slice(0, 1_000))
      return '/employee'
    } catch (error) {
      const { access } = await readPage(asking.context, employee)
      if (problemOf(error).status !== 422 || access.refused === null) throw error
      // The refusal is noted and shown there: a browser that loads the page again does not send the password again.
      return '/employee/access'
    }
  },
  async steps(asking) {
    const employee = await sender(asking)
    const step = STEPS.find((one) => one === asking.form['step'])
    if (step !== undefined) await tick(asking.context, employee, { [step]: asking.form['done'] === 'yes' })
    return '/employee/after'
  },
  async remove(asking) {
    const employee = await sender(asking)
    const file = asking.form['file'] ?? ''
    if (/^[\da-f-]{36}$/.test(file)) await remove(asking.context, { ...ownPath(employee), file }, employee)
    return '/employee/access'
  },
  async leave(asking) {
    await sender(asking)
    const { context, request, reply } = asking
    reply.header('set-cookie', await endSession(context.database.kysely, request.headers.cookie, secure(context)))
    return '/employee'
  },
}

/** Leads to the page on which they agree; a redirect after a form would be stopped by our own policy. */
async function consent(asking: Asking): Promise<FastifyReply> {
  const employee = await sender(asking)
  const { url, cookie } = await beginOwn(asking.context, employee, asking.request.ip)
  return passOn(asking.reply.header('set-cookie', cookie), url)
}

const STEPS = ['signedIn', 'passwordChanged', 'secondFactor', 'oldAccountRemoved'] as const

/** Where somebody was: never another place. */
const screenPath = ({ screen }: Form): string =>
  screen !== undefined && /^[a-z]{1,20}$/.test(screen) ? `/employee/${screen}` : '/employee'

/** Who sent a form of theirs. Throws `origin-refused`, `link-ended`. */
async function sender({ context, request, form }: Asking): Promise<Employee> {
  const cookie = sessionCookie(request.headers.cookie)
  if (cookie === undefined) throw linkEnded()
  assertOwnForm(context, request, form, cookie)
  const employee = await employeeBy(context.database.kysely, { cookie: request.headers.cookie })
  if (employee === undefined) throw linkEnded()
  return employee
}

/** The page of who is in; else the one that lets somebody in. */
async function viewOf(
  { context, request }: Asking,
  screen: string | undefined,
  refusal?: EmployeeView['refusal'],
): Promise<EmployeeView> {
  const cookie = sessionCookie(request.headers.cookie)
  const employee = cookie && (await employeeBy(context.database.kysely, { cookie: request.headers.cookie }))
  const { language, said, step } = request.query as Form
  const outside: EmployeeView = {
    language: languageChosen(language) ?? languageOfBrowser(request.headers['accept-language']),
    now: new Date(),
    refusal: refusal ?? (said === undefined ? undefined : { code: said.slice(0, 40), serverReply: undefined }),
  }
  if (!cookie || !employee) return outside
  const page = await readPage(context, employee)
  return {
    ...{ language: page.language, now: outside.now, refusal: outside.refusal },
    inside: { page, screen, step, form: formKey(cookie) },
  }
}

/** After a refusal: the question it was about, or the way in. */
function viewAfter(asking: Asking, { code, serverReply }: { code: string; serverReply?: string | undefined }) {
  const refusal = { code, serverReply }
  // Who was sent here by another site is shown nothing of anybody.
  if (code === 'origin-refused' || code === 'link-ended') return outsideOf(asking, refusal)
  const [, , screen] = (asking.request.routeOptions.url ?? '').split('/')
  // Files are handed over where access is given.
  return viewOf(asking, ['files', 'remove', 'consent'].includes(screen ?? '') ? 'access' : screen, refusal)
}

const outsideOf = ({ request }: Asking, refusal: EmployeeView['refusal']): EmployeeView => ({
  language: languageOfBrowser(request.headers['accept-language']),
  now: new Date(),
  refusal,
})
