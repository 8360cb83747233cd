import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A type as JSON Schema has it, as far as the walks look. */
export interface Schema {
  readonly type?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** One operation of the document. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** `public`, `signed-in`, `host`, or what one must be allowed to do. */
  readonly access: string
  readonly produces: string
  readonly parameters: readonly string[]
  readonly query: readonly { readonly name: string; readonly schema: Schema }[]
  readonly body: Schema | undefined
}

interface Written {
  readonly operationId: string
  readonly 'x-access': string
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

const FILE = fileURLToPath(new URL('../../../../contract/openapi.json', import.meta.url))

/** Every operation of the document that is committed. */
export function readDocument(): Operation[] {
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Written>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => {
      const parameters = one.parameters ?? []
      const answered = Object.entries(one.responses).find(([status]) => status !== 'default')?.[1]
      return {
        id: one.operationId,
        method: method.toUpperCase(),
        path,
        access: one['x-access'],
        produces: Object.keys(answered?.content ?? {})[0] ?? '',
        parameters: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
        query: parameters.filter((parameter) => parameter.in === 'query'),
        body: one.requestBody?.content['application/json']?.schema,
      }
    }),
  )
}

/** Every text in a type, by its place: `which.ids[]`. */
export function textsIn(schema: Schema, place = ''): { place: string; format: string | undefined }[] {
  const inside = (name: string) => (place === '' ? name : `${place}.${name}`)
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return [
    ...(schema.type === 'string' ? [{ place, format: schema.format }] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => textsIn(one, inside(name))),
    ...(schema.items === undefined ? [] : textsIn(schema.items, `${place}[]`)),
    ...parts.flatMap((one) => textsIn(one, place)),
  ]
}
