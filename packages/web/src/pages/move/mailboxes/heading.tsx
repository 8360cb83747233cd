import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import type { MailboxOrder } from '../../../api/mailboxes-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { COLUMN_LOOKS } from './columns.tsx'
import classes from './mailboxes.module.css'
import type { Column } from './search.ts'
import type { Selection } from './selection.ts'

/** The head of the list: ticks all, and sorts. It stays as it is while one scrolls. */
export const GridHead = memo(
  (props: {
    readonly columns: readonly Column[]
    readonly order: MailboxOrder
    readonly selection: Selection
    readonly onSort: (order: MailboxOrder) => void
  }) => {
    const { columns, order, selection, onSort } = props
    const { t } = useWords()
    return (
      <div role="rowgroup" className={classes.gridHead}>
        <div role="row" aria-rowindex={1} className={classes.line}>
          <span role="columnheader" className={classes.select}>
            <label className={classes.box}>
              <input
                type="checkbox"
                className={classes.checkbox}
                aria-label={t('mailboxes.selectAll')}
                checked={selection.all}
                ref={(box) => {
                  if (box !== null) box.indeterminate = !selection.all && selection.count > 0
                }}
                onChange={() => {
                  if (selection.count > 0) selection.clear()
                  else selection.takeAll()
                }}
              />
            </label>
          </span>
          <Heading column="name" order={order} onSort={onSort} />
          {columns.map((column) => (
            <Heading key={column} column={column} order={order} onSort={onSort} />
          ))}
        </div>
      </div>
    )
  },
)

/** The head of a column; where the server can sort by it, it sorts. */
function Heading(props: {
  readonly column: Column | 'name'
  readonly order: MailboxOrder
  readonly onSort: (order: MailboxOrder) => void
}) {
  const { column, order, onSort } = props
  const { t } = useWords()
  const look = column === 'name' ? { sort: nameSort(order), numeric: false } : COLUMN_LOOKS[column]
  const name = t(`mailboxes.column.${column}`)
  const { sort } = look
  if (sort === undefined)
    return (
      <span role="columnheader" className={classes.heading}>
        {name}
      </span>
    )
  const sorted = order.sort === sort
  // Of figures the largest is what one looks for first.
  const first = look.numeric === true ? 'down' : 'up'
  const next = sorted ? (order.order === 'up' ? 'down' : 'up') : first
  return (
    <span
      role="columnheader"
      className={classes.heading}
      data-numeric={look.numeric || undefined}
      aria-sort={sorted ? (order.order === 'up' ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton
        className={classes.sort}
        data-sorted={sorted || undefined}
        onClick={() => onSort({ sort, order: next })}
      >
        <span>{name}</span>
        <span className={classes.sortMark} data-up={(sorted && order.order === 'up') || undefined}>
          <Icon name="down" size={14} />
        </span>
      </UnstyledButton>
    </span>
  )
}

/** The column has the name and the address: it stays with the one that is sorted by. */
const nameSort = ({ sort }: MailboxOrder): MailboxOrder['sort'] => (sort === 'name' ? 'name' : 'address')
