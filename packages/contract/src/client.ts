import type { z } from 'zod'
import type { Problem } from './common.ts'
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from './route.ts'

/** A request that the server refused, in its words. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.title} ${problem.remedy}`)
    this.problem = problem
  }
}

type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : Record<Name, Value>
type In<R extends Route> = Part<'params', ParamsOf<R>> &
  (R extends Route<z.ZodType, infer Q> ? Part<'query', z.input<Q>> : unknown) &
  (R extends Route<z.ZodType, z.ZodType, infer B> ? Part<'body', z.input<B>> : unknown)

/** Calls routes of a server. `fetch` carries the session or the token. */
export class Client {
  readonly #base: string
  readonly #fetch: typeof fetch
  readonly #headers: Readonly<Record<string, string>>

  /** @param base the server's address, without a path */
  constructor(
    base: string,
    options: { readonly token?: string; readonly cookie?: string; readonly fetch?: typeof fetch } = {},
  ) {
    this.#base = base
    // A browser's own does not let itself be called as a method of something else.
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init))
    this.#headers = {
      ...(options.token === undefined ? undefined : { authorization: `Bearer ${options.token}` }),
      ...(options.cookie === undefined ? undefined : { cookie: options.cookie, origin: base }),
    }
  }

  /** Throws `ApiError` where the server refuses. */
  async call<R extends Route>(route: R, input: In<R>): Promise<AnswerOf<R>> {
    const { params, query, body } = input as { params?: ParamsOf<R>; query?: QueryOf<R>; body?: BodyOf<R> }
    const response = await this.#fetch(this.#url(route, params, query), {
      method: route.method,
      headers: { ...this.#headers, ...(body === undefined ? undefined : { 'content-type': 'application/json' }) },
      ...(body === undefined ? undefined : { body: JSON.stringify(body) }),
    })
    return answered(response)
  }

  /** Sends octets to a route that takes them as they come. Throws `ApiError` where the server refuses. */
  async send<R extends Route>(route: R, input: In<R>, octets: Blob | Uint8Array<ArrayBuffer>): Promise<AnswerOf<R>> {
    const { params, query } = input as { params?: ParamsOf<R>; query?: QueryOf<R> }
    const response = await this.#fetch(this.#url(route, params, query), {
      method: route.method,
      headers: { ...this.#headers, 'content-type': route.takes ?? '' },
      body: octets,
    })
    return answered(response)
  }

  #url(route: Route, params: unknown, query: unknown): URL {
    const url = new URL(filled(route.path, (params ?? {}) as Readonly<Record<string, string>>), this.#base)
    const asked = (query ?? {}) as Readonly<Record<string, string | number | boolean | undefined>>
    for (const [name, value] of Object.entries(asked)) if (value !== undefined) url.searchParams.set(name, `${value}`)
    return url
  }
}

async function answered<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new ApiError((await response.json()) as Problem)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

/** A route's path with its parameters in place. */
export function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}
