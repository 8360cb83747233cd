import { people } from '@caravan/contract'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../../api/client.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { useMove } from '../../../where.ts'
import type { Stages } from '../../stages/state.ts'
import classes from '../setup.module.css'
import { type Standing, servicesAt } from '../steps.ts'
import { type Column, type Pasted, readPasted, refusedLines, type Seen } from './table.ts'
import type { Start } from './use-start.ts'
import { Will } from './will.tsx'

interface Props {
  readonly standing: Standing
  readonly stages: Stages
  readonly starting: Start
}

/** Lines that are told one by one why they are left out. */
const MOST_LISTED = 100

/** Between the parts of a list. */
const BETWEEN = { en: ', ', ru: ', ', fa: '، ', zh: '、' } as const

/** Who is copied: pasted, looked at by the server, and then shown with what will happen. */
export function EmergencyList({ standing, stages, starting }: Props) {
  const { t, language } = useWords()
  const at = useMove()
  const { kind } = standing.move
  const { undecided, copied } = standing.progress
  const [text, setText] = useState('')
  const [domain, setDomain] = useState('')
  const columns = columnsOf(standing)
  const look = useMutation({ mutationFn: () => seen(at, readPasted(text, columns)) })
  const there = undecided + copied
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    look.mutate()
  }
  return (
    <>
      <form className={classes.fields} onSubmit={submit}>
        {kind !== 'same-domain' && (
          <TextInput
            label={t('hurry.newDomain')}
            description={t('hurry.newDomainHint')}
            placeholder="alvero.example"
            dir="ltr"
            value={domain}
            onChange={(event) => setDomain(event.currentTarget.value.trim())}
            maxLength={253}
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        <Textarea
          label={t('hurry.paste')}
          description={
            columns.length === 1
              ? t('hurry.pasteAddresses')
              : t('hurry.pasteHint', {
                  columns: columns.map((one) => t(`hurry.columns.${one}`)).join(BETWEEN[language]),
                })
          }
          className={classes.paste}
          dir="ltr"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            look.reset()
          }}
          maxLength={5_000_000}
          required={there === 0}
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
        />
        {there > 0 && <p className={classes.place}>{t('hurry.there', { count: there })}</p>}
        {look.error !== null && <ProblemBox error={look.error} />}
        {look.data === undefined && (
          <div>
            <Button type="submit" variant="default" size="md" loading={look.isPending}>
              {t('hurry.look')}
            </Button>
          </div>
        )}
      </form>
      {look.data !== undefined && (
        <Will
          seen={look.data}
          there={there}
          standing={standing}
          stages={stages}
          starting={starting}
          newDomain={kind === 'same-domain' ? undefined : domain}
        />
      )}
    </>
  )
}

function columnsOf(standing: Standing): Column[] {
  const byMaster = (side: 'source' | 'target') => servicesAt(standing, side)[0]?.auth === 'master'
  return [
    'address',
    ...(byMaster('source') ? [] : (['old'] as const)),
    ...(byMaster('target') ? [] : (['new'] as const)),
  ]
}

async function seen(at: { organisation: string; move: string }, pasted: Pasted): Promise<Seen> {
  if (pasted.lines === 0) return { ...pasted, sha256: '', ready: 0, left: 0, refused: [] }
  const { sha256, readyCount, rowCount, problems } = await client.call(people.previewImport, {
    params: at,
    body: { ...pasted.body, limit: MOST_LISTED },
  })
  const refused = refusedLines(problems, pasted)
  return { ...pasted, sha256, ready: readyCount, left: rowCount - readyCount, refused }
}
