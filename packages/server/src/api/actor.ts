import type { Access, Scope } from '@caravan/contract'
import { may, type Role } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Credential, employeeBy, linkEnded } from '../employees/caller.ts'
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
  // Nor may another site's page sign somebody in as somebody else.
  const { origin, authorization } = request.headers
  if (writes(request) && origin !== undefined && authorization === undefined) assertSameOrigin(context, request)
  if (access === 'employee')
    return { actor: undefined, standing: undefined, employee: await employeeOf(context, request) }
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

const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '')?.[1]

/** Neither a session nor an API token opens an employee's page, and an invitation opens nothing else. */
async function employeeOf(context: ServerContext, request: FastifyRequest) {
  const bearer = bearerOf(request)
  const by: Credential = bearer === undefined ? { cookie: request.headers.cookie } : { token: bearer }
  const employee = await employeeBy(context.database.kysely, by)
  if (employee === undefined) throw linkEnded()
  if (bearer === undefined && writes(request)) assertSameOrigin(context, request)
  return employee
}

async function actorOf(context: ServerContext, request: FastifyRequest): Promise<Actor | undefined> {
  const bearer = bearerOf(request)
  if (bearer !== undefined) return tokenActor(context.database.kysely, bearer)
  if (request.headers.cookie === undefined) return undefined
  const session = await context.signIn.session(request.headers)
  if (session === undefined) return undefined
  if (writes(request)) assertSameOrigin(context, request)
  return session
}

const writes = ({ method }: FastifyRequest): boolean => method !== 'GET' && method !== 'HEAD'

/** A session's cookie is sent by any page that a browser shows: only our own may act with it. */
function assertSameOrigin(context: ServerContext, request: FastifyRequest): void {
  if (!isOwnOrigin(context, request)) throw originRefused()
}

/** Whether `Origin` names us; not where there is none. */
export const isOwnOrigin = ({ publicUrl }: ServerContext, { headers, host, protocol }: FastifyRequest): boolean =>
  headers.origin !== undefined && [publicUrl, `${protocol}://${host}`].includes(headers.origin)

export const originRefused = (): RequestError =>
  new RequestError(
    403,
    'origin-refused',
    'This request does not come from Caravan’s own pages.',
    'Use the console, or an API token.',
  )

interface TokenRow {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly scopes: Scope[]
  readonly maker: string | null
}

/** A token may what its maker may by now: it ends with their membership, and shrinks with their role. */
async function tokenActor(db: LedgerDb, token: string): Promise<Actor | undefined> {
  const { rows } = await sql<TokenRow>`
    update api_tokens set last_used_at = now()
    where token_hash = ${hashed(token)} and revoked_at is null and expires_at > now()
    returning id, name, organisation_id as organisation, scopes, created_by as maker`.execute(db)
  const [found] = rows
  if (found === undefined || found.maker === null) return undefined
  const role = await roleIn(db, found.maker, found.organisation)
  if (role === undefined) return undefined
  return {
    kind: 'token',
    ...found,
    maker: found.maker,
    scopes: found.scopes.filter((scope) => may(role, scope)),
  }
}

/** What somebody is in an organisation; an agency's members are in its clients what they are in it. */
export async function standingOf(db: LedgerDb, actor: Actor, organisation: string): Promise<Standing | undefined> {
  if (actor.kind === 'token') {
    if (actor.organisation !== organisation) return undefined
    return { organisation, role: undefined, may: (what) => actor.scopes.includes(what) }
  }
  const role = await roleIn(db, actor.id, organisation)
  return role && { organisation, role, may: (what) => may(role, what) }
}

async function roleIn(db: LedgerDb, user: string, organisation: string): Promise<Role | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select role from (
      select m.role, 0 as way from members m where m.organisation_id = ${organisation} and m.user_id = ${user}
      union all
      select m.role, 1 from organisations o join members m on m.organisation_id = o.agency_id
      where o.id = ${organisation} and m.user_id = ${user}) as found
    order by way limit 1`.execute(db)
  return rows[0]?.role
}
