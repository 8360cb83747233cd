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

/** One sentence and the button behind it; whoever is listed can be assessed while the rest is still being set. */
export function NextStep({ standing }: { readonly standing: Standing }) {
  const { t } = useWords()
  const { organisation, move } = useMove()
  const { data: stages } = useQuery(stagesQuery({ organisation, move }))
  const next = nextStep(standing)
  const waits = stages?.items.find(({ stage }) => stage === 'assess')?.status === 'waiting'
  const begin = stages !== undefined && waits && standing.addresses.mailboxes > 0
  const base = `/organisations/${organisation}/moves/${move}`
  return (
    <div className={classes.next}>
      <Sentence standing={standing} waits={waits} />
      <div className={classes.buttons}>
        {next !== undefined && (
          <Button component={Link} to={`${base}/setup/${next}`} size="md">
            {t('setupSummary.toNext', { name: t(`setup.name.${next}`) })}
          </Button>
        )}
        {begin && <Begin stages={stages} quiet={next !== undefined} />}
        {next === undefined && !waits && (
          <Button component={Link} to={`${base}/overview`} size="md">
            {t('setupSummary.toOverview')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Sentence({ standing, waits }: { readonly standing: Standing; readonly waits: boolean }) {
  const { t, number } = useWords()
  const next = nextStep(standing)
  if (next === undefined) return <p>{t(waits ? 'setupSummary.next.assess' : 'setupSummary.next.ready')}</p>
  if (next === 'people') return <p>{t('setupSummary.next.people')}</p>
  const done = SETUP_STEPS.filter((step) => stateOf(step, standing) === 'done').length
  const values = { done: number(done), of: number(SETUP_STEPS.length), name: t(`setup.name.${next}`) }
  return <p>{done === 0 ? t('setupSummary.next.begin') : t('setupSummary.next.going', values)}</p>
}

function Begin({ stages, quiet }: { readonly stages: Stages; readonly quiet: boolean }) {
  const { t } = useWords()
  const step = useStep(useMove(), stages)
  return (
    <>
      <Button
        size="md"
        variant={quiet ? 'default' : 'filled'}
        loading={step.isPending}
        onClick={() => step.mutate({ do: 'open', stage: 'assess' })}
      >
        {t('setupSummary.assess')}
      </Button>
      {step.error !== null && <ProblemBox error={step.error} />}
    </>
  )
}
