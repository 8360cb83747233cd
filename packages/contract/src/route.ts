import type { z } from 'zod'

/** What somebody must be allowed to do to use a route; `core/model/roles.ts` has the same names. */
export const SCOPES = [
  'read',
  'organisation:manage',
  'members:manage',
  'audit:read',
  'tokens:manage',
  'webhooks:manage',
  'move:write',
  'move:run',
  'people:write',
  'credentials:write',
  'exceptions:accept',
  'gate:override',
  'approve',
  'senders:manage',
  'senders:use',
] as const
export type Scope = (typeof SCOPES)[number]

/**
 * Who may use a route: everybody; who has signed in; the host administrator; an employee by an invitation, who comes to
 * their own mailbox's page and nothing else; or who is allowed this in the organisation that the path names.
 */
export type Access = 'public' | 'signed-in' | 'host' | 'employee' | Scope

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** One route of the API, as data: the server answers it, the document describes it, the client calls it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly method: Method
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/api/${string}`
  readonly access: Access
  readonly summary: string
  readonly params?: Params | undefined
  readonly query?: Query | undefined
  readonly body?: Body | undefined
  /** None: 204 without a body. */
  readonly answer?: Answer | undefined
  /** `application/json` unless another is said: events, files. */
  readonly produces?: string | undefined
  readonly status?: 200 | 201 | 202 | 204 | undefined
  /** The type of a body that is taken as it comes, and not as JSON. */
  readonly takes?: 'application/octet-stream' | undefined
  /** Octets of a body that is larger than usual; who may not send one is refused before it is read. */
  readonly largestBody?: number | undefined
}

/** Gives a route its exact types. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
>(one: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return one
}

export type ParamsOf<R extends Route> = R extends Route<infer P> ? z.output<P> : never
export type QueryOf<R extends Route> = R extends Route<z.ZodType, infer Q> ? z.output<Q> : never
export type BodyOf<R extends Route> = R extends Route<z.ZodType, z.ZodType, infer B> ? z.output<B> : never
export type AnswerOf<R extends Route> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.input<A> : never
