import { NativeSelect } from '@mantine/core'
import type { Preview, SentTable } from '../../../../api/people-queries.ts'
import { Card } from '../../../../parts/card.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { Pill, type Tone } from '../../../../parts/pill.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { FIELDS, type Field } from './fields.ts'
import classes from './people.module.css'

type Column = Preview['columns'][number]
type Mapping = SentTable['mapping']
type Sure = 'sure' | 'likely' | 'guess' | 'yours' | 'unread'

const LOOKS: Readonly<Record<Sure, { tone: Tone; icon: IconName }>> = {
  sure: { tone: 'ok', icon: 'check' },
  likely: { tone: 'going', icon: 'dot' },
  guess: { tone: 'warning', icon: 'alert' },
  yours: { tone: 'ok', icon: 'check' },
  unread: { tone: 'idle', icon: 'minus' },
}

interface Props {
  readonly preview: Preview
  readonly mapping: Mapping
  readonly change: (mapping: Mapping) => void
}

/** What each column was taken for, how sure that is, and what it is instead. */
export function Columns({ preview, mapping, change }: Props) {
  const { t } = useWords()
  return (
    <Card title={t('importing.columns.title')}>
      <ul className={classes.columns}>
        {preview.columns.map((column) => (
          <ColumnLine
            key={column.index}
            column={column}
            named={preview.headingRow !== undefined}
            corrected={mapping[`${column.index}`]}
            correct={(field) => change({ ...mapping, [`${column.index}`]: field })}
          />
        ))}
      </ul>
    </Card>
  )
}

interface LineProps {
  readonly column: Column
  /** Whether the list has headings. */
  readonly named: boolean
  /** Null: it is not read. */
  readonly corrected: Field | null | undefined
  readonly correct: (field: Field | null) => void
}

function ColumnLine({ column, named, corrected, correct }: LineProps) {
  const { t } = useWords()
  const { index, heading, field, confidence, samples, filled } = column
  const taken = corrected === undefined ? field : (corrected ?? undefined)
  const isRead = taken !== undefined && taken !== 'unused'
  const sure: Sure = !isRead ? 'unread' : corrected === undefined ? (confidence ?? 'guess') : 'yours'
  const name = named ? heading : t('importing.columns.column', { number: index + 1 })
  return (
    <li className={classes.column}>
      <div className={classes.heading}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className={classes.samples}>
          {samples.length > 0 ? <bdi>{samples.join(', ')}</bdi> : t('importing.columns.filled', { count: filled })}
        </span>
      </div>
      <NativeSelect
        aria-label={t('importing.columns.is', { name })}
        value={isRead ? taken : ''}
        onChange={({ currentTarget }) => correct(currentTarget.value === '' ? null : (currentTarget.value as Field))}
        data={[
          { value: '', label: t('importing.columns.notRead') },
          ...FIELDS.map((one) => ({ value: one, label: t(`importing.field.${one}`) })),
        ]}
      />
      <div>
        <Pill {...LOOKS[sure]}>{t(`importing.sure.${sure}`)}</Pill>
      </div>
    </li>
  )
}
