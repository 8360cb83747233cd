import type { Access, Scope } from '@caravan/contract'
import { may, type Role } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor, Caller, Standing } from './caller.ts'
import type { ServerContext } from './context.ts'
import { notAllowed, notFound, notSignedIn, RequestError } from './problems.ts'
import { hashed } from './tokens.ts'

/** Finds out who asks and whether they may. Throws what the client is to be told. */
export async function authorise(
  context: ServerContext,
  access: Access,
  organisation: string | undefined,
  request: FastifyRequest,
): Promise<Caller> {
  const actor = await actorOf(context, request)
  if (access === 'public') return { actor, standing: undefined }
  if (actor === undefined) throw notSignedIn()
  if (access === 'signed-in' || access === 'host') {
    if (actor.kind === 'token') throw notAllowed('a session')
    if (access === 'host' && !actor.host) throw notAllowed('host administrator')
    return { actor, standing: undefined }
  }
  if (organisation === undefined) throw new Error('a route that needs a right names its organisation')
  const standing = await standingOf(context.database.kysely, actor, organisation)
  if (standing === undefined) throw notFound('organisation')
  if (!standing.may(access)) throw notAllowed(access)
  return { actor, standing }
}

async function actorOf(context: ServerContext, request: FastifyRequest): Promise<Actor | undefined> {
  const bearer = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return tokenActor(context.database.kysely, bearer)
  if (request.headers.cookie === undefined) return undefined
  const session = await context.signIn.session(request.headers)
  if (session === undefined) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') assertSameOrigin(context, request)
  return session
}

/** A session's cookie is sent by any page that a browser shows: only our own may act with it. */
function assertSameOrigin(context: ServerContext, { headers, host, protocol }: FastifyRequest): void {
  const origin = headers.origin
  if (origin !== undefined && [context.publicUrl, `${protocol}://${host}`].includes(origin)) return
  throw new RequestError(
    403,
    'origin-refused',
    'This request does not come from Caravan’s own pages.',
    'Use the console, or an API token.',
  )
}

async function tokenActor(db: LedgerDb, token: string): Promise<Actor | undefined> {
  const { rows } = await sql<{ id: string; name: string; organisation: string; scopes: Scope[] }>`
    update api_tokens set last_used_at = now()
    where token_hash = ${hashed(token)} and revoked_at is null and expires_at > now()
    returning id, name, organisation_id as organisation, scopes`.execute(db)
  const [found] = rows
  return found && { kind: 'token', ...found }
}

/** What somebody is in an organisation; an agency's members are in its clients what they are in it. */
export async function standingOf(db: LedgerDb, actor: Actor, organisation: string): Promise<Standing | undefined> {
  if (actor.kind === 'token') {
    if (actor.organisation !== organisation) return undefined
    return { organisation, role: undefined, may: (what) => actor.scopes.includes(what) }
  }
  const { rows } = await sql<{ role: Role }>`
    select role from (
      select m.role, 0 as way from members m where m.organisation_id = ${organisation} and m.user_id = ${actor.id}
      union all
      select m.role, 1 from organisations o join members m on m.organisation_id = o.agency_id
      where o.id = ${organisation} and m.user_id = ${actor.id}) as found
    order by way limit 1`.execute(db)
  const role = rows[0]?.role
  return role && { organisation, role, may: (what) => may(role, what) }
}
