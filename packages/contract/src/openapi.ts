import { z } from 'zod'
import { problem } from './common.ts'
import type { Route } from './route.ts'

/** The routes as an OpenAPI 3.1 document, by path, so that it does not depend on the order in which they are listed. */
export function openApiDocument(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  const sorted = [...routes].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
  for (const one of sorted) {
    const path = (paths[one.path] ??= {})
    const method = one.method.toLowerCase()
    if (path[method] !== undefined) throw new Error(`two routes answer ${one.method} ${one.path}`)
    path[method] = operation(one)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Caravan', version, license: { name: 'MIT' } },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'caravan.session_token' },
        token: { type: 'http', scheme: 'bearer' },
        invitation: { type: 'http', scheme: 'bearer' },
        employee: { type: 'apiKey', in: 'cookie', name: 'caravan.employee' },
      },
    },
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function operation(one: Route): Record<string, unknown> {
  const refusal = {
    description: 'Refused, with the reason and the next step.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return {
    operationId: one.id,
    summary: one.summary,
    'x-access': one.access,
    ...(one.access === 'public' ? { security: [] } : { security: securityOf(one) }),
    ...parameters(one),
    ...requestBody(one),
    responses: { [String(statusOf(one))]: answer(one), default: refusal },
  }
}

function requestBody({ body, takes }: Route): { requestBody?: unknown } {
  if (takes !== undefined)
    return { requestBody: { required: true, content: { [takes]: { schema: { type: 'string', format: 'binary' } } } } }
  if (body === undefined) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }
}

/** API tokens belong to an organisation: what is a person's or the host's needs a session. */
function securityOf({ access }: Route): Readonly<Record<string, readonly string[]>>[] {
  if (access === 'employee') return [{ employee: [] }, { invitation: [] }]
  if (access === 'signed-in' || access === 'host') return [{ session: [] }]
  return [{ session: [] }, { token: [access] }]
}

export const statusOf = (one: Route): number =>
  one.status ?? (one.answer === undefined && one.produces === undefined ? 204 : 200)

function answer(one: Route): Record<string, unknown> {
  if (one.answer === undefined && one.produces === undefined) return { description: 'Done.' }
  const schema = one.answer === undefined ? { type: 'string' } : schemaOf(one.answer, 'output')
  return { description: 'Done.', content: { [one.produces ?? 'application/json']: { schema } } }
}

function parameters(one: Route): { parameters?: unknown[] } {
  const found = [...of(one.params, 'path'), ...of(one.query, 'query')]
  return found.length === 0 ? {} : { parameters: found }
}

function of(type: z.ZodType | undefined, where: 'path' | 'query'): unknown[] {
  if (type === undefined) return []
  const schema = schemaOf(type, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (schema.required ?? []).includes(name),
    schema: property,
  }))
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(type, { io, unrepresentable: 'any' })
  delete schema['$schema']
  return schema
}
