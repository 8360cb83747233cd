import { memo } from 'react'
import type { MailboxRow } from '../../../api/mailboxes-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { Bar, COLUMN_LOOKS, StateCell, type Wave } from './columns.tsx'
import { nameOf } from './looks.ts'
import classes from './mailboxes.module.css'
import type { Column } from './search.ts'

interface LineProps {
  readonly index: number
  readonly start: number
  readonly size: number
  readonly row: MailboxRow | null | undefined
  readonly columns: readonly Column[]
  readonly narrow: boolean
  readonly waves: ReadonlyMap<string, Wave>
  readonly active: boolean
  readonly opened: boolean
  readonly selected: boolean
  readonly onTick: (mailbox: string, index: number, span: boolean) => void
  readonly onOpen: (mailbox: string) => void
  readonly onActive: (index: number) => void
}

/** One mailbox of the list; what is not read yet is drawn in grey, of the same height. */
export const MailboxLine = memo((props: LineProps) => {
  const { index, start, size, row, active, opened, selected, onTick, onOpen, onActive } = props
  const place = { blockSize: size, transform: `translateY(${start}px)` }
  const common = { role: 'row', id: `mailbox-row-${index}`, 'aria-rowindex': index + 2, style: place }
  if (row === undefined || row === null) return <Blank {...props} common={common} />
  return (
    <div
      {...common}
      className={classes.line}
      aria-selected={selected}
      data-active={active || undefined}
      data-opened={opened || undefined}
      onClick={(event) => {
        onActive(index)
        // The link does it where it is meant for another window.
        if (!event.metaKey && !event.ctrlKey) onOpen(row.id)
      }}
    >
      <span role="gridcell" className={classes.select} onClick={(event) => event.stopPropagation()}>
        <label className={classes.box}>
          <input
            type="checkbox"
            className={classes.checkbox}
            tabIndex={-1}
            aria-label={row.sourceAddress}
            checked={selected}
            onChange={(event) => {
              onActive(index)
              onTick(row.id, index, (event.nativeEvent as MouseEvent).shiftKey)
            }}
          />
        </label>
      </span>
      <Name row={row} narrow={props.narrow} />
      <Cells {...props} row={row} />
    </div>
  )
})

function Cells({ row, columns, waves }: LineProps & { readonly row: MailboxRow }) {
  const words = useWords()
  return columns.map((column) => (
    <span
      key={column}
      role="gridcell"
      className={classes.cell}
      data-numeric={COLUMN_LOOKS[column].numeric || undefined}
    >
      {COLUMN_LOOKS[column].cell(row, words, waves)}
    </span>
  ))
}

/** The same page with this mailbox open, for another window. The router's own link costs more than the rest of a row. */
function addressOf(mailbox: string): string {
  const search = new URLSearchParams(location.search)
  search.set('open', mailbox)
  return `?${search.toString()}`
}

function Name({ row, narrow }: { readonly row: MailboxRow; readonly narrow: boolean }) {
  const { t } = useWords()
  return (
    <span role="gridcell" className={classes.name}>
      <span className={classes.nameLine}>
        <a
          href={addressOf(row.id)}
          tabIndex={-1}
          className={classes.nameLink}
          onClick={(event) => {
            if (!event.metaKey && !event.ctrlKey) event.preventDefault()
          }}
        >
          <bdi>{nameOf(row)}</bdi>
        </a>
        {row.kind === 'role' && <span className={classes.badge}>{t('mailboxes.shared')}</span>}
      </span>
      <span className={classes.address} title={row.sourceAddress}>
        <bdi>{row.sourceAddress}</bdi>
      </span>
      {narrow && (
        <span className={classes.underName}>
          <StateCell row={row} />
          <Bar row={row} />
        </span>
      )}
    </span>
  )
}

function Blank(props: LineProps & { readonly common: Readonly<Record<string, unknown>> }) {
  const { t } = useWords()
  const gone = props.row === null
  return (
    <div {...props.common} className={classes.line} aria-busy={!gone}>
      <span role="gridcell" className={classes.select} />
      <span role="gridcell" className={classes.name}>
        {gone ? <span className={classes.quiet}>{t('mailboxes.gone')}</span> : <span className={classes.blank} />}
      </span>
      {props.columns.map((column) => (
        <span key={column} role="gridcell" className={classes.cell}>
          {!gone && <span className={classes.blank} />}
        </span>
      ))}
    </div>
  )
}
