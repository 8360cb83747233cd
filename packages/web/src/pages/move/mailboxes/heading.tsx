import { UnstyledButton } from '@mantine/core'
import type { MailboxOrder } from '../../../api/mailboxes-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { COLUMN_LOOKS } from './columns.tsx'
import classes from './mailboxes.module.css'
import type { Column } from './search.ts'

/** The head of a column; where the server can sort by it, it sorts. */
export function Heading(props: {
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
