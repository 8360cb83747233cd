import { type AnswerOf, exceptions, passes, people } from '@caravan/contract'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InMove, moveKey } from './queries.ts'

export type MailboxRow = AnswerOf<typeof people.readMailbox>
export type MailboxState = MailboxRow['state']
export type MailboxFolder = AnswerOf<typeof people.listMailboxFolders>['items'][number]
export type Pass = AnswerOf<typeof passes.listPasses>['items'][number]
export type ExceptionGroup = AnswerOf<typeof exceptions.exceptionsByCode>['items'][number]
export type ListedException = AnswerOf<typeof exceptions.listExceptions>['items'][number]

/** Which mailboxes a list shows, as the server takes it. */
export interface MailboxFilter {
  readonly decision?: MailboxRow['decision'] | undefined
  readonly kind?: MailboxRow['kind'] | undefined
  readonly state?: MailboxState | undefined
  readonly wave?: string | undefined
  readonly service?: string | undefined
  readonly search?: string | undefined
}
export interface MailboxOrder {
  readonly sort: 'address' | 'name' | 'messages' | 'bytes' | 'last-pass'
  readonly order: 'up' | 'down'
}

/** Rows that are read at once. */
export const WINDOW = 100

/**
 * A window of a list. Read again it has the same mailboxes in the same places, however they stand by now, so that
 * nothing jumps; one that was taken out of the move is null. `epoch`: a new one is a new list.
 */
export const windowQuery = (
  queries: QueryClient,
  at: InMove,
  list: { readonly filter: MailboxFilter; readonly order: MailboxOrder; readonly epoch: number },
  window: number,
) => {
  const queryKey = [...moveKey(at), 'mailboxes', list, window] as const
  return queryOptions({
    queryKey,
    queryFn: async (): Promise<readonly (MailboxRow | null)[]> => {
      const before = queries.getQueryData<readonly (MailboxRow | null)[]>(queryKey)
      const ids = (before ?? []).flatMap((row) => (row === null ? [] : [row.id]))
      if (before === undefined || ids.length === 0) {
        const query = { ...list.filter, ...list.order, offset: window * WINDOW, limit: WINDOW }
        return (await client.call(people.listMailboxes, { params: at, query })).items
      }
      const query = { ids: ids.join(','), limit: WINDOW }
      const { items } = await client.call(people.listMailboxes, { params: at, query })
      const now = new Map(items.map((row) => [row.id, row]))
      return before.map((row) => (row === null ? null : (now.get(row.id) ?? null)))
    },
    // Read again by the live events; a window that is scrolled back to is shown as it was at once.
    staleTime: 30_000,
  })
}

/** Not read anew with every event: it is a walk through all of them. */
const COUNT_MS = 15_000

export const mailboxCountKey = ({ organisation, move }: InMove) => ['mailbox-count', organisation, move] as const

export const mailboxCountQuery = (at: InMove, filter: MailboxFilter) =>
  queryOptions({
    queryKey: [...mailboxCountKey(at), filter],
    queryFn: () => client.call(people.countMailboxes, { params: at, query: filter }),
    refetchInterval: COUNT_MS,
  })

export interface InMailbox extends InMove {
  readonly mailbox: string
}
const mailboxKey = ({ mailbox, ...at }: InMailbox) => [...moveKey(at), 'mailbox', mailbox] as const

export const mailboxQuery = (at: InMailbox) =>
  queryOptions({
    queryKey: [...mailboxKey(at), 'itself'],
    queryFn: () => client.call(people.readMailbox, { params: at }),
  })

/** Counted from the ledger, which takes a second for a million messages: not with every event. */
export const foldersQuery = (at: InMailbox, copying: boolean) =>
  queryOptions({
    queryKey: ['mailbox-folders', at.organisation, at.move, at.mailbox],
    queryFn: () => client.call(people.listMailboxFolders, { params: at }),
    refetchInterval: copying ? 5_000 : 30_000,
  })

export const mailboxExceptionsQuery = (at: InMailbox) =>
  queryOptions({
    queryKey: [...mailboxKey(at), 'exceptions'],
    queryFn: () => client.call(exceptions.listExceptions, { params: at }),
  })

export const mailboxPassesQuery = ({ mailbox, ...at }: InMailbox) =>
  queryOptions({
    queryKey: [...mailboxKey({ ...at, mailbox }), 'passes'],
    queryFn: () => client.call(passes.listPasses, { params: at, query: { mailbox, limit: 20 } }),
  })

/** A pass that has ended does not change any more. */
export const passReportQuery = ({ organisation, move }: InMailbox, pass: string) =>
  queryOptions({
    queryKey: ['pass-report', pass],
    queryFn: () => client.call(passes.readPass, { params: { organisation, move, pass } }),
    staleTime: 'static',
  })

export const mailboxEventsQuery = (at: InMailbox) =>
  queryOptions({
    queryKey: [...mailboxKey(at), 'events'],
    queryFn: () => client.call(people.listMailboxEvents, { params: at }),
  })

export const exceptionsByCodeQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'exceptions'],
    queryFn: () => client.call(exceptions.exceptionsByCode, { params: at }),
  })

export interface ExceptionFilter {
  readonly code?: string | undefined
  readonly accepted?: 'true' | 'false' | undefined
  readonly search?: string | undefined
}
export const moveExceptionsQuery = (at: InMove, filter: ExceptionFilter) =>
  infiniteQueryOptions({
    queryKey: [...moveKey(at), 'exception-messages', filter],
    queryFn: ({ pageParam }) =>
      client.call(exceptions.listMoveExceptions, {
        params: at,
        query: { ...filter, limit: 50, ...(pageParam === '' ? undefined : { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
