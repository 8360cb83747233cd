import type { AnswerOf, moves } from '@caravan/contract'
import type { ReactNode } from 'react'
import type { MailboxOrder, MailboxRow } from '../../../api/mailboxes-queries.ts'
import { useProgress } from '../../../live/progress.ts'
import { Pill } from '../../../parts/pill.tsx'
import { useWords, type Words } from '../../../words/use-words.ts'
import { octets, STATE_LOOKS, stateWords } from './looks.ts'
import classes from './mailboxes.module.css'
import type { Column } from './search.ts'

export type Wave = AnswerOf<typeof moves.listWaves>['items'][number]

interface ColumnLook {
  /** Px; of the name what is left. */
  readonly width: number
  readonly numeric?: boolean
  readonly sort?: MailboxOrder['sort']
  readonly cell: (row: MailboxRow, words: Words, waves: ReadonlyMap<string, Wave>) => ReactNode
}

const NONE = '—'

export const COLUMN_LOOKS: Readonly<Record<Column, ColumnLook>> = {
  state: { width: 216, cell: (row) => <StateCell row={row} /> },
  progress: { width: 112, cell: (row) => <Bar row={row} /> },
  messages: { width: 96, numeric: true, sort: 'messages', cell: (row) => <Messages row={row} /> },
  bytes: {
    width: 96,
    numeric: true,
    sort: 'bytes',
    cell: ({ bytes }, { language }) => (bytes === null ? NONE : octets(bytes, language)),
  },
  wave: { width: 128, cell: ({ wave }, _, waves) => <bdi>{(wave !== null && waves.get(wave)?.name) || NONE}</bdi> },
  'last-pass': {
    width: 136,
    numeric: true,
    sort: 'last-pass',
    cell: ({ lastPass }, { moment }) =>
      lastPass?.at ? <time dateTime={lastPass.at}>{moment(lastPass.at)}</time> : NONE,
  },
  decision: { width: 176, cell: ({ decision }, { t }) => t(`mailboxes.decision.${decision}`) },
  target: { width: 224, cell: ({ targetAddress }) => <bdi>{targetAddress ?? NONE}</bdi> },
  owner: { width: 176, cell: ({ ownerName, ownerEmail }) => <bdi>{ownerName ?? ownerEmail ?? NONE}</bdi> },
  department: { width: 144, cell: ({ department }) => <bdi>{department ?? NONE}</bdi> },
}

export const SELECT_WIDTH = 44
/** The name is never narrower. */
export const NAME_WIDTH = 240

/** Of the chosen columns those that a table of this width has room for: the last ones go first. */
export function fitting(columns: readonly Column[], width: number): Column[] {
  let left = width - SELECT_WIDTH - NAME_WIDTH
  return columns.filter((column) => (left -= COLUMN_LOOKS[column].width) >= 0)
}

export function StateCell({ row }: { readonly row: MailboxRow }) {
  return <Pill {...STATE_LOOKS[row.state]}>{stateWords(row, useWords())}</Pill>
}

/** How much of it is there: as the running pass tells, else as the last one counted. */
export function Bar({ row }: { readonly row: MailboxRow }) {
  const { t } = useWords()
  const running = useProgress(row.id)
  if (row.state === 'left' || row.state === 'undecided') return null
  const [done, of] =
    running !== undefined && running.ofMessages > 0
      ? [running.messages, running.ofMessages]
      : [row.done ?? 0, row.messages ?? 0]
  const share = row.state === 'home' ? 1 : of === 0 ? 0 : Math.min(1, done / of)
  const percent = Math.floor(share * 100)
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={t('mailboxes.column.progress')}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      data-tone={STATE_LOOKS[row.state].tone}
    >
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  )
}

function Messages({ row }: { readonly row: MailboxRow }) {
  const { number } = useWords()
  const running = useProgress(row.id)
  const messages = row.messages ?? running?.ofMessages
  return messages === undefined ? NONE : number(messages)
}
