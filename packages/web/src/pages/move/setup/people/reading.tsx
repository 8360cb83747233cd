import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { Preview, SentTable } from '../../../../api/people-queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import classes from './people.module.css'

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'windows-1256', 'gb18030'] as const
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

type Encoding = (typeof ENCODINGS)[number]
type Delimiter = keyof typeof DELIMITERS

interface Props {
  readonly preview: Preview
  readonly sent: SentTable
  readonly change: (more: Partial<SentTable>) => void
}

/** How the file was read, to be said otherwise where that was wrong. */
export function Reading({ preview, sent, change }: Props) {
  const { t } = useWords()
  const { table, problems } = preview
  const read = (more: SentTable['reading']) => change({ reading: { ...sent.reading, ...more } })
  const bare = problems.some(({ code }) => code === 'address-without-domain')
  const { source, encoding, encodingSure, delimiter, sheet, sheets = [] } = table
  return (
    <details className={classes.reading} open={bare || encodingSure === false}>
      <summary>{t('importing.read.title')}</summary>
      <div className={classes.fields}>
        {source === 'csv' && encoding !== undefined && (
          <NativeSelect
            label={t('importing.read.encoding')}
            value={encoding}
            data={ENCODINGS.map((value) => ({ value, label: t(`importing.encoding.${value}`) }))}
            onChange={({ currentTarget }) => read({ encoding: currentTarget.value as Encoding })}
          />
        )}
        {source === 'csv' && delimiter !== undefined && (
          <NativeSelect
            label={t('importing.read.delimiter')}
            value={delimiter}
            data={Object.entries(DELIMITERS).map(([value, name]) => ({
              value,
              label: t(`importing.delimiter.${name}`),
            }))}
            onChange={({ currentTarget }) => read({ delimiter: currentTarget.value as Delimiter })}
          />
        )}
        {sheets.length > 1 && (
          <NativeSelect
            label={t('importing.read.sheet')}
            value={sheet ?? ''}
            data={[...sheets]}
            onChange={({ currentTarget }) => read({ sheet: currentTarget.value })}
          />
        )}
        <DomainField
          label={t('importing.read.sourceDomain')}
          value={sent.sourceDomain}
          set={(sourceDomain) => change({ sourceDomain })}
        />
        <DomainField
          label={t('importing.read.targetDomain')}
          value={sent.targetDomain}
          set={(targetDomain) => change({ targetDomain })}
        />
      </div>
    </details>
  )
}

/** The domain of cells that hold only what stands before the @. */
function DomainField(props: {
  readonly label: string
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
}) {
  const [typed, setTyped] = useState(props.value ?? '')
  const say = useDebouncedCallback((next: string) => props.set(next === '' ? undefined : next), 500)
  return (
    <TextInput
      label={props.label}
      placeholder="alvero.example"
      dir="ltr"
      value={typed}
      maxLength={253}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        say(currentTarget.value.trim())
      }}
    />
  )
}
