import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Preview, previewQuery, TABLE_PAGE } from '../../../../api/people-queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { Pager } from './pager.tsx'
import classes from './people.module.css'
import type { PartProps } from './problems.tsx'

type Row = Preview['rows'][number]

/** What each row would become. Columns that nobody filled are left out. */
export function PreviewRows({ at, tableKey, sent, count }: PartProps) {
  const { t, number } = useWords()
  const [offset, setOffset] = useState(0)
  const { data } = useQuery(previewQuery(at, tableKey, sent, offset))
  const rows = data?.rows ?? []
  const title = t('importing.rows.title')
  const passwords = PASSWORDS.filter(({ has }) => rows.some((row) => row[has]))
  const shown = OPTIONAL.filter((field) => rows.some((row) => row[field] !== undefined))
  return (
    <Card title={title} aside={<span className={classes.quiet}>{number(count)}</span>}>
      <div className={classes.scroll} role="region" aria-label={title} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('importing.rows.row')}</th>
              <th scope="col">{t('importing.field.sourceAddress')}</th>
              <th scope="col">{t('importing.field.displayName')}</th>
              <th scope="col">{t('importing.field.targetAddress')}</th>
              <th scope="col">{t('importing.field.kind')}</th>
              {shown.map((field) => (
                <th key={field} scope="col">
                  {t(`importing.field.${field}`)}
                </th>
              ))}
              {passwords.map(({ has, field }) => (
                <th key={has} scope="col">
                  {t(`importing.field.${field}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <RowLine key={row.row} row={row} shown={shown} passwords={passwords} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager offset={offset} size={TABLE_PAGE} count={count} go={setOffset} />
    </Card>
  )
}

/** Whether a row has one is said of each: an old password is no new one. */
const PASSWORDS = [
  { has: 'hasSourcePassword', field: 'sourcePassword' },
  { has: 'hasTargetPassword', field: 'targetPassword' },
] as const

const OPTIONAL = ['owner', 'wave', 'project', 'decision'] as const

interface LineProps {
  readonly row: Row
  readonly shown: readonly (typeof OPTIONAL)[number][]
  /** Those that any row has. */
  readonly passwords: readonly (typeof PASSWORDS)[number][]
}

function RowLine({ row, shown, passwords }: LineProps) {
  const { t, number } = useWords()
  const { sourceAddress, targetAddress, displayName, kind } = row
  const cell = (field: (typeof OPTIONAL)[number]) => {
    if (field === 'decision') return row.decision === undefined ? '' : t(`addresses.decision.${row.decision}`)
    return <bdi>{row[field]}</bdi>
  }
  return (
    <tr data-held={!row.ready || undefined}>
      <td>
        <span className={classes.rowNumber}>
          <Icon name={row.ready ? 'check' : 'stop'} size={14} /> {number(row.row)}
          <span className={classes.heard}>{t(row.ready ? 'importing.rows.ready' : 'importing.rows.held')}</span>
        </span>
      </td>
      <td>
        <bdi dir="ltr">{sourceAddress}</bdi>
      </td>
      <td>
        <bdi>{displayName}</bdi>
      </td>
      <td>
        <bdi dir="ltr">{targetAddress}</bdi>
      </td>
      <td>{t(`addresses.kind.${kind}`)}</td>
      {shown.map((field) => (
        <td key={field}>{cell(field)}</td>
      ))}
      {passwords.map(({ has }) => (
        <td key={has}>{t(row[has] ? 'importing.rows.given' : 'importing.rows.notGiven')}</td>
      ))}
    </tr>
  )
}
