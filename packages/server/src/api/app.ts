import { openApiDocument, ROUTES, type Route, statusOf } from '@caravan/contract'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { z } from 'zod'
import { VERSION } from '../command/version.ts'
import { authorise } from './actor.ts'
import type { Answer, Asked } from './answers.ts'
import type { ServerContext } from './context.ts'
import { assertKeepable } from './keepable.ts'
import { notFound, notValid, problemOf } from './problems.ts'

/** Bodies beyond this are refused; what is imported comes by a route that takes more. */
const LARGEST_BODY = 1024 * 1024

/**
 * The API over what answers it. Throws where a route of the contract has no answer, or two.
 * @param proxies who is believed of whom a request comes, beside this machine: addresses and ranges
 */
export function buildApp(
  context: ServerContext,
  answers: readonly Answer[],
  proxies: readonly string[] = [],
): FastifyInstance {
  assertWhole(answers)
  const log: FastifyBaseLogger = context.log
  const app = Fastify({
    loggerInstance: log,
    // Its own lines name the URL, which may hold what was typed; ours name the route.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    trustProxy: ['loopback', ...proxies],
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  })
  app.setErrorHandler((error, request, reply) => refuse(context, request, reply, error))
  app.setNotFoundHandler((request, reply) => refuse(context, request, reply, notFound('page')))
  app.addHook('onSend', async ({ routeOptions }, reply) => {
    const { cacheControl = 'no-store' } = routeOptions.config
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': reply.statusCode < 400 ? cacheControl : 'no-store',
    })
  })
  // A form of another site can send plain text without asking first; nothing of ours is plain text.
  app.removeContentTypeParser('text/plain')
  // Octets are taken as they come, by who asked for them: whoever else is sent some finds no body that it knows.
  app.addContentTypeParser('application/octet-stream', (_, octets, done) => done(null, octets))
  assertInContract(app)
  for (const { route, answer } of answers) {
    app.route({
      method: route.method,
      url: servedPath(route),
      ...(route.largestBody === undefined ? undefined : large(context, route, route.largestBody)),
      handler: (request, reply) => serve(context, route, answer, request, reply),
    })
  }
  return app
}

const servedPath = ({ path }: Route): string => path.replace(/\{(\w+)\}/g, ':$1')

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Why a route is not in the contract, and who may use it. */
    readonly outsideContract?: string
    /** How its good answers may be kept; `no-store` where nothing is said. */
    readonly cacheControl?: string
  }
}

/** What is served is in the contract, and so in the document and in the tests that walk it; or it says why not. */
function assertInContract(app: FastifyInstance): void {
  const known = new Set(ROUTES.map((route) => `${route.method} ${servedPath(route)}`))
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.outsideContract !== undefined) return
    for (const one of [method].flat())
      if (!known.has(`${one === 'HEAD' ? 'GET' : one} ${url}`))
        throw new Error(`${one} ${url} is not in the contract, and does not say why`)
  })
}

/** A large body is read for nobody who may not send it. */
const large = (context: ServerContext, route: Route, bodyLimit: number) => ({
  bodyLimit,
  onRequest: async (request: FastifyRequest) => {
    const params = checked('path', route.params, request.params)
    const { organisation } = (params ?? {}) as { organisation?: string }
    await authorise(context, route.access, organisation, request)
  },
})

async function serve(
  context: ServerContext,
  route: Route,
  work: Answer['answer'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const params = checked('path', route.params, request.params)
  // Who may not use a route does not learn what it would have taken.
  const { organisation } = (params ?? {}) as { organisation?: string }
  const caller = await authorise(context, route.access, organisation, request)
  const asked = {
    params,
    query: checked('query', route.query, request.query),
    body: checked('body', route.body, request.body),
    caller,
    request,
    reply,
  } as Asked<Route>
  const result = await work(context, asked)
  // It wrote its answer itself.
  if (reply.sent || reply.raw.headersSent) return reply
  // What the contract does not name does not leave.
  return reply.status(statusOf(route)).send(route.answer?.parse(result))
}

function checked(where: string, type: z.ZodType | undefined, value: unknown): unknown {
  if (type === undefined) return undefined
  const read = type.safeParse(value ?? {})
  if (!read.success) throw notValid(where, read.error)
  assertKeepable(where, read.data)
  return read.data
}

function refuse(context: ServerContext, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error)
  if (problem.status >= 500) context.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return reply.status(problem.status).type('application/problem+json').send(problem)
}

function assertWhole(answers: readonly Answer[]): void {
  const answered = answers.map(({ route }) => route.id)
  const missing = ROUTES.filter(({ id }) => !answered.includes(id)).map(({ id }) => id)
  const doubled = answered.filter((id, index) => answered.indexOf(id) !== index)
  if (missing.length > 0 || doubled.length > 0)
    throw new Error(`routes without an answer: ${missing.join(', ')}; with two: ${doubled.join(', ')}`)
}

/** The document that describes the API. */
export const apiDocument = (): Record<string, unknown> => openApiDocument(ROUTES, VERSION)
