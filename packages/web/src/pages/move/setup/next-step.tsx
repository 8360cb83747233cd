import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { stagesQuery } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import type { Stages } from '../stages/state.ts'
import { useStep } from '../stages/use-step.ts'
import classes from './setup.module.css'
import { nextStep, SETUP_STEPS, type Standing, stateOf } from './steps.ts'

/** One sentence and the button behind it. */
export function NextStep({ standing }: { readonly standing: Standing }) {
  const { t, number } = useWords()
  const at = useMove()
  const { data: stages } = useQuery(stagesQuery(at))
  const next = nextStep(standing)
  const base = `/organisations/${at.organisation}/moves/${at.move}`
  if (next !== undefined) {
    const done = SETUP_STEPS.filter((step) => stateOf(step, standing) === 'done').length
    const name = t(`setup.name.${next}`)
    const values = { done: number(done), of: number(SETUP_STEPS.length), name }
    return (
      <div className={classes.next}>
        <p>{done === 0 ? t('setupSummary.next.begin') : t('setupSummary.next.going', values)}</p>
        <Button component={Link} to={`${base}/setup/${next}`} size="md">
          {t('setupSummary.toNext', { name })}
        </Button>
      </div>
    )
  }
  const waits = stages?.items.find(({ stage }) => stage === 'assess')?.status === 'waiting'
  if (stages !== undefined && waits) return <Begin stages={stages} people={standing.progress.mailboxes > 0} />
  return (
    <div className={classes.next}>
      <p>{t('setupSummary.next.ready')}</p>
      <Button component={Link} to={`${base}/overview`} size="md">
        {t('setupSummary.toOverview')}
      </Button>
    </div>
  )
}

function Begin({ stages, people }: { readonly stages: Stages; readonly people: boolean }) {
  const { t } = useWords()
  const step = useStep(useMove(), stages)
  return (
    <div className={classes.next}>
      <p>{people ? t('setupSummary.next.assess') : t('setupSummary.next.people')}</p>
      {step.error !== null && <ProblemBox error={step.error} />}
      <Button size="md" loading={step.isPending} onClick={() => step.mutate({ do: 'open', stage: 'assess' })}>
        {t('setupSummary.assess')}
      </Button>
    </div>
  )
}
