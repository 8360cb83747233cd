import type { Problem } from '@caravan/contract'
import { faultOf } from '../api/client.ts'
import { useWords, type Words } from '../words/use-words.ts'

type Field = NonNullable<Problem['fields']>[number]

/** The last name of a path: that of the field, as the API calls it. */
const nameOf = ({ path }: Field): string => path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path

/** What is wrong with a field, in the language of the page; the server's own words where there are none. */
function wrong(field: Field, { maybe }: Pick<Words, 'maybe'>): string {
  const { code, bound, message } = field
  const name = nameOf(field)
  const how =
    code === 'too_small' && name === 'password'
      ? 'too_short'
      : name === 'port'
        ? 'no_port'
        : code === 'invalid_format' && name === 'email'
          ? 'no_email'
          : code
  return (how !== undefined && maybe(`field.${how}`, { count: bound ?? 0 })) || message
}

const fieldsOf = (error: unknown): readonly Field[] => {
  const fault = error == null ? undefined : faultOf(error)
  return fault?.kind === 'refused' && fault.problem.code === 'request-invalid' ? (fault.problem.fields ?? []) : []
}

/** Of a request that was refused for its fields: what is to stand at the field of this name. */
export function useFieldErrors(error: unknown): (name: string) => string | undefined {
  const words = useWords()
  return (name) => {
    const field = fieldsOf(error).find((one) => nameOf(one) === name)
    return field && wrong(field, words)
  }
}

/** The same as a list, each with the field's name. */
export function useFieldList(error: unknown): readonly string[] {
  const words = useWords()
  return fieldsOf(error).map((field) => {
    const name = nameOf(field)
    return `${words.maybe(`field.name.${name}`) ?? name}: ${wrong(field, words)}`
  })
}
