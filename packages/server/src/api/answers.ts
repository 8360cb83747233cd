import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '@caravan/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, Caller, Employee, Standing } from './caller.ts'
import type { ServerContext } from './context.ts'

/** A request that was found to be in order. */
export interface Asked<R extends Route> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly caller: Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What answers one route. */
export interface Answer {
  readonly route: Route
  readonly answer: (context: ServerContext, asked: Asked<Route>) => Promise<unknown>
}

/** What an answer holds; where the route has none, what comes of the work is dropped. */
type Given<R extends Route> = [AnswerOf<R>] extends [undefined] ? unknown : AnswerOf<R>

/**
 * Says how a route is answered. A route that writes its answer itself (events, files) resolves with the reply.
 */
export function answer<R extends Route>(
  route: R,
  work: (context: ServerContext, asked: Asked<R>) => Promise<Given<R> | FastifyReply>,
): Answer {
  return { route, answer: work }
}

/** Who acts; a route that is neither public nor an employee's has one. */
export function actorIn({ caller }: Pick<Asked<Route>, 'caller'>): Actor {
  if (caller.actor === undefined) throw new Error('this route has an actor')
  return caller.actor
}

/** What the caller is in the organisation of the path. */
export function standingIn({ caller }: Pick<Asked<Route>, 'caller'>): Standing {
  if (caller.standing === undefined) throw new Error('a route that needs a right has a standing')
  return caller.standing
}

/** Who came by an invitation. */
export function employeeIn({ caller }: Pick<Asked<Route>, 'caller'>): Employee {
  if (caller.employee === undefined) throw new Error('a route for employees has one')
  return caller.employee
}
