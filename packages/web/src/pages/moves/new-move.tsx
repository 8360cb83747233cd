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

const KINDS = ['same-domain', 'new-addresses', 'first-company-mail'] as const
type Kind = (typeof KINDS)[number]

/** Plans a move: what it is called, and what happens to the addresses. */
export function NewMove() {
  const { t } = useWords()
  const at = useOrganisation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>('same-domain')
  const plan = useMutation({
    mutationFn: () => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      return client.call(moves.makeMove, { params: at, body: { name, kind, timeZone } })
    },
    onSuccess: async ({ id: move }) => {
      await queries.invalidateQueries(movesQuery(at))
      await navigate({ to: '/organisations/$organisation/moves/$move/overview', params: { ...at, move } })
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    plan.mutate()
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
        <div role="radiogroup" aria-labelledby="kind">
          <h3 id="kind">{t('newMove.kind')}</h3>
          <div className={pages.choices}>
            {KINDS.map((one) => (
              <label key={one} className={pages.choice}>
                <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
                <span>
                  <strong>{t(`kind.${one}.name`)}</strong>
                  <span>{t(`kind.${one}.text`)}</span>
                </span>
              </label>
            ))}
          </div>
        </div>
        {plan.error !== null && <ProblemBox error={plan.error} />}
        <div>
          <Button type="submit" size="md" loading={plan.isPending}>
            {t('newMove.submit')}
          </Button>
        </div>
      </form>
    </div>
  )
}
