import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { stagesQuery } from '../../../api/queries.ts'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { useMove } from '../../where.ts'
import { MayNot } from './may-not.tsx'
import { NextStep } from './next-step.tsx'
import classes from './setup.module.css'
import { SETUP_STEPS, type SetupStep, STATE_LOOK, type Standing, stateOf } from './steps.ts'
import { useFacts } from './use-facts.ts'
import { useStanding } from './use-standing.ts'

/** What is set, what is missing, what comes next. */
export function SetupSummary() {
  const { standing } = useStanding()
  const may = useMayPlan(useMove())
  if (standing === undefined) return null
  return (
    <div className={classes.summary}>
      <MayNot />
      {may && <NextStep standing={standing} />}
      <ol className={classes.rows}>
        {SETUP_STEPS.map((step) => (
          <Row key={step} step={step} standing={standing} may={may} />
        ))}
      </ol>
      {may && <Hurry />}
    </div>
  )
}

function Row({
  step,
  standing,
  may,
}: {
  readonly step: SetupStep
  readonly standing: Standing
  readonly may: boolean
}) {
  const { t } = useWords()
  const at = useMove()
  const facts = useFacts(step, standing)
  const state = stateOf(step, standing)
  return (
    <li>
      <div className={classes.what}>
        <h3>{t(`setup.name.${step}`)}</h3>
        {facts.map((fact) => (
          <p key={fact}>{fact}</p>
        ))}
      </div>
      <Pill tone={STATE_LOOK[state].tone} icon={STATE_LOOK[state].icon}>
        {t(`setup.state.${state}`)}
      </Pill>
      {may && (
        <Button
          component={Link}
          to={`/organisations/${at.organisation}/moves/${at.move}/setup/${step}`}
          variant="default"
          size="sm"
          aria-label={`${t(state === 'open' ? 'setup.begin' : 'setup.change')}: ${t(`setup.name.${step}`)}`}
        >
          {t(state === 'open' ? 'setup.begin' : 'setup.change')}
        </Button>
      )}
    </li>
  )
}

/** While nothing is copied yet. */
function Hurry() {
  const { t } = useWords()
  const at = useMove()
  const { data: stages } = useQuery(stagesQuery(at))
  const copy = stages?.items.find(({ stage }) => stage === 'copy')
  if (copy?.status !== 'waiting') return null
  return (
    <aside className={classes.hurry} aria-label={t('setupSummary.hurry.title')}>
      <div>
        <h3>{t('setupSummary.hurry.title')}</h3>
        <p>{t('setupSummary.hurry.text')}</p>
      </div>
      <Button
        component={Link}
        to={`/organisations/${at.organisation}/moves/${at.move}/setup/emergency`}
        variant="default"
        size="sm"
      >
        {t('setupSummary.hurry.button')}
      </Button>
    </aside>
  )
}
