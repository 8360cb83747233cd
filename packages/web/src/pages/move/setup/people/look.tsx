import { people } from '@caravan/contract'
import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type Preview, previewQuery, type SentTable } from '../../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { WaitingRows } from '../../../../parts/waiting.tsx'
import { useWords } from '../../../../words/use-words.ts'
import pages from '../../../pages.module.css'
import type { ChosenTable } from './chosen.ts'
import { Columns } from './columns.tsx'
import type { ImportEnd } from './imported.tsx'
import classes from './people.module.css'
import { PreviewRows } from './preview-rows.tsx'
import { PreviewProblems } from './problems.tsx'
import { Reading } from './reading.tsx'

/** Problems that are still listed after the import. */
const MOST_LISTED = 500

interface Props {
  readonly at: InMove
  readonly table: ChosenTable
  readonly onImported: (end: ImportEnd) => void
  readonly onBack: () => void
}

/** The list as it was understood, to be mended; nothing is imported before that is said. */
export function Look({ at, table, onImported, onBack }: Props) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [sent, setSent] = useState<SentTable>({ input: table.input, reading: {}, mapping: {} })
  const { data, error, isFetching, refetch } = useQuery(previewQuery(at, table.key, sent, 0))
  const confirm = useMutation({
    mutationFn: async (looked: Preview) => {
      const problems = await errorsOf(at, sent, looked)
      const result = await client.call(people.confirmImport, { params: at, body: { ...sent, sha256: looked.sha256 } })
      return { result, problems }
    },
    // What is listed may have changed meanwhile: it is looked at anew.
    onError: () => void refetch(),
    onSuccess: async (end) => {
      onImported(end)
      await queries.invalidateQueries({ queryKey: moveKey(at) })
    },
  })
  const back = (
    <Button variant="default" onClick={onBack}>
      {t('importing.other')}
    </Button>
  )
  if (error !== null && !isFetching)
    return (
      <div className={classes.form}>
        <ProblemBox error={error} again={() => void refetch()} />
        {'file' in sent.input && data !== undefined && (
          <Reading preview={data} sent={sent} change={(more) => setSent({ ...sent, ...more })} />
        )}
        <div>{back}</div>
      </div>
    )
  if (data === undefined)
    return (
      <>
        <p className={pages.quiet}>{t('importing.reading', { name: table.name })}</p>
        <WaitingRows rows={6} />
      </>
    )
  const change = (more: Partial<SentTable>) => setSent({ ...sent, ...more })
  return (
    <div className={classes.look} aria-busy={isFetching}>
      <p className={classes.sentence} role="status">
        <bdi>{table.name}</bdi>:{' '}
        <strong>{t('importing.ready', { count: data.rowCount, ready: data.readyCount })}</strong>{' '}
        {held(data) > 0 && t('importing.held', { count: held(data) })}
      </p>
      <Columns preview={data} mapping={sent.mapping} change={(mapping) => change({ mapping })} />
      <Reading preview={data} sent={sent} change={change} />
      {data.problemCount > 0 && <PreviewProblems at={at} tableKey={table.key} sent={sent} count={data.problemCount} />}
      {data.rowCount > 0 && <PreviewRows at={at} tableKey={table.key} sent={sent} count={data.rowCount} />}
      <div className={classes.confirm}>
        {confirm.error !== null && <ProblemBox error={confirm.error} />}
        <Group>
          <Button
            size="md"
            loading={confirm.isPending}
            disabled={data.readyCount === 0 || isFetching}
            onClick={() => confirm.mutate(data)}
          >
            {data.readyCount === 0 ? t('importing.noneReady') : t('importing.do', { count: data.readyCount })}
          </Button>
          {back}
        </Group>
        <p className={pages.quiet}>{t('importing.nothingYet')}</p>
      </div>
    </div>
  )
}

const held = ({ rowCount, readyCount }: Preview): number => rowCount - readyCount

/** What is wrong with rows that are left out; read before the import, since afterwards every other row is in the move. */
async function errorsOf(
  at: InMove,
  sent: SentTable,
  { problems, problemCount }: Preview,
): Promise<Preview['problems']> {
  const all =
    problemCount <= problems.length
      ? problems
      : (await client.call(people.previewImport, { params: at, body: { ...sent, limit: MOST_LISTED } })).problems
  return all.filter(({ severity }) => severity === 'error')
}
