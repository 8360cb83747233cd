import { moves } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { movesQuery } from '../../api/queries.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { useOrganisation } from '../where.ts'
import { type Kind, KindChoice } from './kind-choice.tsx'

/** Where one goes on: step by step, or with everything on one page. */
type First = 'basics' | 'emergency'

/** Plans a move: what it is called, and what happens to the addresses. */
export function NewMove() {
  const { t } = useWords()
  const at = useOrganisation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>('same-domain')
  const plan = useMutation({
    mutationFn: async (first: First) => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      const { id } = await client.call(moves.makeMove, { params: at, body: { name, kind, timeZone } })
      return { move: id, first }
    },
    onSuccess: async ({ move, first }) => {
      await queries.invalidateQueries(movesQuery(at))
      await navigate({
        to: `/organisations/$organisation/moves/$move/setup/${first}` as const,
        params: { ...at, move },
      })
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    // Enter in the field presses the first button.
    const { submitter } = event.nativeEvent as SubmitEvent
    plan.mutate(submitter?.getAttribute('value') === 'emergency' ? 'emergency' : 'basics')
  }
  return (
    <div className={`${pages.page} ${pages.narrow}`}>
      <h1>{t('newMove.title')}</h1>
      <p className={pages.quiet}>{t('newMove.text')}</p>
      <form className={pages.form} onSubmit={submit}>
        <TextInput
          label={t('newMove.name')}
          placeholder={t('newMove.nameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <KindChoice kind={kind} choose={setKind} />
        {plan.error !== null && <ProblemBox error={plan.error} />}
        <div>
          <Button type="submit" size="md" loading={plan.isPending && plan.variables === 'basics'}>
            {t('newMove.submit')}
          </Button>
        </div>
        <div className={pages.aside}>
          <p>{t('hurry.beginText')}</p>
          <Button
            type="submit"
            value="emergency"
            variant="default"
            size="sm"
            loading={plan.isPending && plan.variables === 'emergency'}
          >
            {t('hurry.begin')}
          </Button>
        </div>
      </form>
    </div>
  )
}
