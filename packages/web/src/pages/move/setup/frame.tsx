import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import classes from './setup.module.css'
import { SETUP_STEPS, STATE_LOOK, type Standing, stateOf } from './steps.ts'
import { useStanding } from './use-standing.ts'

/** The set-up of a move: its steps with their state at the side, the step that is open beside them. */
export function SetupFrame() {
  const { pathname } = useLocation()
  const { standing, failed } = useStanding()
  if (failed) return <ProblemBox error={failed.error} again={failed.again} />
  if (!standing) return <WaitingRows rows={6} />
  // What is set, as a whole, is a list of the steps itself.
  const step = pathname.replace(/^.*\/setup\/?/, '')
  if (step === '' || step === 'emergency') return <Outlet />
  return (
    <div className={classes.frame}>
      <Steps standing={standing} />
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  )
}

function Steps({ standing }: { readonly standing: Standing }) {
  const { t, number } = useWords()
  const at = useMove()
  const { pathname } = useLocation()
  const open = SETUP_STEPS.findIndex((step) => pathname.endsWith(`/setup/${step}`))
  const here = SETUP_STEPS[open]
  const list = (
    <ol className={classes.steps}>
      {SETUP_STEPS.map((step) => {
        const state = stateOf(step, standing)
        return (
          <li key={step}>
            <Link
              to={`/organisations/$organisation/moves/$move/setup/${step}` as const}
              params={at}
              className={classes.step}
              data-state={state}
            >
              <Icon name={STATE_LOOK[state].icon} />
              <span>{t(`setup.name.${step}`)}</span>
              <span className={classes.heard}>{t(`setup.state.${state}`)}</span>
            </Link>
          </li>
        )
      })}
    </ol>
  )
  return (
    <nav aria-label={t('setup.steps')} className={classes.side}>
      <Link
        to="/organisations/$organisation/moves/$move/setup"
        params={at}
        activeOptions={{ exact: true }}
        className={classes.home}
      >
        <Icon name="back" />
        {t('setup.title')}
      </Link>
      <div className={classes.wide}>{list}</div>
      {here !== undefined && (
        // Another page, another list: it is shut again.
        <details key={here} className={classes.small}>
          <summary>
            {t('setup.step', {
              number: number(open + 1),
              of: number(SETUP_STEPS.length),
              name: t(`setup.name.${here}`),
            })}
          </summary>
          {list}
        </details>
      )}
    </nav>
  )
}
