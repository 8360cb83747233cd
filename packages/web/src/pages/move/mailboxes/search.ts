import type { MailboxFilter, MailboxOrder, MailboxState } from '../../../api/mailboxes-queries.ts'

export const DECISIONS = ['undecided', 'move', 'archive-only', 'stay', 'leave-behind'] as const
/** In the order in which somebody has to know of them. */
export const STATES = [
  'stuck',
  'failed',
  'exceptions',
  'copying',
  'queued',
  'paused',
  'not-begun',
  'home',
  'undecided',
  'left',
] as const satisfies readonly MailboxState[]
export const KINDS = ['person', 'role'] as const
const SORTS = ['address', 'name', 'messages', 'bytes', 'last-pass'] as const
export const COLUMNS = [
  'state',
  'progress',
  'messages',
  'bytes',
  'wave',
  'last-pass',
  'decision',
  'target',
  'owner',
  'department',
] as const
export type Column = (typeof COLUMNS)[number]
export const USUAL_COLUMNS: readonly Column[] = ['state', 'progress', 'messages', 'bytes', 'wave', 'last-pass']

/** All that the page shows stands in its address, so that it can be sent to somebody, kept, and is there after a reload. */
export interface MailboxSearch {
  readonly q?: string | undefined
  readonly decision?: MailboxFilter['decision']
  readonly state?: MailboxState | undefined
  readonly wave?: string | undefined
  readonly service?: string | undefined
  readonly kind?: MailboxFilter['kind']
  readonly sort?: MailboxOrder['sort'] | undefined
  readonly order?: 'down' | undefined
  /** With commas between them, where they are not the usual ones. */
  readonly columns?: string | undefined
  /** The mailbox beside the list. */
  readonly open?: string | undefined
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((one) => one === value)
const idOf = (value: unknown): string | undefined => (typeof value === 'string' && UUID.test(value) ? value : undefined)

/** What an address says; what it cannot mean is left out. */
export function readSearch(search: Readonly<Record<string, unknown>>): MailboxSearch {
  const { q, columns, wave } = search
  const chosen =
    typeof columns === 'string' ? COLUMNS.filter((column) => columns.split(',').includes(column)).join(',') : undefined
  return {
    q: typeof q === 'string' || typeof q === 'number' ? String(q).slice(0, 200) || undefined : undefined,
    decision: oneOf(DECISIONS, search['decision']),
    state: oneOf(STATES, search['state']),
    wave: wave === 'none' ? 'none' : idOf(wave),
    service: idOf(search['service']),
    kind: oneOf(KINDS, search['kind']),
    sort: oneOf(SORTS, search['sort']),
    order: oneOf(['down'], search['order']),
    columns: chosen,
    open: idOf(search['open']),
  }
}

export const filterOf = ({ q, decision, state, wave, service, kind }: MailboxSearch): MailboxFilter => ({
  ...(q !== undefined && { search: q }),
  ...(decision !== undefined && { decision }),
  ...(state !== undefined && { state }),
  ...(wave !== undefined && { wave }),
  ...(service !== undefined && { service }),
  ...(kind !== undefined && { kind }),
})

export const orderOf = ({ sort = 'address', order }: MailboxSearch): MailboxOrder => ({ sort, order: order ?? 'up' })

export const columnsOf = ({ columns }: MailboxSearch): readonly Column[] =>
  columns === undefined ? USUAL_COLUMNS : COLUMNS.filter((column) => columns.split(',').includes(column))

export const isFiltered = (search: MailboxSearch): boolean => Object.keys(filterOf(search)).length > 0
