import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILT, NONCE_PLACE } from '@caravan/web/built'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { RequestError } from '../api/problems.ts'
import { asPage } from './policy.ts'

/** Paths that are no pages of the console: what is not there is said in JSON, to programs. */
const NO_PAGE = /^\/*(?:api|metrics|assets|demo)(?:\/|$)/i

/** Names of assets have a digest of their content in them: another content is another name. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** Serves the built console: its assets, and its one page under every path that is not another's. */
export async function offerConsole(app: FastifyInstance, log: Logger, built: string = BUILT): Promise<void> {
  const index = join(built, 'index.html')
  if (!existsSync(index)) log.warn(`the console is not built: there is no ${index}`)
  const page = existsSync(index) ? await readFile(index, 'utf8') : undefined
  await app.register(staticFiles, { root: built, serve: false, preCompressed: true, cacheControl: false })

  app.get<{ Params: { '*': string } }>(
    '/assets/*',
    { config: { outsideContract: 'Files of the console; to everybody.', cacheControl: FOR_EVER } },
    (request, reply) => reply.sendFile(`assets/${request.params['*']}`),
  )

  const config = { outsideContract: 'The page of the console; to everybody. What it shows comes from the API.' }
  app.get<{ Params: { '*': string } }>('/*', { config }, (request, reply) => {
    if (NO_PAGE.test(request.params['*'])) {
      reply.callNotFound()
      return reply
    }
    if (page === undefined) throw notBuilt()
    const nonce = randomBytes(16).toString('base64url')
    return asPage(reply, nonce).send(page.replaceAll(NONCE_PLACE, nonce))
  })
}

const notBuilt = (): RequestError =>
  new RequestError(
    503,
    'console-not-built',
    'The console is not built.',
    'Run `npm ci`, or `npm run build`, in the folder of the program, and start it again. The API works without it.',
  )
