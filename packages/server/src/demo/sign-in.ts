import type { Secret } from '@caravan/core/model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { readDemoLink } from './link.ts'

/** Headers by which a proxy says for whom it asks. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/** Links that are remembered as used; a demo that has given more than that is started anew. */
const MOST_LINKS = 10_000

/**
 * Lets whoever opens a link of the demo in as its owner, once for each link; and answers nobody who does not come from
 * this machine, by the name of this machine.
 */
export function offerDemoSignIn(app: FastifyInstance, context: ServerContext, secret: Secret): void {
  const used = new Set<string>()
  app.addHook('onRequest', async (request, reply) => {
    if (fromHere(request)) return
    await say(reply, 403, 'A demo answers only on the machine that it runs on.')
  })
  const config = { outsideContract: 'The demo alone has it; to who has one of its links.' }
  app.get('/demo/:link', { config }, async (request, reply) => {
    const { link } = request.params as { link: string }
    const nonce = readDemoLink(secret, link)
    if (nonce === undefined || used.has(nonce) || used.size >= MOST_LINKS)
      return say(reply, 410, 'This link was used already. Press Enter in the window of the demo: it prints another.')
    // Before anything is waited for: of two who come at once one gets in.
    used.add(nonce)
    const { rows } = await sql<{ id: string }>`
      select id from users where host_administrator order by "createdAt" limit 1`.execute(context.database.kysely)
    const [owner] = rows
    if (owner === undefined) {
      used.delete(nonce)
      return say(reply, 409, 'The demo is being set up. Open the link again in a moment.')
    }
    const cookie = await context.signIn.openSession(owner.id)
    await audit(context.database.kysely, 'system', {
      organisation: null,
      action: 'demo.signed-in',
      subject: { kind: 'user', id: owner.id },
    })
    return reply.header('set-cookie', cookie).redirect('/', 303)
  })
}

/** No proxy stands between, and no page of another site whose name leads here by a trick of DNS. */
function fromHere({ headers }: FastifyRequest): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(headers.host ?? '')
}

const say = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.status(status).type('text/plain; charset=utf-8').send(`${text}\n`)
