import { people } from '@caravan/contract'

export type Field = (typeof people.importField.options)[number]

/** What a column can be, in the order in which it is offered. */
export const FIELDS = people.importField.options.filter((field) => field !== 'unused')
