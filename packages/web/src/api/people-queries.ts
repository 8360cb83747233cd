import { type AnswerOf, type BodyOf, employees, people, type QueryOf } from '@caravan/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InMove, moveKey } from './queries.ts'

export type Mailbox = AnswerOf<typeof people.listMailboxes>['items'][number]
export type Employee = AnswerOf<typeof employees.listEmployees>['items'][number]
export type EmployeeState = Employee['state']
export type WelcomeState = NonNullable<Employee['welcome']>['state']
export type SeenAddress = AnswerOf<typeof people.listSeenAddresses>['items'][number]
export type Preview = AnswerOf<typeof people.previewImport>
export type SentTable = Omit<BodyOf<typeof people.confirmImport>, 'sha256'>

/** Those of a move whose decision or kind it is. */
export type ChosenMailboxes = Pick<QueryOf<typeof people.listMailboxes>, 'decision' | 'kind' | 'text'>
export type EmployeeFilter = Omit<QueryOf<typeof employees.listEmployees>, 'limit' | 'after'>
export type SeenFilter = Omit<QueryOf<typeof people.listSeenAddresses>, 'limit' | 'after'>

/** Rows that a list shows at first, and more each time it is asked to. */
const SHOWN = 50

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: { readonly next?: string | undefined }) => next,
  placeholderData: keepPreviousData,
}

export const mailboxesQuery = (at: InMove, filter: ChosenMailboxes) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: [...moveKey(at), 'chosen-mailboxes', filter],
    queryFn: ({ pageParam: after }) =>
      client.call(people.listMailboxes, { params: at, query: { ...filter, after, limit: SHOWN } }),
  })

export const employeesQuery = (at: InMove, filter: EmployeeFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: [...moveKey(at), 'employees', filter],
    queryFn: ({ pageParam: after }) =>
      client.call(employees.listEmployees, { params: at, query: { ...filter, after, limit: SHOWN } }),
  })

/** One employee, by the old address. */
export const employeeQuery = (at: InMove, address: string) =>
  queryOptions({
    queryKey: [...moveKey(at), 'employee', address],
    queryFn: () => client.call(employees.listEmployees, { params: at, query: { text: address, limit: 10 } }),
  })

export const seenQuery = (at: InMove, filter: SeenFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: [...moveKey(at), 'seen', filter],
    queryFn: ({ pageParam: after }) =>
      client.call(people.listSeenAddresses, { params: at, query: { ...filter, after, limit: SHOWN } }),
  })

export const employeeCountQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'employee-count'],
    queryFn: () => client.call(employees.countEmployees, { params: at }),
  })

export const remindersQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'reminders'],
    queryFn: () => client.call(employees.readReminders, { params: at }),
  })

export const addressCountQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'address-count'],
    queryFn: () => client.call(people.countAddresses, { params: at }),
  })

export const seenProgressQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'seen-progress'],
    queryFn: () => client.call(people.seenAddressesProgress, { params: at }),
  })

/** Persons of the move whose address begins so: who could own a role address. */
export const personsQuery = (at: InMove, text: string) =>
  queryOptions({
    queryKey: [...moveKey(at), 'persons', text],
    queryFn: () => client.call(people.listMailboxes, { params: at, query: { kind: 'person', text, limit: 20 } }),
    placeholderData: keepPreviousData,
  })

/** Rows and problems of a table that are shown at once. */
export const TABLE_PAGE = 50

/**
 * What a table would bring. It stands under no move: a list of 20 MB is not sent again for each event.
 * @param key of what was chosen; the table itself is too long to be one
 */
export const previewQuery = (at: InMove, key: string, table: SentTable, offset: number) =>
  queryOptions({
    queryKey: ['preview', at.move, key, table.reading, table.mapping, table.sourceDomain, table.targetDomain, offset],
    queryFn: () => client.call(people.previewImport, { params: at, body: { ...table, offset, limit: TABLE_PAGE } }),
    placeholderData: keepPreviousData,
    staleTime: 'static',
    gcTime: 60_000,
    retry: false,
  })
