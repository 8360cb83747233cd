import { Checkbox } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from 'react'
import type { MailboxFilter, MailboxOrder } from '../../../api/mailboxes-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { COLUMN_LOOKS, fitting, NAME_WIDTH, SELECT_WIDTH, type Wave } from './columns.tsx'
import { Heading } from './heading.tsx'
import classes from './mailboxes.module.css'
import { MailboxLine } from './row.tsx'
import type { Column } from './search.ts'
import type { Selection } from './selection.ts'
import { useKeys } from './use-keys.ts'
import { useRows } from './use-rows.ts'

/** Below this width a row has its state under its name. */
const NARROW = SELECT_WIDTH + NAME_WIDTH + COLUMN_LOOKS.state.width
const ROW_HEIGHT = { wide: 56, narrow: 84 } as const

interface TableProps {
  readonly at: InMove
  readonly filter: MailboxFilter
  readonly order: MailboxOrder
  readonly epoch: number
  readonly total: number
  readonly columns: readonly Column[]
  readonly waves: ReadonlyMap<string, Wave>
  readonly selection: Selection
  readonly open: string | undefined
  readonly onOpen: (mailbox: string | undefined) => void
  readonly onSort: (order: MailboxOrder) => void
  readonly onSearch: () => void
}

/** The list as a grid (WAI-ARIA 1.2 §5.3): it has the focus, j and k go through its rows, which are drawn where they are seen. */
export function Table(props: TableProps) {
  const { at, filter, order, epoch, total, columns, waves, selection, open, onOpen, onSort, onSearch } = props
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sized)
  const narrow = width < NARROW
  const shown = useMemo(() => (narrow ? [] : fitting(columns, width)), [narrow, columns, width])
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide),
    overscan: 8,
  })
  useEffect(() => virtual.measure(), [virtual, narrow])
  const items = virtual.getVirtualItems()
  const rows = useRows({
    ...{ at, filter, order, epoch, total },
    from: items[0]?.index ?? 0,
    to: items.at(-1)?.index ?? 0,
  })
  const keys = useKeys({
    ...{ total, rows, selection, open, onOpen, onSearch },
    listing: JSON.stringify([filter, order, epoch]),
    show: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  })
  const latest = useRef({ rows, selection })
  useEffect(() => {
    latest.current = { rows, selection }
  })
  const onTick = useCallback((id: string, index: number, span: boolean) => {
    const now = latest.current
    now.selection.toggle(id, index, span ? (place) => now.rows.row(place)?.id : undefined)
  }, [])
  const template = [
    `${SELECT_WIDTH}px`,
    `minmax(${narrow ? 0 : NAME_WIDTH}px, 1fr)`,
    ...shown.map((column) => `${COLUMN_LOOKS[column].width}px`),
  ].join(' ')
  return (
    <div
      ref={ref}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      id="mailboxes"
      aria-label={t('pages.mailboxes')}
      aria-rowcount={total + 1}
      aria-colcount={shown.length + 2}
      aria-multiselectable="true"
      aria-activedescendant={keys.active === undefined ? undefined : `mailbox-row-${keys.active}`}
      style={{ '--columns': template } as CSSProperties}
    >
      <div role="rowgroup" className={classes.gridHead}>
        <div role="row" aria-rowindex={1} className={classes.line}>
          <span role="columnheader" className={classes.select}>
            <Checkbox
              size="sm"
              aria-label={t('mailboxes.selectAll')}
              checked={selection.all && total > 0}
              indeterminate={!selection.all && selection.count > 0}
              onChange={() => (selection.count > 0 ? selection.clear() : selection.takeAll())}
            />
          </span>
          <Heading column="name" order={order} onSort={onSort} />
          {shown.map((column) => (
            <Heading key={column} column={column} order={order} onSort={onSort} />
          ))}
        </div>
      </div>
      {rows.error !== undefined && <ProblemBox error={rows.error} again={rows.again} />}
      <div role="rowgroup" className={classes.gridBody} style={{ blockSize: virtual.getTotalSize() }}>
        {items
          .map(({ index, start, size }) => ({ index, start, size, row: rows.row(index) }))
          .map(({ row, ...place }) => (
            <MailboxLine
              key={place.index}
              {...place}
              row={row}
              columns={shown}
              narrow={narrow}
              waves={waves}
              active={place.index === keys.active}
              opened={open !== undefined && row?.id === open}
              selected={row !== undefined && row !== null && selection.has(row.id)}
              onTick={onTick}
              onOpen={onOpen}
              onActive={keys.setActive}
            />
          ))}
      </div>
    </div>
  )
}
